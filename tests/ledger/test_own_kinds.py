"""The kinds that are our own, 1001 and 1002, and the take-over: what verify holds them to."""

from collections.abc import Callable
from typing import Literal

import pytest

from parlour.chat import events as e
from parlour.chat.events import SERVER, Actor
from parlour.hub.posts import digest_of
from parlour.ids import ClientId, CommandId, Millis
from parlour.ledger.verify import verify_chat
from tests.ledger.scribe import OnDuty, Scribe
from tests.ledger.stories import Team, engage
from tests.ledger.team_telling import Story


class OwnStory(Story):
    """A chat in which colleagues consult and supervisors take over."""

    def consult(self, agent: OnDuty, *, by: OnDuty | None = None, due_in: int = 600_000) -> None:
        invitation_id, _, _ = self.invited[0]
        self.write(
            e.ConsultationStarted(
                actor=(by or agent).me,
                invitation_id=invitation_id,
                from_agent_id=self.leading().agent_id,
                to_agent_id=agent.agent_id,
                answer_until=Millis(self.scribe.next_at + due_in),
            )
        )

    def word(
        self, agent: OnDuty, part: Literal["monitor", "invited"], role: e.Role = "agent"
    ) -> None:
        client_id = ClientId(f"desk-{agent.agent_id}")
        number = self.scribe.command(client_id)
        text = self.scribe.text(self.chat_id, "between us")
        self.write(
            e.PrivateWord(
                actor=Actor(role=role, id=agent.agent_id),
                agent_id=agent.agent_id,
                message_id=text.message_id,
                digest=digest_of(text),
                command_id=CommandId(f"{client_id}:{number}"),
                part=part,
            ),
            text=text,
        )

    def take_over(self, *, role: e.Role = "supervisor", enters: bool = True) -> None:
        supervisor, old = self.monitors.pop(0), self.leading()
        actor = Actor(role=role, id=supervisor.agent_id)
        self.duty(supervisor, supervisor.taken(self.chat_id))
        self.conferees.append(old)
        self.lead = supervisor
        ended = e.MonitorEnd(
            actor=Actor(role="supervisor", id=supervisor.agent_id),
            agent_id=supervisor.agent_id,
            cause="took_over",
        )
        self.write(
            ended,
            *([self.entered(supervisor)] if enters else []),
            e.AgentRoleChange(
                actor=actor,
                from_agent_id=old.agent_id,
                to_agent_id=supervisor.agent_id,
                cause="taken_over",
            ),
            self.lead_ended(old, "role_change"),
            e.LeadSessionStart(actor=SERVER, agent_id=supervisor.agent_id),
        )


def engaged() -> tuple[OwnStory, Team]:
    scribe = Scribe()
    story, team = OwnStory(scribe), Team(scribe)
    story.created()
    engage(story, team["ann"])
    return story, team


def codes(story: Story) -> set[str]:
    return {fault.rule for fault in verify_chat(story.rows)}


def test_a_consultation_and_a_take_over_are_intact() -> None:
    story, team = engaged()
    story.invite("transfer", team["bob"])
    story.consult(team["bob"])
    story.word(team["bob"], "invited")
    story.agent_posts(team["ann"], "So?", "agents")
    story.transfer_accepted()
    story.monitor(team["sue"])
    story.word(team["sue"], "monitor", "supervisor")
    story.take_over()
    story.end()
    story.release()
    assert codes(story) == set()
    kinds = [row.kind for row in story.rows]
    assert kinds[6:11] == [9, 1002, 1001, 1, 15]
    assert kinds[15:23] == [45, 1001, 46, 23, 25, 49, 48, 44]


def twice(story: OwnStory, team: Team) -> None:
    story.invite("transfer", team["bob"])
    story.consult(team["bob"])
    story.consult(team["bob"])


def uninvited(story: OwnStory, team: Team) -> None:
    story.invite("transfer", team["bob"])
    story.consult(team["cem"])


def by_another(story: OwnStory, team: Team) -> None:
    story.invite("transfer", team["bob"])
    story.consult(team["bob"], by=team["ann"])


def due_already(story: OwnStory, team: Team) -> None:
    story.invite("conference", team["bob"])
    story.consult(team["bob"], due_in=-1_000)


def word_after_a_toast(story: OwnStory, team: Team) -> None:
    story.invite("conference", team["bob"])
    story.word(team["bob"], "invited")


def word_from_within(story: OwnStory, team: Team) -> None:
    story.word(team["ann"], "invited")


def word_of_nobody(story: OwnStory, team: Team) -> None:
    story.word(team["sue"], "monitor", "supervisor")


def word_of_a_monitor_as_agent(story: OwnStory, team: Team) -> None:
    story.monitor(team["sue"])
    story.word(team["sue"], "monitor", "agent")


def take_over_by_an_agent(story: OwnStory, team: Team) -> None:
    story.monitor(team["sue"])
    story.take_over(role="agent")


def take_over_without_entering(story: OwnStory, team: Team) -> None:
    story.monitor(team["sue"])
    story.take_over(enters=False)


BROKEN: dict[Callable[[OwnStory, Team], None], str] = {
    twice: "I13",
    uninvited: "I13",
    by_another: "S9",
    due_already: "I13",
    word_after_a_toast: "M2",
    word_from_within: "M2",
    word_of_nobody: "M2",
    word_of_a_monitor_as_agent: "S9",
    take_over_by_an_agent: "S9",
    take_over_without_entering: "S8",
}


@pytest.mark.parametrize("wrong", BROKEN)
def test_what_is_not_as_told_is_found(wrong: Callable[[OwnStory, Team], None]) -> None:
    story, team = engaged()
    wrong(story, team)
    assert BROKEN[wrong] in codes(story)


def test_a_viewed_invitation_does_not_time_out_by_its_toast() -> None:
    story, team = engaged()
    story.invite("transfer", team["bob"])
    story.consult(team["bob"])
    invitation_id, _, _ = story.invited.pop(0)
    story.write(
        e.AgentTransferUnavailable(
            actor=SERVER,
            invitation_id=invitation_id,
            from_agent_id=team["ann"].agent_id,
            to_agent_id=team["bob"].agent_id,
            cause="timeout",
        )
    )
    assert "I9" in codes(story)
