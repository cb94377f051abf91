"""given(what the agent did).when(what is asked).then(the rows that follow), for one log-in."""

from collections.abc import Sequence
from typing import NamedTuple, Self

from parlour.agents import commands as c
from parlour.agents.decide import decide
from parlour.agents.events import AgentEvent, AnyAgentEvent
from parlour.agents.evolve import evolve
from parlour.agents.state import AgentState, Hold, off_duty
from parlour.chat.refusals import Refused
from parlour.ids import AbsenceId, AgentId, ChatId, InvitationId, Millis, later, seconds

START = Millis(1_700_000_000_000)
BEA = AgentId("bea")
ONE, TWO, THREE = ChatId("one"), ChatId("two"), ChatId("three")


def logs_on(max_sessions: int = 2, *, available: bool = True) -> c.LogOn:
    status = "available" if available else "on_break"
    return c.LogOn(
        at=START,
        agent_id=BEA,
        status_id=status,
        status_type="available" if available else "unavailable",
        max_sessions=max_sessions,
    )


def is_offered(chat_id: ChatId, invitation: str = "invitation") -> c.HoldSession:
    return c.HoldSession(
        at=START,
        chat_id=chat_id,
        hold=Hold.OFFERED,
        invitation_id=InvitationId(f"{invitation}-{chat_id}"),
    )


def takes(chat_id: ChatId) -> c.HoldSession:
    return c.HoldSession(at=START, chat_id=chat_id, hold=Hold.OCCUPIED)


def lets_go(chat_id: ChatId) -> c.HoldSession:
    return c.HoldSession(at=START, chat_id=chat_id, hold=None)


def goes_on_break() -> c.ChangeStatus:
    return c.ChangeStatus(at=START, status_id="on_break", status_type="unavailable")


def becomes_available() -> c.ChangeStatus:
    return c.ChangeStatus(at=START, status_id="available", status_type="available")


def may_have(max_sessions: int) -> c.ChangeMaxSessions:
    return c.ChangeMaxSessions(at=START, max_sessions=max_sessions)


def falls_silent(absence: str = "absence") -> c.MarkAbsent:
    return c.MarkAbsent(
        at=START,
        absence_id=AbsenceId(absence),
        silent_since=START,
        lost_at=later(START, seconds(120)),
    )


asks = c.RaisePull(at=START)
asks_no_more = c.WithdrawPull(at=START)
is_pushed_now = c.WithdrawPull(at=START, cause="not_pulling")
is_heard = c.MarkPresent(at=START)
takes_over = c.OverrideLogOn(at=START, console="second")
logs_off = c.LogOff(at=START)
is_lost = c.Terminate(at=START, cause="lost")
is_removed = c.Terminate(at=START, cause="removed")


class Row(NamedTuple):
    kind: int
    event: AnyAgentEvent
    at: Millis


class Duty:
    """One log-in as it goes on; a second passes between two commands."""

    def __init__(self) -> None:
        self.state: AgentState = off_duty
        self.at = START
        self.rows: list[Row] = []
        self._told: list[Row] = []
        self._refused: str | None = None

    def ask(self, command: c.AnyDutyCommand) -> list[Row]:
        """Raises: `Refused`."""
        self.at = later(self.at, seconds(1))
        told = [
            Row(number(event), event, self.at)
            for event in decide(self.state, command.but(at=self.at))
        ]
        for row in told:
            self.state = evolve(self.state, row.event, self.at)
        self.rows += told
        return told

    def when(self, *commands: c.AnyDutyCommand) -> Self:
        self._told, self._refused = [], None
        for command in commands:
            assert self._refused is None, f"refused already: {self._refused}"
            try:
                self._told += self.ask(command)
            except Refused as refusal:
                self._refused = refusal.code
        return self

    def then(self, *kinds: int) -> Self:
        assert self._refused is None, f"refused: {self._refused}"
        assert [row.kind for row in self._told] == list(kinds)
        return self

    def then_refused(self, code: str) -> Self:
        assert self._refused == code
        return self

    def then_nothing_happens(self) -> Self:
        return self.then()


def number(event: AgentEvent) -> int:
    tag = event.__struct_config__.tag
    assert isinstance(tag, int)
    return tag


def given(*commands: c.AnyDutyCommand) -> Duty:
    duty = Duty()
    for command in commands:
        duty.ask(command)
    return duty


def complaints(rows: Sequence[Row], max_sessions: int = 0) -> list[str]:
    """What an agent's ledger has wrong, read without the product's rules."""
    found: list[str] = []
    holds: dict[str, int] = {}
    idle, absent, available, pulls = True, False, False, False
    for index, (kind, event, _) in enumerate(rows):
        chat_id = getattr(event, "chat_id", "")
        if (kind == 1) != (index == 0):
            found.append("1 is the first row, and only that")
        if kind in (8, 9) and index != len(rows) - 1:
            found.append("a row after the last")
        match kind:
            case 1 | 1004:
                max_sessions = int(getattr(event, "max_sessions", 0))
                available = available or getattr(event, "status_type", "") == "available"
            case 1001:
                available = getattr(event, "status_type", "") == "available"
            case 1005 | 1006:
                if pulls == (kind == 1005):
                    found.append(f"{kind} twice")
                pulls = kind == 1005
            case 2 | 1002:
                begins = chat_id not in holds
                if begins and len(holds) >= max_sessions:
                    found.append(f"more than {max_sessions} sessions")
                if holds.get(chat_id) in (kind, 1002):
                    found.append(f"{kind} of {chat_id}, which is held already")
                holds[chat_id] = kind
            case 3 | 1003:
                if holds.pop(chat_id, None) != (2 if kind == 3 else 1002):
                    found.append(f"{kind} of {chat_id}, which was not held so")
            case 4 | 5:
                if idle == (kind == 4):
                    found.append(f"{kind} twice")
                idle = kind == 4
            case 6 | 7:
                if absent == (kind == 6):
                    found.append(f"{kind} twice")
                absent = kind == 6
            case _:
                pass
        follows = rows[index + 1].kind if index + 1 < len(rows) else None
        if idle == (1002 in holds.values()) and follows not in (4, 5):
            found.append(f"idle: {idle} with {holds}")
        if pulls and not available and follows != 1006:
            found.append("an unavailable agent pulls")
    return found
