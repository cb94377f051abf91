"""The sequences every build must show, one function each, with the kinds they are made of."""

from collections.abc import Callable

from tests.ledger.scribe import OnDuty, Scribe
from tests.ledger.team_telling import Story

AGENTS = ("ann", "bob", "cem", "dee", "eve", "sue")


class Team(dict[str, OnDuty]):
    """Agents by name; who is asked for is on duty from then on."""

    def __init__(self, scribe: Scribe) -> None:
        super().__init__()
        self._scribe = scribe

    def __missing__(self, name: str) -> OnDuty:
        agent = self[name] = OnDuty(self._scribe, name)
        return agent


Teller = Callable[[Story, Team], None]


def kinds(story: Story) -> list[int]:
    return [row.kind for row in story.rows]


def engage(story: Story, agent: OnDuty) -> None:
    story.offer(agent)
    story.accept()


def finish(story: Story) -> None:
    story.end()
    if story.wrapping_up:
        story.release()


def plain(story: Story, team: Team) -> None:
    story.created()
    engage(story, team["ann"])
    story.end_user_posts()
    story.agent_posts(team["ann"])
    finish(story)


def toast_runs_out(story: Story, team: Team) -> None:
    story.created()
    story.offer(team["ann"])
    story.auto_accept()
    finish(story)


def decline_chain(story: Story, team: Team) -> None:
    story.created()
    story.offer(team["ann"])
    story.decline()
    story.profile = story.profile.but(auto_decline=True)
    story.offer(team["bob"])
    story.auto_decline()
    story.profile = story.profile.but(auto_decline=False)
    story.offer(team["cem"])
    story.time_out()
    story.offer(team["dee"])
    story.unavailable()
    engage(story, team["eve"])
    finish(story)


def cancel_while_waiting(story: Story, team: Team) -> None:
    story.created()
    story.cancel()


def cancel_while_offered(story: Story, team: Team) -> None:
    story.created()
    story.offer(team["ann"])
    story.cancel("deflected")


def queue_time_out(story: Story, team: Team) -> None:
    story.created()
    story.queue_time_out()


def queue_time_out_while_offered(story: Story, team: Team) -> None:
    story.created()
    story.offer(team["ann"])
    story.queue_time_out()


def lost_while_waiting(story: Story, team: Team) -> None:
    story.created()
    story.end_user_absent()
    story.end_user_lost()


def lost_while_offered(story: Story, team: Team) -> None:
    story.created()
    story.offer(team["ann"])
    story.end_user_absent()
    story.end_user_lost()


def refused(story: Story, team: Team) -> None:
    story.refused("refused_hours")


def transfer_to_an_agent(story: Story, team: Team) -> None:
    story.created()
    engage(story, team["ann"])
    story.invite("transfer", team["bob"])
    story.transfer_accepted()
    story.agent_posts(team["bob"])
    finish(story)


def transfers_that_fail(story: Story, team: Team) -> None:
    story.created()
    engage(story, team["ann"])
    story.invite("transfer", team["bob"])
    story.invitation_declined()
    story.invite("transfer", team["bob"])
    story.invitation_canceled()
    story.invite("transfer", team["cem"])
    story.invitation_unavailable()
    finish(story)


def transfer_to_a_queue_then_cancel(story: Story, team: Team) -> None:
    story.created()
    engage(story, team["ann"])
    story.transfer_to_queue()
    story.cancel()


def conference_and_hand_over(story: Story, team: Team) -> None:
    story.created()
    engage(story, team["ann"])
    story.invite("conference", team["bob"])
    story.conference_accepted()
    story.agent_posts(team["bob"])
    story.hand_over()
    story.agent_posts(team["ann"], "Over to you.", "agents")
    story.conferee_leaves()
    finish(story)


def lead_lost_alone(story: Story, team: Team) -> None:
    story.created()
    engage(story, team["ann"])
    story.agent_absent(team["ann"])
    story.agent_lost(team["ann"])
    engage(story, team["bob"])
    finish(story)


def lead_lost_with_conferee(story: Story, team: Team) -> None:
    story.created()
    engage(story, team["ann"])
    story.invite("conference", team["bob"])
    story.conference_accepted()
    story.invite("transfer", team["cem"])
    story.agent_absent(team["ann"])
    story.agent_lost(team["ann"])
    finish(story)


def end_user_lost(story: Story, team: Team) -> None:
    story.created()
    engage(story, team["ann"])
    story.end_user_absent()
    story.end_user_lost()
    story.release()


def blip(story: Story, team: Team) -> None:
    story.created()
    engage(story, team["ann"])
    story.end_user_absent()
    story.end_user_back_with_a_post()
    finish(story)


def idle(story: Story, team: Team) -> None:
    story.created()
    engage(story, team["ann"])
    story.idle()
    story.release()


