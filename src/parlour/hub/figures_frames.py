"""The figures as they are sent: counts of the day and of the last half hour, points by minutes."""

from collections.abc import Iterable, Sequence

import msgspec

from parlour.directory.directory import Directory
from parlour.hub.figures import MINUTE, Cell, Figures, Minute
from parlour.hub.staffing import Spent, Staffing
from parlour.hub.tally import Tally, together
from parlour.ids import Duration, Millis, QueueId, SiteId
from parlour.wire import floor as w
from parlour.wire import frames as f

QUEUES_BYTES = 32_000
"""What the queues may take of a frame; four hours of points take up to 20,000 bytes more."""
SITES_MAX = 16
"""Sites told of one by one, for a frame is small; the sums are of all."""

_encode = msgspec.json.Encoder().encode
_NO_CELL = Cell(0, Duration(0), 0, Tally())


def floor_figures(
    figures: Figures, staffing: Staffing, directory: Directory, now: Millis, *, after: int
) -> f.FloorFigures:
    """`after`: number of the newest minute that the receiver has; 0: none."""
    told = figures.queues_told_of() & directory.queues.keys()
    queues = sorted(
        (_queue(figures, directory, queue_id) for queue_id in told),
        key=lambda queue: (-queue.today.answered - queue.today.abandoned, queue.name),
    )
    shown = _fitting(queues)
    minutes = [minute for minute in figures.minutes if minute.begins > after]
    return f.FloorFigures(
        now=now,
        today=wait_figures(together(figures.today(queue_id) for queue_id in told)),
        recent=wait_figures(together(figures.recent(queue_id) for queue_id in told)),
        sites=tuple(_sites(figures, directory, told)),
        queues=shown,
        queues_more=len(queues) - len(shown),
        series=series_of([(one.begins, one.total) for one in minutes], staffing.minutes(), now),
    )


def series_of_queue(figures: Figures, queue_id: QueueId, now: Millis) -> w.FigureSeries:
    return series_of([(one.begins, _cell_in(one, queue_id)) for one in figures.minutes], None, now)


def series_of(
    points: Sequence[tuple[int, Cell]], spent: dict[int, Spent] | None, now: Millis
) -> w.FigureSeries:
    cells = [cell for _, cell in points]
    used = [(spent or {}).get(begins, Spent(begins, 0, 0)) for begins, _ in points]
    first = points[0][0] if points else now // MINUTE
    return w.FigureSeries(
        begins=Millis(first * MINUTE),
        waiting=tuple(cell.waiting for cell in cells),
        longest_s=tuple(round(cell.longest / 1000) for cell in cells),
        engaged=tuple(cell.engaged for cell in cells),
        answered=tuple(cell.tally.answered for cell in cells),
        in_time=tuple(cell.tally.in_time for cell in cells),
        abandoned=tuple(cell.tally.abandoned for cell in cells),
        abandoned_late=tuple(cell.tally.abandoned_late for cell in cells),
        busy_s=() if spent is None else tuple(round(one.busy / 1000) for one in used),
        capacity_s=() if spent is None else tuple(round(one.capacity / 1000) for one in used),
    )


def wait_figures(tally: Tally) -> w.WaitFigures:
    return w.WaitFigures(
        answered=tally.answered,
        in_time=tally.in_time,
        abandoned=tally.abandoned,
        abandoned_late=tally.abandoned_late,
        deflected=tally.deflected,
        refused=tally.refused,
        wait_average_ms=tally.average,
        wait_p50_ms=tally.percentile(0.5),
        wait_p90_ms=tally.percentile(0.9),
    )


def _queue(figures: Figures, directory: Directory, queue_id: QueueId) -> w.QueueFigures:
    queue = directory.queues[queue_id]
    site = directory.sites.get(queue.site_id)
    return w.QueueFigures(
        id=queue_id,
        name=queue.name,
        site=site.name if site else queue.site_id,
        service_level_s=queue.service_level_s,
        today=wait_figures(figures.today(queue_id)),
        recent=wait_figures(figures.recent(queue_id)),
    )


def _sites(
    figures: Figures, directory: Directory, told: Iterable[QueueId]
) -> Iterable[w.SiteFigures]:
    queues: dict[SiteId, list[QueueId]] = {}
    for queue_id in told:
        queues.setdefault(directory.queues[queue_id].site_id, []).append(queue_id)
    for site_id in sorted(queues)[:SITES_MAX]:
        site = directory.sites.get(site_id)
        yield w.SiteFigures(
            id=site_id,
            name=site.name if site else site_id,
            today=wait_figures(together(figures.today(one) for one in queues[site_id])),
            recent=wait_figures(together(figures.recent(one) for one in queues[site_id])),
        )


def _cell_in(minute: Minute, queue_id: QueueId) -> Cell:
    return minute.cells.get(queue_id, _NO_CELL)


def _fitting(queues: Iterable[w.QueueFigures]) -> tuple[w.QueueFigures, ...]:
    left, shown = QUEUES_BYTES, list[w.QueueFigures]()
    for queue in queues:
        left -= len(_encode(queue)) + 1
        if left < 0:
            break
        shown.append(queue)
    return tuple(shown)
