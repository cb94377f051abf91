"""What one decision of the router costs: a thousand agents, ten thousand waiting chats.

Ten queues; every agent serves three of them; a third of the agents are full, a tenth pause, a tenth
are unavailable, and some chats were just passed by an agent. A round is what happens live: choose,
take the chat out of its line, note the agent's session. Run: python -m bench.routing
"""

import random
from statistics import median
from time import perf_counter_ns

import typer

from parlour.ids import AgentId, ChatId, Millis, QueueId
from parlour.routing.choose import choose
from parlour.routing.line import Candidate, WaitingChat
from parlour.routing.roster import Roster

AGENTS = 1_000
CHATS = 10_000
QUEUES = [QueueId(f"q{number}") for number in range(10)]
ROUNDS = 500
NOW = Millis(10_000_000)


def agents(chance: random.Random) -> list[Candidate]:
    return [
        Candidate(
            agent_id=AgentId(f"agent_{number:04}"),
            queues=dict.fromkeys(chance.sample(QUEUES, 3), 1),
            available=chance.random() > 0.1,
            absent=False,
            free_sessions=0 if chance.random() < 1 / 3 else chance.randint(1, 5),
            last_assigned_at=Millis(NOW - chance.randint(1, 3_600_000)),
            pauses_until=Millis(NOW + 5_000) if chance.random() < 0.1 else Millis(0),
        )
        for number in range(AGENTS)
    ]


def lines(chance: random.Random) -> dict[QueueId, list[WaitingChat]]:
    waiting: dict[QueueId, list[WaitingChat]] = {queue_id: [] for queue_id in QUEUES}
    for number in range(CHATS):
        queue_id = chance.choice(QUEUES)
        passed = chance.random() < 0.1
        waiting[queue_id].append(
            WaitingChat(
                chat_id=ChatId(f"chat_{number:05}"),
                queue_id=queue_id,
                requested_at=Millis(NOW - CHATS * 100 + number * 100),
                passed_by=AgentId(f"agent_{chance.randrange(AGENTS):04}") if passed else None,
                passed_at=NOW if passed else Millis(0),
            )
        )
    return waiting


def run() -> list[tuple[str, str]]:
    """Rows of a table: what, and its figure."""
    chance = random.Random(1)
    waiting, roster = lines(chance), Roster()
    for candidate in agents(chance):
        roster.put(candidate)
    took = [one_round(waiting, roster, Millis(NOW + number)) for number in range(ROUNDS)]
    for candidate in agents(chance):
        roster.put(candidate.but(free_sessions=0))
    start = perf_counter_ns()
    assert choose(waiting, roster, NOW).choice is None, "everybody is full"
    nobody = perf_counter_ns() - start
    took.sort()
    return [
        ("arrangement", f"{AGENTS} agents, {len(QUEUES)} queues, {CHATS} chats waiting"),
        ("one decision, its chat and agent moved: median", f"{median(took) / 1e6:.3f} ms"),
        ("the same: 99 of 100 within", f"{took[len(took) * 99 // 100] / 1e6:.3f} ms"),
        ("nobody is free", f"{nobody / 1e6:.3f} ms"),
    ]


def one_round(waiting: dict[QueueId, list[WaitingChat]], roster: Roster, now: Millis) -> int:
    """Nanoseconds of one decision and of what it moves."""
    start = perf_counter_ns()
    choice = choose(waiting, roster, now).choice
    assert choice is not None, "somebody is free and somebody waits"
    waiting[choice.chat.queue_id].remove(choice.chat)
    chosen = roster.get(choice.agent_id)
    assert chosen is not None, "who is chosen is there"
    roster.put(chosen.but(free_sessions=chosen.free_sessions - 1, last_assigned_at=now))
    return perf_counter_ns() - start


if __name__ == "__main__":
    for what, figure in run():
        typer.echo(f"{what:<50} {figure}")