def cobrowse(story: Story, team: Team) -> None:
    story.created()
    engage(story, team["ann"])
    story.cobrowse_invite()
    story.cobrowse_accept()
    story.cobrowse_start()
    story.cobrowse_close()
    story.cobrowse_invite()
    story.cobrowse_close()
    story.cobrowse_invite()
    story.cobrowse_accept()
    story.cobrowse_close()
    finish(story)


def monitor_joins_and_leaves(story: Story, team: Team) -> None:
    story.created()
    engage(story, team["ann"])
    story.monitor(team["sue"])
    story.monitor_joins()
    story.agent_posts(team["sue"])
    story.conferee_leaves()
    finish(story)


def everything_is_open_at_the_end(story: Story, team: Team) -> None:
    story.created()
    story.end_user_posts("Anybody there?")
    story.monitor(team["sue"])
    engage(story, team["ann"])
    story.agent_pushes(team["ann"])
    story.end_user_sends_file()
    story.invite("conference", team["bob"])
    story.conference_accepted()
    story.invite("transfer", team["cem"])
    story.invite("conference", team["dee"])
    story.cobrowse_invite()
    story.cobrowse_accept()
    story.cobrowse_start()
    story.agent_absent(team["bob"])
    story.agent_back(team["bob"])
    story.end("agent", team["ann"].me)
    story.agent_posts(team["ann"], "A nice one.", "agents")
    story.release()


_ALL_CLOSED = [44, 17, 21, 41, 49, 24, 46, 1, 27]
_ENGAGED = [26, 8, 43, 11, 23, 48]

STORIES: dict[str, tuple[Teller, list[int]]] = {
    "plain": (plain, [*_ENGAGED, 2, 1, 44, 49, 27]),
    "toast runs out": (toast_runs_out, [26, 8, 33, 23, 48, 44, 49, 27]),
    "decline chain": (
        decline_chain,
        [26, 8, 12, 8, 34, 8, 13, 8, 14, 8, 43, 11, 23, 48, 44, 49, 27],
    ),
    "cancel while waiting": (cancel_while_waiting, [26, 28, 44, 27]),
    "cancel while offered": (cancel_while_offered, [26, 8, 14, 28, 44, 27]),
    "queue time-out": (queue_time_out, [26, 44, 27]),
    "queue time-out while offered": (queue_time_out_while_offered, [26, 8, 14, 44, 27]),
    "lost while waiting": (lost_while_waiting, [26, 6, 32, 31, 44, 27]),
    "lost while offered": (lost_while_offered, [26, 8, 6, 14, 32, 31, 44, 27]),
    "refused": (refused, [26, 44, 27]),
    "transfer to an agent": (
        transfer_to_an_agent,
        [*_ENGAGED, 9, 15, 49, 24, 23, 48, 1, 44, 49, 27],
    ),
    "transfers that fail": (transfers_that_fail, [*_ENGAGED, 9, 16, 9, 17, 9, 18, 44, 49, 27]),
    "transfer to a queue, then cancel": (
        transfer_to_a_queue_then_cancel,
        [*_ENGAGED, 47, 49, 24, 28, 44, 27],
    ),
    "conference and hand-over": (
        conference_and_hand_over,
        [*_ENGAGED, 10, 19, 23, 1, 25, 49, 48, 1, 24, 44, 49, 27],
    ),
    "lead lost, alone": (
        lead_lost_alone,
        [*_ENGAGED, 4, 30, 29, 49, 24, 8, 43, 11, 23, 48, 44, 49, 27],
    ),
    "lead lost, conferee there": (
        lead_lost_with_conferee,
        [*_ENGAGED, 10, 19, 23, 9, 4, 17, 30, 29, 49, 24, 25, 48, 44, 49, 27],
    ),
    "end-user lost": (end_user_lost, [*_ENGAGED, 6, 32, 31, 44, 49, 27]),
    "blip": (blip, [*_ENGAGED, 6, 51, 7, 2, 44, 49, 27]),
    "idle": (idle, [*_ENGAGED, 39, 44, 49, 27]),
    "co-browse": (cobrowse, [*_ENGAGED, 35, 36, 40, 41, 35, 37, 35, 36, 42, 44, 49, 27]),
    "monitor joins and leaves": (
        monitor_joins_and_leaves,
        [*_ENGAGED, 45, 46, 23, 1, 24, 44, 49, 27],
    ),
    "everything is open at the end": (
        everything_is_open_at_the_end,
        [
            26,
            2,
            45,
            8,
            43,
            11,
            23,
            48,
            3,
            38,
            10,
            19,
            23,
            9,
            10,
            35,
            36,
            40,
            4,
            5,
            44,
            17,
            21,
            41,
            49,
            24,
            46,
            1,
            27,
        ],
    ),
}


def told_all() -> Scribe:
    """Every story in one house."""
    scribe = Scribe()
    agents = Team(scribe)
    for teller, _ in STORIES.values():
        teller(Story(scribe), agents)
    return scribe
