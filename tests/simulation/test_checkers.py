"""Each promise is really looked at: a product that breaks it is caught, by the check that is meant.

A mutation is a line of the product that is wrong for the length of one test.
"""

from collections.abc import Callable
from typing import Any

import pytest

from parlour.agents.state import AgentState
from parlour.chat import closings
from parlour.chat.events import MonitorBegin, MonitorEnd
from parlour.engine.attendance import Attendance, Watch
from parlour.engine.plan import Plan
from parlour.engine.router import Router
from parlour.file_messenger import FileMessenger
from parlour.files.custody import Custody
from parlour.hub import pushes, trails
from parlour.hub.clients import Client
from parlour.hub.cobrowsing import CoBrowsing
from parlour.hub.gateway import ChatGateway
from parlour.hub.publisher import Publisher
from parlour.hub.seats import Seat
from parlour.hub.seen import SeenMarks
from parlour.hub.staff import Staff
from parlour.hub.trails import fresh_pages
from parlour.ids import ChatId
from parlour.ledger.protocol import Committed, Outcome, Transaction
from parlour.nodes.protocol import SeenHeard
from parlour.routing.roster import Group
from parlour.texts.addresses import Address
from parlour.wire import audience
from parlour.wire.frames import Seen
from tests.simulation.faults import ALL, NONE, Faults
from tests.simulation.play import play
from tests.simulation.presence import Presence
from tests.simulation.store import Store

HOURS = 2.0
LONG = 5.0
"""For what is done more rarely."""
SEED = 7

Patch = pytest.MonkeyPatch


def broken_promises(faults: Faults = NONE, hours: float = HOURS, *, seed: int = SEED) -> set[str]:
    """The rules that a run found broken."""
    outcome = play(seed, hours, faults=faults, nodes=1)
    return {failure.split("  ")[1].split(":")[0] for failure in outcome.failures}


def is_broken_soon(rule: str, faults: Faults = NONE) -> bool:
    """Within a few runs: what has to come together for it does not in each."""
    seeds = range(SEED, SEED + 6)
    return any(rule in broken_promises(faults, LONG, seed=seed) for seed in seeds)


