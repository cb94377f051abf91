"""When a queue is open: in the site's own time, through changes of the clock and over midnight."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parlour.directory.hours import Opening, is_open, next_opening
from parlour.directory.records import OpeningHours, Queue
from parlour.ids import Millis, QueueId, SiteId

BERLIN, NEW_YORK, SYDNEY = "Europe/Berlin", "America/New_York", "Australia/Sydney"
MONDAY, SUNDAY = 0, 6


def queue(*hours: tuple[int, int, int], holidays: tuple[str, ...] = ()) -> Queue:
    return Queue(
        queue_id=QueueId("sales"),
        site_id=SiteId("shop"),
        name="Sales",
        hours=tuple(OpeningHours(weekday=w, opens=o, closes=c) for w, o, c in hours),
        holidays=holidays,
    )


def utc(text: str) -> Millis:
    moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return Millis(round(moment.timestamp() * 1000))


def local(text: str, zone: str, fold: int = 0) -> Millis:
    moment = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)
    return Millis(round(moment.timestamp() * 1000))


EVERY_DAY_9_TO_17 = [(day, 9 * 60, 17 * 60) for day in range(7)]
SUNDAY_NIGHT = (SUNDAY, 120, 180)  # 2:00 to 3:00, the hour that the clock takes or gives


@pytest.mark.parametrize(
    ("at", "opening"),
    [
        ("2026-03-02 08:59:59", "closed"),
        ("2026-03-02 09:00:00", "open"),
        ("2026-03-02 16:59:59", "open"),
        ("2026-03-02 17:00:00", "closed"),
    ],
)
def test_hours_begin_with_their_first_minute_and_end_before_their_last(
    at: str, opening: Opening
) -> None:
    assert is_open(queue(*EVERY_DAY_9_TO_17), BERLIN, local(at, BERLIN)) == opening


def test_a_queue_without_hours_is_always_open() -> None:
    assert is_open(queue(), BERLIN, utc("2026-03-02 03:00")) == "open"


@pytest.mark.parametrize(
    ("day_before", "day_after", "zone"),
    [
        ("2026-03-28", "2026-03-29", BERLIN),
        ("2026-10-24", "2026-10-25", BERLIN),
        ("2026-03-07", "2026-03-08", NEW_YORK),
        ("2026-10-31", "2026-11-01", NEW_YORK),
        ("2026-04-04", "2026-04-05", SYDNEY),
        ("2026-10-03", "2026-10-04", SYDNEY),
    ],
)
def test_nine_o_clock_stays_nine_o_clock_when_the_clock_changes(
    day_before: str, day_after: str, zone: str
) -> None:
    nine_to_five = queue(*EVERY_DAY_9_TO_17)
    opens = [local(f"{day} 09:00", zone) for day in (day_before, day_after)]
    assert opens[1] - opens[0] in (23 * 3_600_000, 25 * 3_600_000)
    for at in opens:
        assert is_open(nine_to_five, zone, at) == "open"
        assert is_open(nine_to_five, zone, Millis(at - 1)) == "closed"


def test_hours_within_the_hour_that_spring_takes_do_not_happen() -> None:
    night = queue(SUNDAY_NIGHT)
    change = utc("2026-03-29 01:00")  # 2:00 becomes 3:00
    for minutes in range(-120, 120, 5):
        assert is_open(night, BERLIN, Millis(change + minutes * 60_000)) == "closed"


def test_hours_within_the_hour_that_autumn_gives_happen_twice() -> None:
    night = queue(SUNDAY_NIGHT)
    first, second = (local("2026-10-25 02:30", BERLIN, fold) for fold in (0, 1))
    assert second - first == 3_600_000
    assert is_open(night, BERLIN, first) == "open"
    assert is_open(night, BERLIN, second) == "open"
    assert is_open(night, BERLIN, Millis(first - 3_600_000)) == "closed"
    assert is_open(night, BERLIN, Millis(second + 3_600_000)) == "closed"


def test_a_night_shift_is_told_as_two_days() -> None:
    """From ten in the evening to six in the morning: until midnight, and from midnight on."""
    night = queue((MONDAY, 22 * 60, 1440), (MONDAY + 1, 0, 6 * 60))
    for at, opening in (
        ("2026-03-02 21:59", "closed"),
        ("2026-03-02 22:00", "open"),
        ("2026-03-02 23:59", "open"),
        ("2026-03-03 00:00", "open"),
        ("2026-03-03 05:59", "open"),
        ("2026-03-03 06:00", "closed"),
        ("2026-03-03 22:00", "closed"),
    ):
        assert is_open(night, BERLIN, local(at, BERLIN)) == opening, at


def test_a_day_begins_at_the_sites_midnight_not_at_that_of_utc() -> None:
    on_monday = queue((MONDAY, 0, 1440))
    assert is_open(on_monday, SYDNEY, utc("2026-03-01 13:00")) == "open"  # Monday, 0:00
    assert is_open(on_monday, SYDNEY, utc("2026-03-01 12:59")) == "closed"
    assert is_open(on_monday, NEW_YORK, utc("2026-03-02 04:59")) == "closed"  # Sunday still


def test_a_holiday_is_the_sites_whole_day_and_comes_before_the_hours() -> None:
    closed = queue(*EVERY_DAY_9_TO_17, holidays=("2026-12-25",))
    assert is_open(closed, BERLIN, local("2026-12-25 00:00", BERLIN)) == "holiday"
    assert is_open(closed, BERLIN, local("2026-12-25 23:59", BERLIN)) == "holiday"
    assert is_open(closed, BERLIN, local("2026-12-26 09:00", BERLIN)) == "open"
    assert is_open(closed, BERLIN, local("2026-12-24 23:59", BERLIN)) == "closed"
    assert is_open(queue(holidays=("2026-12-25",)), BERLIN, utc("2026-12-24 23:00")) == "holiday"


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25)])
def test_a_holiday_is_as_long_as_its_day(day: str, hours: int) -> None:
    closed, start = queue(holidays=(day,)), local(f"{day} 00:00", BERLIN)
    minutes = range(-60, 27 * 60)
    off = [m for m in minutes if is_open(closed, BERLIN, Millis(start + m * 60_000)) == "holiday"]
    assert off == list(range(hours * 60))


@given(
    st.integers(1_577_836_800_000, 2_208_988_800_000).map(Millis),  # 2020 to 2040
    st.sampled_from([BERLIN, NEW_YORK, SYDNEY, "Asia/Kathmandu", "Pacific/Apia", "UTC"]),
    st.integers(0, 1439),
    st.integers(0, 1440),
)
def test_whatever_the_zone_open_means_that_its_clock_shows_a_time_within_the_hours(
    at: Millis, zone: str, opens: int, closes: int
) -> None:
    shown = datetime.fromtimestamp(at / 1000, ZoneInfo(zone))
    since_midnight = timedelta(hours=shown.hour, minutes=shown.minute) // timedelta(minutes=1)
    expected = "open" if opens <= since_midnight < closes else "closed"
    assert is_open(queue((shown.weekday(), opens, closes)), zone, at) == expected
    assert is_open(queue(((shown.weekday() + 1) % 7, opens, closes)), zone, at) == "closed"


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        ("2026-03-02 17:00", "2026-03-03 09:00"),
        ("2026-03-02 03:00", "2026-03-02 09:00"),
        ("2026-03-28 18:00", "2026-03-30 09:00"),  # over a holiday, and the clock changes
    ],
)
def test_the_next_opening_is_told_in_the_site_s_own_time(at: str, opens: str) -> None:
    nine_to_five = queue(*EVERY_DAY_9_TO_17, holidays=("2026-03-29",))
    assert next_opening(nine_to_five, BERLIN, local(at, BERLIN)) == local(opens, BERLIN)


def test_a_queue_without_hours_opens_after_its_holidays_and_one_that_never_does_is_said() -> None:
    assert next_opening(
        queue(holidays=("2026-03-02",)), BERLIN, local("2026-03-02 12:00", BERLIN)
    ) == (local("2026-03-03 00:00", BERLIN))
    days = [(date(2026, 1, 1) + timedelta(days=n)).isoformat() for n in range(800)]
    assert (
        next_opening(queue(holidays=tuple(days)), BERLIN, local("2026-03-02 12:00", BERLIN)) is None
    )


@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 22), st.integers(1, 6)), min_size=1, max_size=3
    ),
    st.sampled_from((BERLIN, NEW_YORK, SYDNEY)),
    st.integers(0, 365 * 24),
)
def test_nothing_opens_before_the_next_opening(
    spans: list[tuple[int, int, int]], zone: str, hour: int
) -> None:
    whole = queue(*((day, h * 60, min(1440, (h + length) * 60)) for day, h, length in spans))
    at = Millis(utc("2026-01-01 00:30") + hour * 3_600_000)
    if is_open(whole, zone, at) == "open":
        return
    opens = next_opening(whole, zone, at)
    assert opens is not None
    assert is_open(whole, zone, opens) == "open"
    quarter = 900_000
    between = range(at, opens, quarter)
    open_before = [one for one in between if is_open(whole, zone, Millis(one)) == "open"]
    # An opening that the clock change skips may be told late, by what was skipped.
    assert not [one for one in open_before if opens - one > 3_600_000]
