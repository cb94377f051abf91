"""Nothing betrays who watches: everything sent to agents and end-users, its order, its bytes and
its moments, is the same with monitors and without, until one of them speaks or joins.

Whole shifts are played twice with the same deeds; only in one of them do supervisors watch: Sue,
who takes no chats and is not even there in the other, and Eve, who can be invited and is. Random
ids differ between the two, so each is renamed by its first appearance; their lengths stay.
"""

import asyncio
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from parlour.ids import AgentId, Millis
from parlour.settings import Settings
from tests.hub.stage import CountedIds, Json, Line, Stage
from tests.hub.team import change_profile, make_supervisor, reply

Told = list[tuple[Millis, bytes]]
Step = tuple[int, int, int]
"""Who, what, and how much time goes by before."""

UNSUSPECTING = ("ann", "zoe", "bea", "cyd")
QUICK = Settings(
    ABSENT_INTERVAL=10,
    SRV_AGENT_TIMEOUT=20,
    CHAT_ALERTFORM_AUTOCLOSE_TIMEOUT=5,
    CS_IDLE_TIMEOUT=60,
    SNEAK_PREVIEW=True,
)
WAITS_S = (0, 0, 0, 0, 1, 1, 6, 11, 31)
STEPS_MAX = 35
CHANCE = re.compile(rb"\b[a-z]+_[0-9a-f]{32}\b|\b[0-9a-f]{64}\b")
"""Ids, and the digests of texts, which are salted."""


class Wire(Line):
    """A line that notes what was sent over it and when."""

    def __init__(self, *about: Any) -> None:
        super().__init__(*about)
        self.told: Told = []

    def send(self, frame: bytes) -> None:
        self.told.append((self.stage.clock.now(), frame))
        super().send(frame)


class OrderlyIds(CountedIds):
    """Chats that were begun at the same moment are told apart by their ids, and must not be by
    chance."""

    def __init__(self) -> None:
        super().__init__(1)
        self._of: Counter[str] = Counter()

    def fresh(self, prefix: str) -> str:
        self.count += 1
        self._of[prefix] += 1
        return f"{prefix}_{self._of[prefix]:032x}"


class Shift(Stage):
    """One playing of the deeds."""

    def __init__(self, *, watched: bool) -> None:
        super().__init__(
            settings=QUICK,
            profile={"max_sessions": 2, "allow_decline": True, "wrap_up_limit_s": 20},
        )
        self.watched = watched
        self.ids = OrderlyIds()
        self.server = self._build()
        make_supervisor(self)
        make_supervisor(self, "eve", chat=True)
        change_profile(self, "of-eve", queues={})
        self.wires: dict[str, list[Wire]] = {}
        self.silent: set[str] = set()

    def line(self, role: Any, name: str, client: str = "", session: str = "") -> Line:
        plain = super().line(role, name, f"client-of-{name}", session)
        wire = Wire(self, plain.principal, plain.client_id)
        wires = self.wires.setdefault(name, [])
        wire.count = wires[-1].count if wires else 0
        wires.append(wire)
        return wire

    async def begin(self) -> None:
        for name in ("ann", "zoe"):
            await self.end_user(name)
        for name in ("bea", "cyd", "eve"):
            line = await self.on_duty(name)
            await line.ask("watch_colleagues", on=True)
        await self.wires["ann"][-1].ask("request_chat", question="Is it blue?")
        await reply(self.wires["bea"][-1], "accept")
        if self.watched:
            await self.on_duty("sue")

    async def play(self, step: Step) -> None:
        who, what, wait = step
        await self.pass_time(WAITS_S[wait % len(WAITS_S)], alive=self.alive())
        name, deeds, watches = ACTORS[who % len(ACTORS)]
        if watches and not self.can_watch(name):
            return
        if watches and name == "eve":
            await self.wires[name][-1].say(type="alive")  # she is there, whatever she does
        if self.watched or not watches:
            await do(self, name, deeds[what % len(deeds)])

    def alive(self) -> tuple[Line, ...]:
        """The lines over which something is heard meanwhile."""
        newest = {name: wires[-1] for name, wires in self.wires.items()}
        seats = self.server.seats.by_connection
        return tuple(w for name, w in newest.items() if name not in self.silent and w in seats)

    def can_watch(self, name: str) -> bool:
        """Not from where she takes part or is out of contact: there she is known anyway."""
        live = self.server.engine.books.agents.get(AgentId(name))
        states = [chat.state for chat in self.server.engine.books.chats.values()]
        takes_part = any(state.part_of(AgentId(name)) not in (None, "monitor") for state in states)
        is_there = live is not None and live.state.absence is None
        return (self.watched and name == "sue") or (is_there and not takes_part)


