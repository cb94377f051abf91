"""What must hold of a site and of a queue beyond the bounds of their fields. Pure."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from parlour.directory.directory import Directory
from parlour.directory.media_types import NEVER
from parlour.directory.records import OpeningHours, Queue, Site
from parlour.directory.texts import Finding, named
from parlour.directory.visitor_checks import visitor_findings

ORIGINS_MAX = 100
"""Each is compared with at every request of a widget."""
FIELDS_MAX = 20
"""Nobody fills in more before a chat."""
RULES_MAX = 200
"""All may be asked for each request."""
HOURS_MAX = 100
"""Fourteen breaks on each day of the week."""
HOLIDAYS_MAX = 1_000
"""A generation of them."""
NEEDS_MAX = 20
"""Skills and overflows of one queue: each is looked at for each agent."""
WAITING_MAX = 1_000_000
"""More than all queues together may hold."""
FILE_TYPES_MAX = 50
"""More is as good as all."""
DAY_MINUTES = 24 * 60
DEFAULT_PORTS = {"http": 80, "https": 443}

_field_id = re.compile(r"[a-z][a-z0-9_]{0,39}")
_language = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_colour = re.compile(r"#[0-9A-Fa-f]{6}")
_media_type = re.compile(r"[a-z0-9]+/[a-z0-9][a-z0-9.+_-]{0,99}")
_date = re.compile(r"\d{4}-\d{2}-\d{2}")
_host = re.compile(r"([a-z0-9_-]{1,63})(\.[a-z0-9_-]{1,63})*|\[[0-9a-f:.]+\]")


def site_findings(directory: Directory, site: Site) -> Iterator[Finding]:
    yield from _own(directory, site, "default_queue_id", site.default_queue_id)
    for index, rule in enumerate(site.rules):
        yield from _own(directory, site, f"rules[{index}].queue_id", rule.queue_id)
        if rule.language and not _language.fullmatch(rule.language):
            yield f"rules[{index}].language", "bad_language", _LANGUAGE
    yield from too_many("rules", site.rules, RULES_MAX)
    yield from _origins(site.allowed_origins)
    if site.time_zone not in time_zones():
        yield "time_zone", "unknown_time_zone", "Time zone: it must be one like Europe/Zurich."
    if not _language.fullmatch(site.language):
        yield "language", "bad_language", _LANGUAGE
    if not _colour.fullmatch(site.brand):
        yield "brand", "bad_colour", "Brand: it must be a colour like #3b5bdb."
    yield from _form(site)
    yield from visitor_findings(site)
    yield from _file_types(site.file_types)


_LANGUAGE = "Language: it must be a tag like de or de-CH."


def queue_findings(directory: Directory, queue: Queue) -> Iterator[Finding]:
    yield from _hours(queue.hours)
    yield from _holidays(queue.holidays)
    if queue.max_waiting is not None and not 0 <= queue.max_waiting <= WAITING_MAX:
        yield "max_waiting", "out_of_range", f"Max waiting must be from 0 to {WAITING_MAX}."
    yield from too_many("skills", queue.skills, NEEDS_MAX)
    yield from twice("skills", [need.skill_id for need in queue.skills], "skill_id")
    for index, need in enumerate(queue.skills):
        if need.least > need.level:
            sentence = "Skills: the least level must not be above the level."
            yield f"skills[{index}].least", "order", sentence
    yield from too_many("overflow", queue.overflow, NEEDS_MAX)
    yield from twice("overflow", [other.queue_id for other in queue.overflow], "queue_id")
    for index, other in enumerate(queue.overflow):
        if other.queue_id == queue.queue_id:
            sentence = "Overflow: a queue can't overflow to itself."
            yield f"overflow[{index}].queue_id", "itself", sentence
    for site in directory.sites.values():
        if site.default_queue_id == queue.queue_id and site.site_id != queue.site_id:
            yield "site_id", "foreign", f"Site: it is the default queue of {site.name}."
        elif site.site_id != queue.site_id and queue.queue_id in {r.queue_id for r in site.rules}:
            yield "site_id", "foreign", f"Site: a rule of {site.name} sends chats here."


def too_many(field: str, entries: Sequence[object], most: int) -> Iterator[Finding]:
    if len(entries) > most:
        yield field, "too_many", f"There may be {most} {field.replace('_', ' ')} at most."


def twice(field: str, entries: Sequence[str], inner: str = "") -> Iterator[Finding]:
    """Each entry that stands there before already."""
    for index, entry in enumerate(entries):
        if entry in entries[:index]:
            path = f"{field}[{index}]" + (f".{inner}" if inner else "")
            yield path, "duplicate", f"{named(field)}: {entry} stands there twice."


@cache
def time_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def is_language(text: str) -> bool:
    """A tag like `de` or `de-CH`."""
    return _language.fullmatch(text) is not None


def is_origin(text: str) -> bool:
    """Whether browsers would say it so: scheme and host in lower case, no usual port, no path."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    host = parts.netloc.removesuffix(f":{port}") if port is not None else parts.netloc
    is_usual = port == DEFAULT_PORTS.get(parts.scheme)
    exact = f"{parts.scheme}://{host}" + ("" if port is None else f":{port}")
    is_exact = text == exact and parts.scheme in DEFAULT_PORTS and not is_usual
    return is_exact and _host.fullmatch(host) is not None


