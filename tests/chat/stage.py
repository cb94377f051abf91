"""The people of the stories by their short names, and the server's own deeds."""

from parlour.chat import commands as c
from parlour.chat.events import SERVER, Actor, OfferProfile
from parlour.ids import AbsenceId, AgentId, InvitationId, Millis, later, seconds
from parlour.routing.explanation import Explanation
from tests.chat.cast import (
    ANSWER_WITHIN,
    PROFILE,
    SALES,
    TOAST,
    Agent,
    EndUser,
    Step,
    cobrowse_id,
)

ABSENT_INTERVAL = seconds(120)
LOST_AFTER = seconds(240)
BECAUSE = Explanation(
    policy="test",
    queue_id=SALES,
    waited=seconds(1),
    ahead=0,
    others_free=0,
    considered=(),
    considered_more=0,
)


class Server:
    """The router, the presence watch and the clock."""

    def offers(self, whom: Agent, profile: OfferProfile = PROFILE) -> Step:
        return Step(
            lambda scene: c.OfferChat(
                at=scene.at,
                invitation_id=InvitationId(scene.fresh("offer")),
                agent_id=whom.id,
                toast_for=TOAST,
                answer_within=ANSWER_WITHIN,
                profile=profile,
                explanation=BECAUSE,
            )
        )

    def marks_absent(self, whom: EndUser | Agent) -> Step:
        """Silent for two minutes; lost after two more."""
        return Step(lambda scene: self._absent(whom, scene.at, AbsenceId(scene.fresh("absence"))))

    def marks_present(self, whom: EndUser | Agent) -> Step:
        if isinstance(whom, Agent):
            agent_id = whom.id
            return Step(lambda scene: c.MarkAgentPresent(at=scene.at, agent_id=agent_id))
        return Step(lambda scene: c.MarkEndUserPresent(at=scene.at))

    def marks_lost(self, whom: EndUser | Agent) -> Step:
        return Step(lambda scene: self._lost(whom, scene.at)).after(120)

    def removes(self, whom: Agent) -> Step:
        return Step(lambda scene: c.RemoveAgent(at=scene.at, agent_id=whom.id))

    def revokes_monitoring(self, whom: Agent) -> Step:
        return Step(lambda scene: c.RevokeMonitoring(at=scene.at, agent_id=whom.id))

    def notes_reset(self, whom: EndUser | Agent) -> Step:
        return Step(lambda scene: c.NoteReset(at=scene.at, by=actor_of(whom)))

    def ends_the_chat(self) -> Step:
        return Step(lambda scene: c.EndChat(at=scene.at))

    def fails_cobrowse(self, by: Actor = SERVER) -> Step:
        return Step(
            lambda scene: c.FailCoBrowse(at=scene.at, by=by, cobrowse_id=cobrowse_id(scene.state))
        )

    def lets_time_pass(self, seconds_passed: float = 1, *, active_at: int = 0) -> Step:
        step = Step(lambda scene: c.LetTimePass(at=scene.at, active_at=Millis(active_at)))
        return step.after(seconds_passed)

    def _absent(
        self, whom: EndUser | Agent, at: Millis, absence_id: AbsenceId
    ) -> c.MarkAgentAbsent | c.MarkEndUserAbsent:
        since = Millis(at - ABSENT_INTERVAL)
        lost_at = later(since, LOST_AFTER)
        if isinstance(whom, Agent):
            return c.MarkAgentAbsent(
                at=at,
                agent_id=whom.id,
                absence_id=absence_id,
                silent_since=since,
                lost_at=lost_at,
            )
        return c.MarkEndUserAbsent(
            at=at, absence_id=absence_id, silent_since=since, lost_at=lost_at
        )

    def _lost(self, whom: EndUser | Agent, at: Millis) -> c.MarkAgentLost | c.MarkEndUserLost:
        if isinstance(whom, Agent):
            return c.MarkAgentLost(at=at, agent_id=AgentId(whom.id))
        return c.MarkEndUserLost(at=at)


def actor_of(whom: EndUser | Agent) -> Actor:
    return whom.actor if isinstance(whom, Agent) else Actor(role="end_user", id=whom.id)


ann = EndUser("ann")
"""Asks for help."""
zoe = EndUser("zoe")
"""Somebody else on the web site."""
bea = Agent("bea")
"""Leads the chat, wherever somebody does."""
cyd = Agent("cyd")
"""Her colleague: invited, conferee, next lead."""
dan = Agent("dan")
"""An agent who has nothing to do with the chat."""
sue = Agent("sue", "supervisor")
"""Watches."""
server = Server()
