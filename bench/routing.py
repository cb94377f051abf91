"""What one decision of the router costs: a thousand agents, ten thousand waiting chats.

Forty queues, each of which wants a skill at a level that relaxes and overflows to another; every
agent serves three; a third of the agents are full, a tenth pause, a tenth are unavailable; some
chats were just passed by an agent, some are kept for one. A round is what happens live: choose,
take the chat out of its line, note the agent's session. Run: python -m bench routing
"""

import random
from statistics import median
from time import thread_time_ns

from parlour.ids import AgentId, ChatId, Duration, Millis, QueueId
from parlour.routing.choose import choose
from parlour.routing.line import Candidate, WaitingChat
from parlour.routing.policy import Need, Overflow, Policies, policy_of
from parlour.routing.roster import Roster
from parlour.routing.waiting_line import Line
from parlour.routing.why import why

AGENTS = 1_000
CHATS = 10_000
QUEUES = [QueueId(f"q{number}") for number in range(40)]
ROUNDS = 500
NOW = Millis(10_000_000)


def policies() -> Policies:
    return {
        queue_id: policy_of(
            needs=(
                Need(skill_id=f"s{number % 5}", level=5, least=1, relax_every=Duration(60_000)),
            ),
            overflow=(Overflow(queue_id=QUEUES[number - 1], after=Duration(300_000)),),
            preferred_for=Duration(60_000),
        )
        for number, queue_id in enumerate(QUEUES)
    }


def agents(chance: random.Random) -> list[Candidate]:
    return [
        Candidate(
            agent_id=AgentId(f"agent_{number:04}"),
            queues=dict.fromkeys(chance.sample(QUEUES, 3), 1),
            available=chance.random() > 0.1,
            absent=False,
            free_sessions=0 if chance.random() < 1 / 3 else chance.randint(1, 3),
            last_assigned_at=Millis(NOW - chance.randint(1, 3_600_000)),
            pauses_until=Millis(NOW + 5_000) if chance.random() < 0.1 else Millis(0),
            skills={f"s{skill}": chance.randint(1, 5) for skill in range(5)},
        )
        for number in range(AGENTS)
    ]


def lines(chance: random.Random) -> dict[QueueId, Line]:
    waiting = {queue_id: Line() for queue_id in QUEUES}
    for number in range(CHATS):
        queue_id = chance.choice(QUEUES)
        asked = Millis(NOW - CHATS * 100 + number * 100)
        passed = chance.random() < 0.1
        preferred = AgentId(f"agent_{chance.randrange(AGENTS):04}")
        waiting[queue_id].put(
            WaitingChat(
                chat_id=ChatId(f"chat_{number:05}"),
                queue_id=queue_id,
                requested_at=asked,
                queued_at=asked,
                passed_by=AgentId(f"agent_{chance.randrange(AGENTS):04}") if passed else None,
                passed_at=NOW if passed else Millis(0),
                preferred=preferred if chance.random() < 0.3 else None,
                kept_until=Millis(asked + 60_000),
            )
        )
    return waiting


def run() -> list[tuple[str, str]]:
    """Rows of a table: what, and its figure."""
    chance = random.Random(1)
    waiting, roster = lines(chance), Roster(policies())
    for candidate in agents(chance):
        roster.put(candidate)
    took = [one_round(waiting, roster, Millis(NOW + number)) for number in range(ROUNDS)]
    asked_why = cost_of_why(waiting, roster)
    for candidate in agents(chance):
        roster.put(candidate.but(skills={}))
    unskilled = nobody_chosen(waiting, roster)
    for candidate in agents(chance):
        roster.put(candidate.but(free_sessions=0))
    full = nobody_chosen(waiting, roster)
    took.sort()
    return [
        ("arrangement", f"{AGENTS} agents, {len(QUEUES)} queues, {CHATS} chats waiting"),
        ("one decision, its chat and agent moved: median", f"{median(took) / 1e6:.3f} ms"),
        ("the same: 99 of 100 within", f"{took[len(took) * 99 // 100] / 1e6:.3f} ms"),
        ("nobody who is free has the skill", f"{unskilled / 1e6:.3f} ms"),
        ("nobody is free", f"{full / 1e6:.3f} ms"),
        ("why a chat is waiting", f"{asked_why / 1e6:.3f} ms"),
    ]


def one_round(waiting: dict[QueueId, Line], roster: Roster, now: Millis) -> int:
    """Nanoseconds of processor time of one decision and of what it moves."""
    start = thread_time_ns()
    choice = choose(waiting, roster, now).choice
    assert choice is not None, "somebody is free and somebody waits"
    waiting[choice.chat.queue_id].take_out(choice.chat)
    chosen = roster.get(choice.agent_id)
    assert chosen is not None, "who is chosen is there"
    roster.put(chosen.but(free_sessions=chosen.free_sessions - 1, last_assigned_at=now))
    return thread_time_ns() - start


def nobody_chosen(waiting: dict[QueueId, Line], roster: Roster) -> float:
    """Nanoseconds of a decision that nothing comes of."""
    took: list[int] = []
    for _ in range(50):
        start = thread_time_ns()
        assert choose(waiting, roster, NOW).choice is None, "nobody can be offered a chat"
        took.append(thread_time_ns() - start)
    return median(took)


def cost_of_why(waiting: dict[QueueId, Line], roster: Roster) -> float:
    took: list[int] = []
    for queue_id in QUEUES:
        chat = waiting[queue_id][len(waiting[queue_id]) // 2]
        start = thread_time_ns()
        why(chat, waiting, roster, NOW)
        took.append(thread_time_ns() - start)
    return median(took)


if __name__ == "__main__":
    for what, figure in run():
        print(f"{what}: {figure}")