def every(count: int, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, but every so often it does nothing."""
    calls = 0

    def sometimes(*args: Any, **keywords: Any) -> Any:
        nonlocal calls
        calls += 1
        return None if calls % count == 0 else function(*args, **keywords)

    return sometimes


def nothing(*_args: object) -> None:
    """Instead of what should be done."""


def test_a_sound_product_is_not_suspected() -> None:
    assert broken_promises() == set()


def test_a_publication_that_is_dropped_is_a_gap(monkeypatch: Patch) -> None:
    monkeypatch.setattr(Publisher, "_publish", every(40, Publisher._publish))
    assert broken_promises() & {"view", "behind"}


def test_a_resend_that_is_carried_out_again_is_doubled(monkeypatch: Patch) -> None:
    monkeypatch.setattr(Client, "is_new", lambda _client, _number: True)
    monkeypatch.setattr(Plan, "_answer", nothing)
    assert "doubled" in broken_promises(NONE._replace(frame_doubled=0.3))


def test_a_client_whose_later_words_do_not_wait_is_out_of_order(monkeypatch: Patch) -> None:
    monkeypatch.setattr(Client, "must_wait", lambda _client, _number: False)
    assert is_broken_soon("order", NONE._replace(store_refusing=12.0))


def test_sessions_without_limit_are_over_capacity(monkeypatch: Patch) -> None:
    """Or the offer before says of somebody that they are free, and they are not."""
    monkeypatch.setattr(AgentState, "free_sessions", property(lambda _agent: 9))
    assert broken_promises() & {"X1", "X5"}


def test_contact_that_is_not_noted_makes_a_false_absence(monkeypatch: Patch) -> None:
    monkeypatch.setattr(Watch, "touch", every(3, Watch.touch))
    monkeypatch.setattr(Attendance, "heard_of", lambda _attendance, _key: False)
    assert "false absence" in broken_promises()


def test_silence_that_nobody_looks_at_is_a_late_verdict(monkeypatch: Patch) -> None:
    monkeypatch.setattr(Attendance, "tick", nothing)
    assert "late verdict" in broken_promises()


def test_an_outage_that_is_not_granted_makes_a_false_absence(monkeypatch: Patch) -> None:
    monkeypatch.setattr(Attendance, "grant_outage", nothing)
    assert "false absence" in broken_promises(NONE._replace(pause=6.0))


def test_a_router_that_sleeps_lets_chats_wait_beside_free_agents(monkeypatch: Patch) -> None:
    monkeypatch.setattr(Router, "tick", every(2, Router.tick))
    monkeypatch.setattr(Router, "committed", nothing)
    monkeypatch.setattr(Router, "chat_moved", every(9, Router.chat_moved))
    assert "waits" in broken_promises()


def test_a_router_that_knows_no_skills_offers_chats_to_the_wrong_agents(
    monkeypatch: Patch,
) -> None:
    monkeypatch.setattr(Group, "is_asked", lambda _group, _waited, _bar: True)
    assert "X2" in broken_promises()


def test_an_operator_whose_changes_nobody_follows_is_not_obeyed(monkeypatch: Patch) -> None:
    monkeypatch.setattr(Staff, "follow_directory", nothing)
    assert broken_promises() == {"rights"}


def test_a_monitor_who_is_shown_to_the_agents_is_betrayed(monkeypatch: Patch) -> None:
    for kind in (MonitorBegin, MonitorEnd):
        monkeypatch.delitem(audience.HIDDEN_FROM_AGENTS, kind)
    assert "betrayed" in broken_promises()


def test_what_is_never_due_never_ends(monkeypatch: Patch) -> None:
    """Found even by whoever does not look at verdicts."""
    monkeypatch.setattr(Attendance, "tick", nothing)
    monkeypatch.setattr(Presence, "_look", nothing)
    assert broken_promises() == {"never ends"}


def test_an_acknowledgement_of_what_was_not_written_is_a_loss(monkeypatch: Patch) -> None:
    write = Store.write

    def forgetful(store: Store, transaction: Transaction) -> Outcome:
        if len(store.ledger.written.all_rows) % 50 == 49 and transaction.texts:
            return Committed(rows=())
        return write(store, transaction)

    monkeypatch.setattr(Store, "write", forgetful)
    assert broken_promises() - {"waits"}


def test_a_page_that_is_shown_beyond_its_session_is_found_out(monkeypatch: Patch) -> None:
    monkeypatch.setattr(CoBrowsing, "_is_open", lambda *_: True)
    monkeypatch.setattr(CoBrowsing, "_end", nothing)
    assert "co-browse" in broken_promises()


def test_a_session_that_outlives_its_lead_is_found_out(monkeypatch: Patch) -> None:
    monkeypatch.setattr(closings, "close_cobrowse", nothing)
    assert "co-browse" in broken_promises(hours=LONG)


def test_a_word_that_is_called_read_too_soon_is_found_out(monkeypatch: Patch) -> None:
    number = SeenMarks._number
    monkeypatch.setattr(SeenMarks, "_number", lambda marks, side: number(marks, side) + 1)
    assert "seen" in broken_promises()


def test_a_seat_that_outlives_its_line_is_found_out(monkeypatch: Patch) -> None:
    monkeypatch.setattr(ChatGateway, "closed", every(10, ChatGateway.closed))
    assert "seats" in broken_promises()


def test_who_reads_unseen_is_not_to_be_told_of(monkeypatch: Patch) -> None:
    def note_anybody(marks: SeenMarks, seat: Seat, frame: Seen) -> None:
        timeline = marks._publisher.timelines.get(ChatId(frame.chat))
        if timeline is not None and 0 < frame.n <= timeline.length(seat.audience):
            seq = timeline.seq(seat.audience, frame.n)
            marks.hear(SeenHeard(chat_id=ChatId(frame.chat), who=seat.audience, seq=seq))

    monkeypatch.setattr(SeenMarks, "note", note_anybody)
    assert "seen" in broken_promises(hours=LONG)


def test_a_page_that_is_told_twice_is_found_out(monkeypatch: Patch) -> None:
    monkeypatch.setattr(trails, "fresh_pages", lambda *told: 2 * fresh_pages(*told))
    assert "pages" in broken_promises()


def test_an_address_that_nobody_has_judged_is_found_out(monkeypatch: Patch) -> None:
    monkeypatch.setattr(pushes, "judge", lambda url, _own: Address(url=url, host=""))
    assert is_broken_soon("push")


def test_a_push_that_is_not_as_it_was_meant_is_found_out(monkeypatch: Patch) -> None:
    monkeypatch.setattr(pushes, "judge", lambda _url, _own: Address(url="https://a.b/", host="a.b"))
    assert "push" in broken_promises()


def test_a_file_that_no_row_tells_of_is_found_out(monkeypatch: Patch) -> None:
    async def forgets(*_: object) -> str:
        return "told"

    monkeypatch.setattr(FileMessenger, "tell", forgets)
    assert "file" in broken_promises()


def test_bytes_that_nobody_clears_away_are_found_out(monkeypatch: Patch) -> None:
    async def forgets(*_: object) -> None:
        return

    monkeypatch.setattr(Custody, "_undo", forgets)
    assert "never ends" in broken_promises(NONE._replace(points={"file_stored": 0.5}), LONG)


def test_a_failure_names_the_command_that_replays_it(monkeypatch: Patch) -> None:
    monkeypatch.setattr(Attendance, "tick", nothing)
    outcome = play(SEED, HOURS, faults=ALL, nodes=2)
    assert outcome.story().endswith(f"Replay it with: make sim SEED={SEED} HOURS=2 NODES=2")
    assert len(outcome.lines) == 40
