"""What a chat means for the agents' sessions: taken and freed in step, none left over."""

from hypothesis import given, settings

from parlour.agents.commands import HoldSession
from parlour.agents.sessions import changes, sessions_used
from parlour.chat.state import ChatState
from parlour.ids import AgentId, ChatId
from tests.agents.duty import Duty, complaints, logs_on
from tests.chat.cast import Step
from tests.chat.scenario import Scene
from tests.chat.situations import CONFERENCE, ENGAGED, OFFERED, WRAPPING_UP
from tests.chat.stage import ann, bea, cyd, server, sue
from tests.chat.walks import Cut, cuts, finish, walk

CHAT = ChatId("chat")
laws = settings(max_examples=80, deadline=None, derandomize=True)


def used(*steps: Step) -> dict[AgentId, str]:
    scene = Scene()
    for step in steps:
        scene.play(step)
    return {agent_id: hold.value for agent_id, (hold, _) in sessions_used(scene.state).items()}


def test_an_offer_holds_a_session_and_taking_part_occupies_it() -> None:
    assert used(*OFFERED) == {bea.id: "offered"}
    assert used(*ENGAGED) == {bea.id: "occupied"}
    assert used(*CONFERENCE) == {bea.id: "occupied", cyd.id: "occupied"}


def test_wrap_up_occupies_until_the_release() -> None:
    assert used(*WRAPPING_UP) == {bea.id: "occupied"}
    assert used(*WRAPPING_UP, bea.closes_wrap_up()) == {}


def test_monitoring_and_being_invited_occupy_nothing() -> None:
    assert used(*ENGAGED, sue.monitors(), bea.invites_to_conference(cyd)) == {bea.id: "occupied"}


def test_who_is_gone_occupies_nothing() -> None:
    assert used(*ENGAGED, server.removes(bea)) == {}
    assert used(*OFFERED, ann.cancels()) == {}


class Office:
    """The log-ins of everybody the chat ever asked for."""

    def __init__(self) -> None:
        self.duties: dict[AgentId, Duty] = {}

    def follow(self, before: ChatState, after: ChatState) -> None:
        for agent_id, use in changes(before, after).items():
            duty = self.duties.setdefault(agent_id, self._on_duty())
            hold, invitation_id = use if use is not None else (None, None)
            told = duty.ask(
                HoldSession(at=duty.at, chat_id=CHAT, hold=hold, invitation_id=invitation_id)
            )
            assert told, f"{agent_id}: {use} was held so already"

    @staticmethod
    def _on_duty() -> Duty:
        duty = Duty()
        duty.ask(logs_on(1))
        return duty


@laws
@given(cuts)
def test_the_log_ins_follow_any_chat_in_step(path: list[Cut]) -> None:
    office = Office()
    state = ChatState()
    scene = Scene()
    for going in walk(path):
        scene = going.scene
        office.follow(state, scene.state)
        state = scene.state
    finish(scene)
    office.follow(state, scene.state)
    for agent_id, duty in office.duties.items():
        assert duty.state.holds == (), agent_id
        assert complaints(duty.rows) == []


@laws
@given(cuts)
def test_replayed_row_by_row_the_sessions_end_up_the_same(path: list[Cut]) -> None:
    """As after a restart: only the difference between two states counts, not the way between."""
    states = [ChatState(), *(going.scene.state for going in walk(path))]
    last = sessions_used(states[-1])
    assert {k: v for k, v in changes(states[0], states[-1]).items() if v is not None} == last
