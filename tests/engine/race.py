"""Three chats and three agents at the moment when everything comes at once.

Ann's chat is offered to Bea; Cyd leads Zoe's chat and has asked Bea to take it over; Eve's chat
waits. Bea has two sessions. A contender is whoever does something about it: reads what is there,
decides, and gives the rows to the ledger, which takes them only if nothing came in between.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from parlour.agents.commands import (
    AnyDutyCommand,
    ChangeMaxSessions,
    LogOff,
    LogOn,
    MarkAbsent,
    Terminate,
)
from parlour.chat.commands import AnyChatCommand, MarkAgentAbsent, MarkAgentLost, RequestChat
from parlour.chat.refusals import Refused
from parlour.engine.act import Act
from parlour.engine.books import Books, LiveAgent, LiveChat
from parlour.engine.plan import draw_up
from parlour.engine.ports import SeededIds
from parlour.ids import (
    AbsenceId,
    AgentId,
    ChatId,
    LoginId,
    Millis,
    TxId,
    agent_stream,
    chat_stream,
    later,
    seconds,
)
from parlour.ledger.memory import Tables
from parlour.ledger.protocol import Committed, Outcome, Recorded, StreamConflict, Transaction
from parlour.ledger.staging import Stage
from tests.chat.cast import Agent, EndUser, Step
from tests.chat.stage import ann, bea, cyd, dan, server, zoe

eve = EndUser("eve")
OF_ANN, OF_ZOE, OF_EVE = ChatId("ann's"), ChatId("zoe's"), ChatId("eve's")
LOG_INS = {agent.id: LoginId(f"log-in of {agent.id}") for agent in (bea, cyd, dan)}
MORNING = Millis(1_772_409_600_000)
NOW = later(MORNING, seconds(100))
"""Everything comes now; offer and invitation are overdue by then, and nobody has said so."""
LONG_AFTER = later(NOW, seconds(86_400))
ATTEMPTS_MAX = 5  # as the engine has it

Acts = Callable[[Books], list[Act]]


class Contender(NamedTuple):
    """`acts`: one after the other, each decided on what is there then."""

    name: str
    acts: tuple[Acts, ...]


# The ledger --------------------------------------------------------------------------------------


class Ids(SeededIds):
    """Log-ins have names that are known beforehand."""

    def __init__(self, agent_id: AgentId) -> None:
        super().__init__(0)
        self._agent_id = agent_id

    def fresh(self, prefix: str) -> str:
        return LOG_INS[self._agent_id] if prefix == "l" else super().fresh(prefix)


def copied(tables: Tables) -> Tables:
    """Another ledger with the same rows."""
    other = Tables()
    for name, value in vars(tables).items():
        setattr(other, name, _copied(value))
    return other


def _copied(value: Any) -> Any:
    """Collections of collections likewise; what is in them never changes."""
    if isinstance(value, dict):
        mine = value.copy()
        mine.update({key: _copied(one) for key, one in value.items()})
        return mine
    return value.copy() if isinstance(value, list) else value


def append(tables: Tables, transaction: Transaction) -> Outcome:
    """Taken in whole, or turned away."""
    stage = Stage(tables, len(tables.all_rows), tables.last_seal)
    outcome = stage.add(transaction)
    tables.write(stage)
    return outcome


def books_of(tables: Tables) -> Books:
    """What a node knows that reads everything now."""
    books = Books()
    for chat_id in (OF_ANN, OF_ZOE, OF_EVE):
        chat = LiveChat(chat_id)
        chat.restore(tables.rows(chat_stream(chat_id)))
        books.keep_chat(chat)
    for agent_id, login_id in LOG_INS.items():
        agent = LiveAgent(agent_id)
        agent.restore(tables.rows(agent_stream(login_id)))
        agent.login_id = login_id
        books.keep_agent(agent)
    return books


# What happens ------------------------------------------------------------------------------------


class Moment:
    """What a step of the cast asks of its scene."""

    def __init__(self, books: Books, chat_id: ChatId, at: Millis) -> None:
        self.at = at
        self.state = books.chat(chat_id).state

    def fresh(self, prefix: str) -> str:
        return f"{prefix} in {self.state.chat_id or 'a chat'} at {self.at}"


def of_chat(chat_id: ChatId, step: Step, at: Millis = NOW) -> Acts:
    def acts(books: Books) -> list[Act]:
        command: AnyChatCommand = step.ask(Moment(books, chat_id, at))  # type: ignore[arg-type]
        if isinstance(command, RequestChat):
            command = command.but(chat_id=chat_id)
        return [Act(at=at, chats=((chat_id, command),))]

    return acts


def of_duty(agent: Agent, command: AnyDutyCommand) -> Acts:
    return lambda _books: [Act(at=command.at, duty=((agent.id, command),))]


def of_all_chats(
    agent: Agent, chat_command: Callable[[], AnyChatCommand], command: AnyDutyCommand
) -> Acts:
    """What befalls an agent, in every chat they have to do with."""

    def acts(books: Books) -> list[Act]:
        chats = [(live.chat_id, chat_command()) for live in books.chats_of_agent(agent.id)]
        return [Act(at=NOW, chats=tuple(chats), duty=((agent.id, command),))]

    return acts


def is_absent(agent: Agent) -> Acts:
    absence_id = AbsenceId(f"absence of {agent.id}")
    since = later(MORNING, seconds(50))
    for_chat = MarkAgentAbsent(
        at=NOW, agent_id=agent.id, absence_id=absence_id, silent_since=since, lost_at=NOW
    )
    return of_all_chats(
        agent,
        lambda: for_chat,
        MarkAbsent(at=NOW, absence_id=absence_id, silent_since=since, lost_at=NOW),
    )


def is_lost(agent: Agent) -> Acts:
    return of_all_chats(
        agent,
        lambda: MarkAgentLost(at=NOW, agent_id=agent.id),
        Terminate(at=NOW, cause="lost"),
    )


def logs_off(agent: Agent) -> Acts:
    def acts(books: Books) -> list[Act]:
        chats = [live.chat_id for live in books.chats_of_agent(agent.id)]
        removed = [of_chat(chat_id, server.removes(agent))(books)[0].chats[0] for chat_id in chats]
        return [Act(at=NOW, chats=tuple(removed), duty=((agent.id, LogOff(at=NOW)),))]

    return acts


def may_have(agent: Agent, sessions: int) -> Acts:
    return of_duty(agent, ChangeMaxSessions(at=NOW, max_sessions=sessions))


NAMED = (
    Contender("Bea accepts", (of_chat(OF_ANN, bea.accepts()),)),
    Contender("Ann cancels", (of_chat(OF_ANN, ann.cancels()),)),
    Contender("the offer times out", (of_chat(OF_ANN, server.lets_time_pass()),)),
    Contender("Bea is lost", (is_absent(bea), is_lost(bea))),
    Contender("Bea takes over", (of_chat(OF_ZOE, bea.accepts_invitation()),)),
    Contender("Cyd ends", (of_chat(OF_ZOE, cyd.concludes()),)),
    Contender("Bea may have one chat", (may_have(bea, 1),)),
)
"""Those that the law names."""
OTHERS = (
    Contender("the toast runs out", (of_chat(OF_ANN, bea.lets_toast_run_out()),)),
    Contender("Bea declines", (of_chat(OF_ANN, bea.declines()),)),
    Contender("Cyd calls off", (of_chat(OF_ZOE, cyd.cancels_invitation(bea)),)),
    Contender("the invitation times out", (of_chat(OF_ZOE, server.lets_time_pass()),)),
    Contender("Zoe leaves", (of_chat(OF_ZOE, zoe.leaves()),)),
    Contender("Cyd is lost", (is_absent(cyd), is_lost(cyd))),
    Contender("Cyd passes on", (of_chat(OF_ZOE, cyd.transfers_to_queue()),)),
    Contender("Bea is offered Eve's", (of_chat(OF_EVE, server.offers(bea)),)),
    Contender("Bea logs off", (logs_off(bea),)),
    Contender("Bea may have none", (may_have(bea, 0),)),
)


def the_moment() -> Tables:
    """Everything has come to where the race begins."""
    tables = Tables()
    times = iter(range(0, 50))

    def at() -> Millis:
        return later(MORNING, seconds(next(times)))

    for agent, sessions in ((bea, 2), (cyd, 2), (dan, 1)):
        log_on = LogOn(
            at=at(),
            agent_id=agent.id,
            status_id="available",
            status_type="available",
            max_sessions=sessions,
        )
        carry_out(tables, of_duty(agent, log_on), Ids(agent.id))
    steps: list[tuple[ChatId, Step]] = [
        (OF_ZOE, zoe.asks()),
        (OF_ZOE, server.offers(cyd)),
        (OF_ZOE, cyd.accepts()),
        (OF_ANN, ann.asks()),
        (OF_EVE, eve.asks()),
        (OF_ZOE, cyd.invites_to_transfer(bea)),
        (OF_ANN, server.offers(bea)),
    ]
    for chat_id, step in steps:
        carry_out(tables, of_chat(chat_id, step, at()), Ids(bea.id))
    return tables


def carry_out(tables: Tables, acts: Acts, ids: SeededIds) -> None:
    """Nothing comes in between."""
    books = books_of(tables)
    for act in acts(books):
        outcome = decided_and_appended(tables, books, act, ids)
        assert isinstance(outcome, Committed), outcome


def decided_and_appended(
    tables: Tables, books: Books, act: Act, ids: SeededIds
) -> Outcome | Refused | None:
    """`None`: there was nothing to do."""
    try:
        plan = draw_up(books, act, ids)
    except Refused as refused:
        return refused
    if plan.is_empty:
        return None
    return append(tables, plan.transaction(TxId(f"t{len(tables.all_rows)}")))


def contend(tables: Tables, contender: Contender, read: Books | None = None) -> None:
    """All that they do, decided first on what they have read, and on what is there if that has
    come to be otherwise."""
    for acts in contender.acts:
        books = read or books_of(tables)
        for _ in range(ATTEMPTS_MAX):
            outcomes = [
                decided_and_appended(tables, books, act, Ids(bea.id)) for act in acts(books)
            ]
            if not any(isinstance(outcome, StreamConflict) for outcome in outcomes):
                break
            books = books_of(tables)
        else:
            raise AssertionError(f"{contender.name} never gets through")
        read = None


def wind_up(tables: Tables) -> None:
    """Every chat is ended, so that whatever was open has its outcome; everybody goes home."""
    for chat_id in (OF_ANN, OF_ZOE, OF_EVE):
        for step in (server.ends_the_chat(), server.lets_time_pass()):
            books = books_of(tables)
            for act in of_chat(chat_id, step, LONG_AFTER)(books):
                decided_and_appended(tables, books, act, Ids(bea.id))


# What must be so ---------------------------------------------------------------------------------

OUTCOMES = {
    8: frozenset({11, 12, 13, 14, 33, 34}),
    9: frozenset({15, 16, 17, 18}),
    10: frozenset({19, 20, 21, 22}),
}


def double_leads(tables: Tables) -> list[str]:
    found: list[str] = []
    leads = Counter[str]()
    for row in tables.all_rows:
        leads[row.stream] += {48: 1, 49: -1}.get(row.kind, 0) if _is_chat(row.stream) else 0
        if leads[row.stream] > 1:
            found.append(f"{row.stream} row {row.seq}")
    return found


def wrong_outcomes(tables: Tables) -> list[str]:
    """Invitations that have not exactly one outcome of their own family."""
    families: dict[str, int] = {}
    ends = Counter[str]()
    for row in tables.all_rows:
        invitation = getattr(row.event, "invitation_id", None)
        if invitation is None or not _is_chat(row.stream):
            continue
        if row.kind in OUTCOMES:
            families[invitation] = row.kind
        elif any(row.kind in kinds for kinds in OUTCOMES.values()):
            ends[invitation] += 1 if row.kind in OUTCOMES[families[invitation]] else 100
    return [invitation for invitation in families if ends[invitation] != 1]


def over_capacity(tables: Tables) -> list[str]:
    """By the chats' own rows: after a transaction more sessions are in use than the agent may
    have, and than were in use before it."""
    found: list[str] = []
    limits, used, before = Counter[str](), set[tuple[str, str]](), Counter[str]()
    for row, following in _with_next(tables.all_rows):
        event = row.event
        agent_id = getattr(event, "agent_id", "")
        if not _is_chat(row.stream):
            whose = next((a for a, login in LOG_INS.items() if row.stream.endswith(login)), "")
            limits[whose] = getattr(event, "max_sessions", limits[whose])
        elif row.kind in (8, 23):
            used.add((row.stream, agent_id))
        elif row.kind in (12, 13, 14, 34, 24):
            used.discard((row.stream, agent_id))
        elif row.kind == 27:
            used = {one for one in used if one[0] != row.stream}
        if following is None or following.tx != row.tx:
            now = Counter(agent for _, agent in used)
            found += [a for a in now if now[a] > max(limits[a], before[a])]
            before = now
    return found


def _is_chat(stream: str) -> bool:
    return stream.startswith("chat/")


def _with_next(rows: Sequence[Recorded]) -> Iterable[tuple[Recorded, Recorded | None]]:
    return zip(rows, [*rows[1:], None], strict=True)
