"""Small worlds to route in, and a plain reading of the rules to compare with: everybody is looked
at for every chat, and nothing is indexed."""

from collections.abc import Sequence

from hypothesis import strategies as st

from parlour.ids import AgentId, ChatId, Duration, Millis, QueueId
from parlour.routing.choose import Decision, choose
from parlour.routing.explanation import PassedOver
from parlour.routing.line import PASS_PAUSE, Candidate, WaitingChat
from parlour.routing.policy import Need, Overflow, Policies, QueuePolicy, policy_of
from parlour.routing.roster import Roster, turn_of
from parlour.routing.waiting_line import Line

NOW = Millis(1_000_000)
SALES, HELP, BILLS = QueueId("sales"), QueueId("help"), QueueId("bills")


def agent(
    name: str,
    *,
    queues: Sequence[QueueId] | dict[QueueId, int] = (SALES,),
    available: bool = True,
    absent: bool = False,
    free: int = 1,
    last: int | None = None,
    pauses_until: int = 0,
    skills: dict[str, int] | None = None,
    asks: bool | None = None,
    by_rank: bool = False,
    unreachable: bool = False,
) -> Candidate:
    """`asks` `None`: is pushed chats."""
    return Candidate(
        agent_id=AgentId(name),
        queues=queues if isinstance(queues, dict) else dict.fromkeys(queues, 1),
        available=available,
        absent=absent or unreachable,
        unreachable=unreachable and not absent,
        free_sessions=free,
        last_assigned_at=None if last is None else Millis(last),
        pauses_until=Millis(pauses_until),
        skills=skills or {},
        pulls=asks is not None or by_rank,
        asks=asks is not False,
        by_rank=by_rank,
    )


def chat(
    name: str,
    *,
    queue: QueueId = SALES,
    asked: int = 0,
    queued: int | None = None,
    passed_by: str | None = None,
    passed_at: int = 0,
    barred: tuple[str, ...] = (),
    preferred: str | None = None,
    kept_until: int = 0,
) -> WaitingChat:
    return WaitingChat(
        chat_id=ChatId(name),
        queue_id=queue,
        requested_at=Millis(asked),
        queued_at=Millis(asked if queued is None else queued),
        passed_by=None if passed_by is None else AgentId(passed_by),
        passed_at=Millis(passed_at),
        barred=tuple(AgentId(one) for one in barred),
        preferred=None if preferred is None else AgentId(preferred),
        kept_until=Millis(kept_until),
    )


def wants(skill: str, level: int, *, least: int = 1, every: int = 0) -> Need:
    return Need(skill_id=skill, level=level, least=least, relax_every=Duration(every))


def overflows(queue: QueueId, after: int) -> Overflow:
    return Overflow(queue_id=queue, after=Duration(after))


def lines_of(chats: Sequence[WaitingChat]) -> dict[QueueId, Line]:
    lines: dict[QueueId, Line] = {}
    for one in chats:
        lines.setdefault(one.queue_id, Line()).put(one)
    return lines


def roster_of(agents: Sequence[Candidate], policies: Policies | None = None) -> Roster:
    roster = Roster(policies)
    for one in agents:
        roster.put(one)
    return roster


def decide(
    chats: Sequence[WaitingChat],
    agents: Sequence[Candidate],
    now: Millis = NOW,
    policies: Policies | None = None,
) -> Decision:
    return choose(lines_of(chats), roster_of(agents, policies), now)


def pair(
    chats: Sequence[WaitingChat],
    agents: Sequence[Candidate],
    now: Millis = NOW,
    policies: Policies | None = None,
) -> tuple[str, str] | None:
    choice = decide(chats, agents, now, policies).choice
    return None if choice is None else (choice.chat.chat_id, choice.agent_id)


