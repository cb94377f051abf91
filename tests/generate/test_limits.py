"""The page of limits is whole: no constant that bounds something is left out of it."""

import re
from pathlib import Path

import parlour
from parlour.generate.limits import SECTIONS, render, without_reason

SOURCES = Path(parlour.__file__).parent
ROOMS = ("web", "hub", "engine", "accounts", "wire", "chat")
NO_CLIENTS_DOING = {
    "accounts.links:LINKS_MAX": "links are printed by the server",
    "accounts.passwords:PASSWORD_CHARACTERS_MAX": "the body of a request is bounded",
    "accounts.records:SESSION_IDLE_MAX": "a time",
    "accounts.records:SESSION_LIFE_MAX": "a time",
    "accounts.records:TOKEN_CHARACTERS_MAX": "the headers of a request are bounded",
    "accounts.records:VISITOR_IDLE_MAX": "a time",
    "engine.feed:ROWS_MAX": "rows read at once",
    "engine.own_outages:UNRECORDED_MAX": "outages of our own",
    "hub.aftermath:CHATS_MAX": "those that one hello may resume",
    "hub.lobby:HEARTBEAT_MAX": "a time",
    "hub.waits:LOOKS_APART_MAX": "a time",
    "web.agent_routes:CHATS_MAX": "rows of an answer",
    "web.before_bodies:EARLIER_MAX": "rows of an answer",
    "web.before_bodies:MESSAGES_MAX": "rows of an answer",
    "web.directory_bodies:CHANGES_MAX": "entries of an answer",
    "web.connection:GATHER_MAX": "within what waits for one reader",
    "web.limits:USER_AGENT_CHARACTERS_MAX": "cut, not refused",
    "wire.frames:FRAME_BYTES_MAX": "stands on the page as the socket's",
}


def test_every_limit_that_clients_meet_is_on_the_page() -> None:
    listed = {bound.where for bounds in SECTIONS.values() for bound in bounds}
    found = set()
    for room in ROOMS:
        for path in sorted((SOURCES / room).glob("*.py")):
            names = re.findall(r"^([A-Z_]+_MAX)\b[^=\n]*=", path.read_text(), re.MULTILINE)
            found |= {f"{room}.{path.stem}:{name}" for name in names}
    assert found - listed - set(NO_CLIENTS_DOING) == set()


def test_each_limit_has_its_reason_beside_it() -> None:
    assert list(without_reason()) == []
    assert all(line.count(" | ") == 3 for line in render().splitlines() if line.startswith("| "))
