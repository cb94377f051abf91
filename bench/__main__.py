"""`make bench`: everything that is measured, as ratios against a floor or peer of the same run."""

import asyncio
import sys

import uvloop
from rich.console import Console
from rich.table import Table

from bench import (
    assignments,
    cobrowse,
    estimate,
    ledger_append,
    overload,
    restart,
    resume,
    routing,
    routing_memory,
)
from bench.chats import Round, compare, memory_kib

CHATS = (1, 16, 64, 256)
ROUNDS = 3
SECONDS = 4.0

console = Console(highlight=False)


async def chats() -> Table:
    """Closed loop of K chats; medians of rounds that alternate with the floor's."""
    table = Table(title="End-user posts → durable → ack + agent sees it → answers")
    for column in ("K", "posts/s", "floor", "ratio", "p50", "p95", "p99 ms", "floor p99"):
        table.add_column(column, justify="right")
    for column in ("CPU µs a post", "floor"):
        table.add_column(column, justify="right")
    for count in CHATS:
        with console.status(f"{count} chats"):
            ours, floor = await compare(count, ROUNDS, SECONDS)
        table.add_row(*chat_row(count, ours, floor))
    return table


def chat_row(count: int, ours: Round, floor: Round) -> list[str]:
    return [
        str(count),
        f"{ours.posts_per_s:,.0f}",
        f"{floor.posts_per_s:,.0f}",
        f"{ours.posts_per_s / floor.posts_per_s:.2f}",
        f"{ours.p50_ms:.1f}",
        f"{ours.p95_ms:.1f}",
        f"{ours.p99_ms:.1f}",
        f"{floor.p99_ms:.1f}",
        f"{ours.cpu_us:.0f}",
        f"{floor.cpu_us:.0f}",
    ]


def rows_of(title: str, rows: list[tuple[str, str]]) -> Table:
    table = Table("What", "Figure", title=title)
    for row in rows:
        table.add_row(*row)
    return table


async def main(wanted: set[str]) -> None:
    if not wanted or "chats" in wanted:
        console.print(await chats())
    if not wanted or "memory" in wanted:
        kib = await memory_kib()
        figure = [("a connected end-user with an open, engaged chat", f"{kib:.1f} KiB")]
        console.print(rows_of("Memory of the server", figure))
    if not wanted or "restart" in wanted:
        console.print(rows_of("Restart after kill -9", await restart.run()))
    if not wanted or "overload" in wanted:
        console.print(rows_of("1,000 stalled readers and a fuzzer", await overload.run()))
    if not wanted or "resume" in wanted:
        console.print(rows_of("Everybody comes back at once", await resume.run()))
    if not wanted or "ledger" in wanted:
        console.print(rows_of("Ledger alone", await ledger_append.run()))
    if not wanted or "routing" in wanted:
        console.print(rows_of("Routing", routing.run()))
        console.print(rows_of("The router's index", routing_memory.run()))
    if not wanted or "estimate" in wanted:
        console.print(rows_of("The told wait against the wait then had", estimate.run()))
    if not wanted or "assignments" in wanted:
        console.print(rows_of("Assignments, durable", await assignments.run()))
    if not wanted or "cobrowse" in wanted:
        console.print(rows_of("Bytes of co-browse", cobrowse.run()))


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main(set(sys.argv[1:])))