Deed = Callable[[Shift, Wire], Json | None]
"""The frame, made of what this client sees; `None`: there is nothing to do it to."""


async def do(shift: Shift, name: str, deed: Deed) -> None:
    wire = shift.wires[name][-1]
    frame = deed(shift, wire)
    if frame is None:
        return
    match frame.pop("type"):
        case "come_back":
            if wire in shift.server.seats.by_connection:
                wire.cut()
            again = shift.line(wire.principal.role, name)
            await again.hello()
            again.count = again.last("welcome")["last_id"] if again.frames("welcome") else 0
        case "typing" | "seen" | "page" as moment:
            await wire.say(type=moment, **frame)
        case "fall_silent":
            shift.silent ^= {name}
        case command:
            await wire.ask(command, **frame)


def chat_of(shift: Shift, wire: Wire) -> str | None:
    """The newest chat that this person is in or consults about; one that they watch does not
    count."""
    chats = shift.server.engine.books.chats
    for chat_id in sorted(chats, reverse=True):
        state, person = chats[chat_id].state, wire.principal.id
        name = AgentId(person)
        if state.end_user_id == person or state.participant(name) or state.consults(name):
            return chat_id
    return None


def on_chat(command: str, **more: Any) -> Deed:
    def deed(shift: Shift, wire: Wire) -> Json | None:
        chat = chat_of(shift, wire)
        return None if chat is None else {"type": command, "chat": chat, **more}

    return deed


def on_offer(command: str, **more: Any) -> Deed:
    def deed(_: Shift, wire: Wire) -> Json | None:
        offers = wire.frames("offer")
        if not offers:
            return None
        asked = {"chat": offers[-1]["chat"], "invitation": offers[-1]["invitation"]}
        return {"type": command, **asked, **more}

    return deed


def plain(command: str, **more: Any) -> Deed:
    return lambda _shift, _wire: {"type": command, **more}


def looking(shift: Shift, wire: Wire) -> Json | None:
    """At everything of the chat that this client has; who watches looks at any."""
    chat = chat_of(shift, wire) or (any_chat("seen")(shift, wire) or {}).get("chat")
    has = [frame["n"] for frame in wire.frames("event") if frame["chat"] == chat]
    return {"type": "seen", "chat": chat, "n": max(has)} if has else None


def any_chat(command: str, **more: Any) -> Deed:
    """On whichever chat is open: supervisors see them all on the floor."""

    def deed(shift: Shift, _: Wire) -> Json | None:
        chats = sorted(shift.server.engine.books.chats)
        return {"type": command, "chat": chats[-1], **more} if chats else None

    return deed