def _own(directory: Directory, site: Site, field: str, queue_id: str) -> Iterator[Finding]:
    queue = next((q for q in directory.queues.values() if q.queue_id == queue_id), None)
    if queue is not None and queue.site_id != site.site_id:
        yield field, "foreign", f"Queue: {queue.name} belongs to another site."


def _origins(origins: tuple[str, ...]) -> Iterator[Finding]:
    yield from too_many("allowed_origins", origins, ORIGINS_MAX)
    yield from twice("allowed_origins", origins)
    for index, origin in enumerate(origins):
        if not is_origin(origin):
            sentence = "Allowed origins: each is an exact one like https://shop.example."
            yield f"allowed_origins[{index}]", "bad_origin", sentence


def _form(site: Site) -> Iterator[Finding]:
    yield from too_many("fields", site.fields, FIELDS_MAX)
    yield from twice("fields", [field.id for field in site.fields], "id")
    for index, field in enumerate(site.fields):
        if not _field_id.fullmatch(field.id):
            sentence = "Field id: a small letter, then small letters, digits and _."
            yield f"fields[{index}].id", "bad_id", sentence


def _file_types(types: tuple[str, ...]) -> Iterator[Finding]:
    yield from too_many("file_types", types, FILE_TYPES_MAX)
    yield from twice("file_types", types)
    for index, one in enumerate(types):
        if not _media_type.fullmatch(one):
            sentence = "File types: each is one like application/pdf, in small letters."
            yield f"file_types[{index}]", "bad_text", sentence
        elif one in NEVER:
            sentence = f"File types: {one} runs programs in a browser or on a computer."
            yield f"file_types[{index}]", "not_allowed", sentence


def _hours(hours: tuple[OpeningHours, ...]) -> Iterator[Finding]:
    yield from too_many("hours", hours, HOURS_MAX)
    for index, one in enumerate(hours):
        field = f"hours[{index}]"
        if not 0 <= one.weekday <= 6:
            yield f"{field}.weekday", "out_of_range", "Hours: weekday is 0 (Monday) to 6 (Sunday)."
        if not (0 <= one.opens <= DAY_MINUTES and 0 <= one.closes <= DAY_MINUTES):
            yield field, "out_of_range", "Hours: minutes are from 0 to 1440."
        elif one.closes <= one.opens:
            yield f"{field}.closes", "order", "Hours: closes must be after opens."
        elif any(_overlap(one, other) for other in hours[:index]):
            yield field, "overlap", "Hours: two of the same day overlap."


def _overlap(one: OpeningHours, other: OpeningHours) -> bool:
    same_day = one.weekday == other.weekday
    return same_day and one.opens < other.closes and other.opens < one.closes


def _holidays(holidays: tuple[str, ...]) -> Iterator[Finding]:
    yield from too_many("holidays", holidays, HOLIDAYS_MAX)
    yield from twice("holidays", holidays)
    for index, day in enumerate(holidays):
        if not is_date(day):
            yield f"holidays[{index}]", "not_a_date", f"Holidays: {day[:20]!r} is no date."


def is_date(text: str) -> bool:
    """YYYY-MM-DD and in the calendar."""
    if not _date.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
