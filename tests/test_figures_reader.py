"""At start the figures are what they were when the server stopped."""

from pathlib import Path

import pytest

from parlour.agents.state import AgentState
from parlour.figures_reader import FiguresReader, Told, turns_of_record
from parlour.hub.figures import MINUTE, Figures
from parlour.hub.figures_frames import floor_figures
from parlour.hub.turns import turns_of
from parlour.ids import AgentId, ChatId, Duration, Millis, chat_of
from parlour.ledger.projections import ChatView, fold_chat
from parlour.wire.frames import FloorFigures
from tests.hub.on_disk import StageOnDisk, opened
from tests.hub.scenes import answer, offered, waiting
from tests.ledger.scribe import Scribe
from tests.ledger.stories import STORIES, Team
from tests.ledger.team_telling import Story


def told_by(view: ChatView) -> Told:
    """What the query gives of the record."""
    chat = view.chat
    leads = [session for session in view.sessions if session.lead_from is not None]
    ends = [session.lead_to for session in leads if session.lead_to is not None]
    return Told(
        chat_id=chat.chat_id,
        queue_id=chat.queue_id,
        requested=chat.requested,
        concluded=chat.concluded,
        completed=chat.completed,
        cause=chat.cause,
        leads=len(leads),
        lead_from=min((one.lead_from for one in leads if one.lead_from is not None), default=None),
        lead_to=min(ends, default=None),
    )


def after(turns: object) -> tuple[object, ...]:
    kept = Figures(lambda _queue, at: at // (24 * 60 * MINUTE), lambda _queue: Duration(60_000))
    now = Millis(0)
    for turn in turns:  # type: ignore[attr-defined]  # turns, however they came
        kept.note(turn)
        now = turn.at
    kept.advance(Millis(now + MINUTE))
    minutes = [
        (one.total.waiting, one.total.longest, one.total.engaged, one.total.tally.answered)
        for one in kept.minutes
    ]
    counts = [
        (queue_id, kept.today(queue_id).answered, kept.today(queue_id).abandoned)
        for queue_id in sorted(kept.queues_told_of())
    ]
    return minutes, counts, kept.courses


@pytest.mark.parametrize("name", STORIES)
def test_a_record_tells_the_turns_of_its_rows_or_says_that_it_does_not(name: str) -> None:
    scribe = Scribe()
    story = Story(scribe)
    STORIES[name][0](story, Team(scribe))
    rows = [row for row in scribe.rows if row.stream == story.stream]
    for count in range(1, len(rows) + 1):
        if count < len(rows) and rows[count].tx == rows[count - 1].tx:
            continue
        view = fold_chat(None, rows[:count])
        assert view is not None
        told = turns_of_record(told_by(view))
        if told is not None:
            assert after(told) == after(turns_of(chat_of(story.stream), rows[:count]))


def test_a_chat_that_was_passed_on_is_told_by_its_rows() -> None:
    scribe = Scribe()
    story = Story(scribe)
    STORIES["transfer to a queue, then cancel"][0](story, Team(scribe))
    view = fold_chat(None, [row for row in scribe.rows if row.stream == story.stream])
    assert view is not None
    assert turns_of_record(told_by(view)) is None


async def test_the_figures_survive_a_restart(tmp_path: Path) -> None:
    async with opened(tmp_path) as stage:
        ann, bea, chat = await offered(stage)
        await stage.pass_time(7, alive=(ann, bea))
        await answer(bea, "accept")
        ben, second = await waiting(stage, "ben")
        await stage.pass_time(70, alive=(ann, bea, ben))
        await bea.ask("transfer_to_queue", chat=chat, queue="sales")
        await stage.pass_time(20, alive=(ann, bea, ben))
        await ben.ask("cancel_chat", chat=second)
        await stage.pass_time(130, alive=(ann, bea))
        before = figures_now(stage)
        assert (before.today.answered, before.today.abandoned) >= (1, 1)
        reader = FiguresReader(stage.database, stage.ledger)
        now = stage.clock.now()
        turns, duty = await reader.turns(now), await reader.duty(now)
        await stage.restart()
        fresh = stage._build()
        fresh.floor.restore(turns, duty)
        stage.server = fresh
        again = figures_now(stage)
        assert again.today == before.today
        assert again.recent == before.recent
        assert tail(again) == tail(before)
        assert fresh.floor.figures.courses.keys() == {ChatId(chat)}


async def test_log_ins_are_told_from_their_first_row_to_their_last(tmp_path: Path) -> None:
    async with opened(tmp_path) as stage:
        bea = await stage.on_duty("bea")
        await stage.pass_time(5, alive=(bea,))
        await bea.ask("log_off")
        await stage.settle()
        duty = await FiguresReader(stage.database, stage.ledger).duty(stage.clock.now())
        assert [turn.agent_id for turn in duty] == [AgentId("bea")] * len(duty)
        assert (duty[0].state.on_duty, duty[-1].state) == (True, AgentState())
        later = Millis(stage.clock.now() + 5 * 60 * MINUTE)
        assert await FiguresReader(stage.database, stage.ledger).duty(later) == []


def figures_now(stage: StageOnDisk) -> FloorFigures:
    floor, now = stage.server.floor, stage.clock.now()
    floor.figures.advance(now)
    floor.staffing.advance(now)
    return floor_figures(floor.figures, floor.staffing, stage.directory, now, after=0)


def tail(figures: FloorFigures) -> list[object]:
    """The last minutes, in which something happened."""
    series = figures.series
    columns = (series.waiting, series.longest_s, series.engaged, series.answered)
    spent = (series.abandoned, series.abandoned_late, series.busy_s, series.capacity_s)
    return [column[-4:] for column in (*columns, series.in_time, *spent)]
