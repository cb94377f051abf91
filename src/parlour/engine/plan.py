"""What an act comes to, decided on the newest state, before anything is written."""

from dataclasses import dataclass
from typing import get_args

from parlour.agents.commands import AnyDutyCommand, HoldSession, LogOn, MarkPresent
from parlour.agents.decide import decide as decide_duty
from parlour.agents.events import AnyAgentEvent
from parlour.agents.evolve import replay as replay_duty
from parlour.agents.sessions import changes
from parlour.agents.state import AgentState
from parlour.chat.commands import AnyChatCommand
from parlour.chat.decide import tell
from parlour.chat.events import AnyChatEvent, ContentEvent
from parlour.chat.refusals import ImpossibleEvent
from parlour.chat.state import ChatState
from parlour.engine.act import Act, ClientCommand
from parlour.engine.books import Books, LiveAgent, LiveChat
from parlour.engine.ports import Ids
from parlour.ids import AgentId, ChatId, LoginId, Millis, TxId, agent_stream, chat_stream
from parlour.ledger.protocol import Addition, Answer, Transaction
from parlour.value import Value

CONTENT = frozenset(get_args(ContentEvent))


class ChatPart(Value):
    """One chat's share of the plan."""

    live: LiveChat
    before: ChatState
    after: ChatState
    expected: int
    follows: TxId | None
    events: tuple[AnyChatEvent, ...]
    is_talk: bool
    """Nothing but content."""


@dataclass(slots=True)
class DutyPart:
    """One log-in's share of the plan."""

    live: LiveAgent
    login_id: LoginId
    after: AgentState
    expected: int
    follows: TxId | None
    events: list[AnyAgentEvent]


class Plan(Value):
    """Streams with something to add, in the order of the act."""

    act: Act
    chats: list[ChatPart]
    duty: list[DutyPart]
    is_talk: bool
    """Nothing but content: it moves nothing but the time of the last activity."""

    @property
    def is_empty(self) -> bool:
        return not self.chats and not self.duty

    @property
    def is_ahead(self) -> bool:
        """Whether the books don't know all of this plan: they were read before it was written."""
        for part in self.chats:
            if part.live.version < part.expected + len(part.events):
                return True
        for log_in in self.duty:
            is_present = log_in.live.login_id == log_in.login_id
            if is_present and log_in.live.version < log_in.expected + len(log_in.events):
                return True
        return False

    def stands_on_failure_after(self, failures: int) -> bool:
        """Whether a write to one of its streams has failed since there were so many failures."""
        return any(live.failed_at > failures for live in self._lives)

    def note_failure(self, failures: int) -> None:
        """This plan was not written; it is the failure of that number."""
        for live in self._lives:
            live.failed_at = failures

    def note_settled(self) -> None:
        """The outcome is known."""
        for live in self._lives:
            live.pending -= 1

    @property
    def _lives(self) -> list[LiveChat | LiveAgent]:
        return [*(part.live for part in self.chats), *(part.live for part in self.duty)]

    def transaction(self, tx: TxId) -> Transaction:
        act = self.act
        additions = [
            Addition(
                stream=chat_stream(part.live.chat_id),
                expected=part.expected,
                events=part.events,
                follows=part.follows,
            )
            for part in self.chats
        ]
        for log_in in self.duty:
            stream, events = agent_stream(log_in.login_id), tuple(log_in.events)
            additions.append(
                Addition(
                    stream=stream,
                    expected=log_in.expected,
                    events=events,
                    follows=log_in.follows,
                )
            )
        return Transaction(
            tx=tx,
            at=act.at,
            additions=tuple(additions),
            texts=act.texts,
            request=act.request,
            answer=None if act.command is None else self._answer(act.command),
        )

    def _answer(self, command: ClientCommand) -> Answer:
        if not self.chats:
            return command.answer(None, 0)
        first = self.chats[0]
        return command.answer(first.live.chat_id, first.expected + 1)


class BrokenChat(Exception):
    """The rules can't go on with this chat: our bug, or a broken ledger."""

    def __init__(self, chat_id: ChatId, reason: str) -> None:
        super().__init__(f"{chat_id}: {reason}")
        self.chat_id = chat_id
        self.reason = reason


def draw_up(books: Books, act: Act, ids: Ids) -> Plan:
    """Decide every command of the act, and what follows for the sessions of agents.

    Raises: `Refused` when any command is refused, or a session that is needed is not free;
    `BrokenChat`.
    """
    chats: list[ChatPart] = []
    is_talk = not act.duty
    duty: dict[AgentId, DutyPart] = {}
    for agent_id, duty_command in act.duty:
        if isinstance(duty_command, MarkPresent):  # a return comes before what was done then
            _decide_duty(_duty_part(books, duty, agent_id), duty_command)
    for chat_id, command in act.chats:
        part = _decide_chat(books.chat(chat_id), command)
        if part.events:
            chats.append(part)
            if not part.is_talk:
                is_talk = False
                _hold_sessions(books, duty, part, act.at)
    for agent_id, duty_command in act.duty:
        part_of_agent = _duty_part(books, duty, agent_id)
        if isinstance(duty_command, LogOn):
            part_of_agent.login_id = LoginId(ids.fresh("l"))
            part_of_agent.expected, part_of_agent.follows = 0, None
        _decide_duty(part_of_agent, duty_command)
    moved = [part for part in duty.values() if part.events] if duty else []
    return Plan(act=act, chats=chats, duty=moved, is_talk=is_talk)


def _decide_chat(live: LiveChat, command: AnyChatCommand) -> ChatPart:
    before = live.state
    try:
        story = tell(before, command)
    except (ImpossibleEvent, AssertionError) as impossible:
        raise BrokenChat(live.chat_id, repr(impossible)) from impossible
    events = tuple(story.events)
    return ChatPart(
        live=live,
        before=before,
        after=story.state,
        expected=live.version,
        follows=live.tx,
        events=events,
        is_talk=CONTENT.issuperset(map(type, events)),
    )


def _hold_sessions(books: Books, duty: dict[AgentId, DutyPart], part: ChatPart, at: Millis) -> None:
    chat_id: ChatId = part.live.chat_id
    for agent_id, use in changes(part.before, part.after).items():
        part_of_agent = _duty_part(books, duty, agent_id)
        hold, invitation_id = use or (None, None)
        if hold is None and not part_of_agent.after.on_duty:
            continue
        command = HoldSession(at=at, chat_id=chat_id, hold=hold, invitation_id=invitation_id)
        _decide_duty(part_of_agent, command)


def _duty_part(books: Books, duty: dict[AgentId, DutyPart], agent_id: AgentId) -> DutyPart:
    part = duty.get(agent_id)
    if part is None:
        live = books.agent(agent_id)
        part = DutyPart(
            live=live,
            login_id=live.login_id,
            after=live.state,
            expected=live.version,
            follows=live.tx,
            events=[],
        )
        duty[agent_id] = part
    return part


def _decide_duty(part: DutyPart, command: AnyDutyCommand) -> None:
    events = decide_duty(part.after, command)
    part.after = replay_duty(part.after, [(event, command.at) for event in events])
    part.events.extend(events)