VISITING: tuple[Deed, ...] = (
    *(plain("request_chat", question="Is it blue?"),) * 3,
    *(on_chat("post", text="Hello?"),) * 2,
    on_chat("typing", on=True, text="He"),
    *(looking, on_chat("page", page={"url": "https://shop.example/a"})),
    on_chat("cancel_chat"),
    on_chat("end_chat"),
    plain("come_back"),
    plain("fall_silent"),
)
WORKING: tuple[Deed, ...] = (
    *(on_offer("accept"),) * 5,
    *(on_offer("decline"), on_offer("view_invitation"), on_offer("toast_ran_out")),
    *(on_chat("post", text="Good morning."), on_chat("post", text="Hm.", private=True)),
    *(on_chat("typing", on=True), looking),
    *(on_chat("invite", to=to, form="transfer") for to in ("bea", "cyd", "eve")),
    *(on_chat("invite", to=to, form="conference") for to in ("bea", "cyd", "eve", "sue")),
    *(on_chat("make_lead", to=to) for to in ("bea", "cyd", "eve")),
    *(on_chat("leave"), on_chat("conclude"), on_chat("close_wrap_up")),
    on_chat("transfer_to_queue", queue="sales"),
    plain("set_status", status="on_break"),
    plain("set_status", status="available"),
    *(plain("come_back"), plain("fall_silent"), plain("log_off"), plain("log_on")),
)
WATCHING: tuple[Deed, ...] = (
    *(any_chat("monitor", on=True),) * 6,
    any_chat("monitor", on=False),
    *(any_chat("post", text="Too loud."), any_chat("typing", on=True), looking, looking),
    *(any_chat("leave"), any_chat("conclude"), any_chat("make_lead", to="sue")),
    *(plain("watch_floor", on=True), plain("watch_colleagues", on=True)),
)
"""All of it unseen: whatever would show in the chat is refused to one who only watches."""
COMING_AND_GOING: tuple[Deed, ...] = (
    *(plain("come_back"), plain("fall_silent"), plain("log_off"), plain("log_on")),
)
ACTORS: tuple[tuple[str, tuple[Deed, ...], bool], ...] = (
    ("ann", VISITING, False),
    ("zoe", VISITING, False),
    ("bea", WORKING, False),
    ("cyd", WORKING, False),
    ("eve", WORKING, False),
    ("eve", WATCHING, True),
    ("sue", WATCHING, True),
    ("sue", WATCHING + COMING_AND_GOING, True),
)
"""Who acts, how, and whether only in the shift that is watched."""


def renamed(told: Told) -> Told:
    """What chance has made, by its first appearance and as long as before."""
    names: dict[bytes, bytes] = {}

    def name(found: re.Match[bytes]) -> bytes:
        prefix, is_id, _ = found[0].partition(b"_")
        fresh = b"%s_%032d" % (prefix, len(names)) if is_id else b"%064d" % len(names)
        return names.setdefault(found[0], fresh)

    return [(at, CHANCE.sub(name, frame)) for at, frame in told]


async def shift_of(steps: list[Step], *, watched: bool) -> tuple[dict[str, list[Told]], int]:
    """What everybody who may not know was told on each line; how often somebody watched."""
    shift = Shift(watched=watched)
    await shift.begin()
    for step in steps:
        await shift.play(step)
    await shift.pass_time(25)
    feed = await shift.ledger.feed(0, 100_000)
    told = {name: [renamed(wire.told) for wire in shift.wires[name]] for name in UNSUSPECTING}
    return told, sum(1 for row in feed if row.stream.startswith("chat/") and row.kind == 45)


steps = st.lists(
    st.tuples(st.integers(0, len(ACTORS) - 1), st.integers(0, 10_000), st.integers(0, 8)),
    min_size=15,
    max_size=STEPS_MAX,
)


def test_no_byte_and_no_moment_tells_of_who_watches() -> None:
    watched = 0

    @settings(max_examples=90, deadline=None, derandomize=True)
    @given(steps)
    def play_twice(path: list[Step]) -> None:
        nonlocal watched
        without, none = asyncio.run(shift_of(path, watched=False))
        there, times = asyncio.run(shift_of(path, watched=True))
        watched += times
        assert none == 0
        for name in UNSUSPECTING:
            for line, same in zip(there[name], without[name], strict=True):
                for sent, expected in zip(line, same, strict=False):
                    assert sent == expected, name
                assert len(line) == len(same), name

    play_twice()
    assert watched > 60, "hardly anybody watched"