class Plainly:
    """The rules word for word."""

    def __init__(
        self,
        chats: Sequence[WaitingChat],
        agents: Sequence[Candidate],
        now: Millis = NOW,
        policies: Policies | None = None,
    ) -> None:
        self.chats = sorted(chats, key=lambda one: (one.requested_at, one.chat_id))
        self.agents, self.now, self.policies = agents, now, policies or {}

    def pair(self) -> tuple[str, str] | None:
        for one in self.chats:
            able = [a for a in self.agents if self.against(a, one) is None]
            others = [a for a in able if a.agent_id != one.passed_by]
            if able:
                return one.chat_id, min(others or able, key=turn_of).agent_id
        return None

    def against(self, agent: Candidate, chat: WaitingChat) -> PassedOver | None:
        reason = self.against_but_rank(agent, chat)
        if reason is None and agent.by_rank:
            able = [one for one in self.chats if self.against_but_rank(agent, one) is None]
            first = min(
                able,
                key=lambda one: (
                    agent.queues.get(one.queue_id, 10**6),
                    one.requested_at,
                    one.chat_id,
                ),
            )
            return None if first is chat else "ranked"
        return reason

    def against_but_rank(self, agent: Candidate, chat: WaitingChat) -> PassedOver | None:
        after = self.after(agent, chat)
        waited = self.now - chat.queued_at
        reasons: list[tuple[bool, PassedOver]] = [
            (after is None or agent.agent_id in chat.barred, "not_in_queue"),
            (not agent.available, "unavailable"),
            (agent.absent and not agent.unreachable, "absent"),
            (agent.absent, "unreachable"),
            (agent.free_sessions == 0, "full"),
            (not agent.asks, "not_asked"),
            (agent.pauses_until > self.now, "pausing"),
            (after is not None and after > waited, "not_yet"),
            (not self.has_skills(agent, chat), "skill"),
            (
                agent.agent_id == chat.passed_by and chat.passed_at + PASS_PAUSE > self.now,
                "just_passed",
            ),
            (agent.agent_id != chat.preferred and self.is_kept(chat), "kept"),
        ]
        return next((reason for speaks, reason in reasons if speaks), None)

    def after(self, agent: Candidate, chat: WaitingChat) -> int | None:
        if chat.queue_id in agent.queues:
            return 0
        others = self.policy(chat).overflow
        return min((one.after for one in others if one.queue_id in agent.queues), default=None)

    def has_skills(self, agent: Candidate, chat: WaitingChat) -> bool:
        waited = self.now - chat.queued_at
        for need in self.policy(chat).needs:
            level = need.level
            for step in range(1, 11):
                relaxes = need.relax_every and waited >= step * need.relax_every
                if relaxes and level > need.least:
                    level -= 1
            if agent.skills.get(need.skill_id, 0) < level:
                return False
        return True

    def is_kept(self, chat: WaitingChat) -> bool:
        return any(
            one.agent_id == chat.preferred
            and self.now < chat.kept_until
            and chat.queue_id in one.queues
            and one.available
            and not one.absent
            and one.agent_id not in chat.barred
            and one.agent_id != chat.passed_by
            and self.has_skills(one, chat)
            for one in self.agents
        )

    def policy(self, chat: WaitingChat) -> QueuePolicy:
        return self.policies.get(chat.queue_id, QueuePolicy())


# Worlds at random ------------------------------------------------------------------------------

SPAN = 10_000
names = st.sampled_from(["bea", "cyd", "dan", "eve", "fay"])
queue_ids = st.sampled_from([SALES, HELP, BILLS])
near = st.integers(NOW - SPAN, NOW + SPAN)
skills = st.dictionaries(st.sampled_from(["de", "tax"]), st.integers(1, 4), max_size=2)
candidates = st.builds(
    agent,
    names,
    queues=st.dictionaries(queue_ids, st.integers(1, 3), max_size=3),
    available=st.booleans() | st.just(True),
    absent=st.sampled_from([False, False, False, True]),
    unreachable=st.sampled_from([False, False, False, True]),
    free=st.integers(0, 2),
    last=st.none() | st.integers(0, 5),
    pauses_until=st.just(0) | near,
    skills=skills,
    asks=st.sampled_from([None, None, True, False]),
    by_rank=st.sampled_from([False, True]),
)
rosters = st.lists(candidates, max_size=5, unique_by=lambda one: one.agent_id)


@st.composite
def chats_at_random(draw: st.DrawFn) -> WaitingChat:
    asked = draw(st.integers(NOW - SPAN, NOW))
    queued = draw(st.just(asked) | st.integers(asked, NOW))
    return chat(
        draw(st.uuids().map(str)),
        queue=draw(queue_ids),
        asked=asked,
        queued=queued,
        passed_by=draw(st.none() | names),
        passed_at=draw(st.integers(NOW - SPAN, NOW)),
        barred=tuple(draw(st.lists(names, max_size=1))),
        preferred=draw(st.none() | names),
        kept_until=draw(near),
    )


chats_waiting = st.lists(chats_at_random(), max_size=7, unique_by=lambda one: one.chat_id)
needs = st.builds(
    wants,
    st.sampled_from(["de", "tax"]),
    st.integers(1, 4),
    least=st.integers(0, 5),
    every=st.sampled_from([0, 1_000, 3_000]),
)
policies = st.dictionaries(
    queue_ids,
    st.builds(
        policy_of,
        needs=st.lists(needs, max_size=2, unique_by=lambda one: one.skill_id).map(tuple),
        overflow=st.lists(
            st.builds(overflows, queue_ids, st.integers(0, SPAN)),
            max_size=2,
            unique_by=lambda one: one.queue_id,
        ).map(tuple),
    ),
    max_size=3,
)
