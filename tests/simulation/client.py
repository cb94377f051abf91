"""A client as ours are: numbered commands, outbox, resume, heartbeats, full-jitter back-off.

The person before it is told what is shown (`heard`); what the program does by itself is here. The
rules are those of web/protocol: connection.ts, outbox.ts, timeline.ts.
"""

from math import inf
from typing import TYPE_CHECKING, Any, Literal, Protocol

import msgspec

from parlour.directory.records import Principal
from parlour.wire.frames import CloseCode
from tests.simulation.network import ALIVE, Line
from tests.simulation.streams import StreamEnd, StreamLine
from tests.simulation.virtual_time import SECOND, Entry

if TYPE_CHECKING:
    from tests.simulation.world import World

Json = dict[str, Any]
Phase = Literal["offline", "greeting", "open", "waiting", "stopped"]

WELCOME_WITHIN_S = 15.0
BACK_OFF_CAP_S = 30.0
STEADY_AFTER_S = 5.0
RETRY_CAP_S = 30.0
TICKET_S = 0.05
"""The ticket's own request, before the socket."""
RESUME_CHATS_MAX = 64

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


class Person(Protocol):
    """Whoever sits before the client."""

    def heard(self, client: "Client", frame: Json) -> None: ...

    def line_changed(self, client: "Client") -> None:
        """The line is open or stopped now."""
        ...


class Client:
    """One running client, over all its lines."""

    def __init__(
        self, world: "World", person: Person, principal: Principal, client_id: str
    ) -> None:
        self.world = world
        self.person = person
        self.principal = principal
        self.client_id = client_id
        self.name = client_id
        self.phase: Phase = "offline"
        self.line: Line | None = None
        self.outbox: dict[int, bytes] = {}
        """Unanswered commands."""
        self.views: dict[str, list[Json]] = {}
        """The event frames of each chat, in order."""
        self.next_id = 1
        self.open_since = 0.0
        self.asleep = False
        self.stream: StreamLine | None = None
        """Of co-browse, at either end of it."""
        self.shows_page = False
        """It can show its page to an agent."""
        self._kinds: dict[int, str] = {}
        self._tries: dict[int, int] = {}
        self._held: list[tuple[Line, bytes]] = []
        self._attempt = 0
        self._retry_after_s: float | None = None
        self._heartbeat_s = 20.0
        self._dead_at_s = inf
        """When the line is given up, if nothing comes that answers what was said."""
        self._timer: Entry | None = None

    # What the person does

    def start(self) -> None:
        if self.phase in ("offline", "stopped"):
            self._dial(0)

    def stop(self) -> None:
        """The page is closed."""
        self.close_stream()
        self._let_go()
        self.phase = "offline"

    def vanish(self) -> None:
        """The lid is shut, the battery is empty: nobody is told."""
        self.close_stream()
        self._let_go(politely=False)
        self.phase = "offline"

    def reload(self) -> None:
        """The page comes again, with the outbox that outlived it; what was shown has gone."""
        self.close_stream()
        self._let_go()
        self.world.histories.forget(self)
        self.views = {}
        self._dial(0)

    def sleep(self, seconds: float) -> None:
        """The machine sleeps: nothing is sent, and what comes waits."""
        if self.asleep or self.phase in ("offline", "stopped"):
            return
        self.asleep = True
        self._disarm()
        self.world.time.after(seconds, self._wake)

    def ask(self, type_: str, **fields: Any) -> int:
        """A command; its number."""
        number = self.next_id
        self.next_id += 1
        self._kinds[number] = type_
        self.outbox[number] = raw = _encode({"type": type_, "id": number, **fields})
        if type_ == "post":
            self.world.histories.said(self, fields["chat"], fields["text"])
        if self.phase == "open" and not self.asleep:
            self._send_command(raw)
        return number

    def type_into(self, chat: str, on: bool) -> None:
        self._mention({"type": "typing", "chat": chat, "on": on})

    def look_at(self, chat: str) -> None:
        """All of the chat that is shown."""
        n = self.seen(chat)
        if n and self._can_speak:
            self.world.glances.saw(self, chat, n)
            self._mention({"type": "seen", "chat": chat, "n": n})

    def tell_page(self, chat: str, url: str) -> None:
        if self._can_speak:
            self.world.glances.is_on(self, chat, url)
            self._mention({"type": "page", "chat": chat, "page": {"url": url, "title": "Goods"}})

    def open_stream(self, ticket: str, end: StreamEnd) -> None:
        """Where the ticket was given out."""
        self.close_stream()
        if self.line is not None:
            self.stream = StreamLine(self.world, self, self.line.node, ticket)
            self.stream.open(end)

    def close_stream(self) -> None:
        if self.stream is not None:
            self.stream.hang_up()
            self.stream = None

    @property
    def _can_speak(self) -> bool:
        return self.phase == "open" and self.line is not None and not self.asleep

    def _mention(self, frame: Json) -> None:
        """What nobody answers, and what is not said again."""
        if self.line is not None and self._can_speak:
            self.line.say(_encode(frame))

    @property
    def hears(self) -> bool:
        """What is sent to it comes, whether it knows so or not."""
        return self.line is not None and not self.line.down_dead

    @property
    def is_open(self) -> bool:
        return self.phase == "open"

    def seen(self, chat: str) -> int:
        return len(self.views.get(chat, ()))

    # What comes down the line

    def receive(self, line: Line, raw: bytes) -> None:
        if line is not self.line or not line.client_open:
            return
        if self.asleep:
            self._held.append((line, raw))
            return
        self._dead_at_s = inf
        if raw is ALIVE:
            self.world.frames_down["alive"] += 1
            return
        frame: Json = _decode(raw)
        type_ = frame["type"]
        self.world.frames_down[type_] += 1
        match type_:
            case "event":
                self.world.histories.shown(self, frame)
            case "ack" | "refused":
                self._take_answer(frame)
            case "welcome":
                self._take_welcome(frame)
            case "goodbye":
                self._retry_after_s = frame["retry_after_ms"] / 1000
            case "resync":
                self.world.fail("resync", f"{self.name} was told to drop {frame['chat']}")
                self.views[frame["chat"]] = []
            case "chat_closed":
                self.world.histories.closed(self, frame["chat"])
                self.world.glances.shows_anew(self, frame["chat"])
            case "has_seen":
                self.world.glances.has_seen(self, frame)
            case "pages":
                self.world.glances.pages(self, frame)
            case _:
                pass
        self.person.heard(self, frame)

    def closed(self, line: Line, code: int) -> None:
        """The line has ended, as far as this end was told."""
        if line is not self.line or not line.client_open:
            return
        if self.asleep:
            self.world.time.after(1.0, self.closed, line, code)
            return
        line.client_open = False
        self.line = None
        if 4200 <= code <= 4299:
            self.phase = "stopped"
            self._disarm()
            if code not in (CloseCode.TAKEN_OVER, CloseCode.SIGNED_OUT):
                self.world.fail("protocol", f"{self.name} was closed with {code}")
            self.person.line_changed(self)
            return
        attempt = self._next_attempt()
        if 4000 <= code <= 4099 and attempt == 0:
            self._dial(0)
        elif self._retry_after_s is not None:
            self._wait(attempt, self._retry_after_s)
        else:
            self._wait(attempt + (4100 <= code <= 4199), None)

    # The line

    def _dial(self, attempt: int) -> None:
        self._attempt = attempt
        self._retry_after_s = None
        self._dead_at_s = inf
        self._held = []
        self.phase = "greeting"
        self._arm(WELCOME_WITHIN_S)
        node = self.world.node_for(self)
        chance = self.world.chance
        if node is None:
            self.world.time.after(chance.uniform(0.01, 0.1), self._refused_entry, attempt)
            return
        self.line = line = Line(self.world, self, node)
        node.lines[line] = None
        self.world.time.after(TICKET_S + 2 * line.way_us / SECOND, self._greet, line)

    def _refused_entry(self, attempt: int) -> None:
        """Nobody listens there."""
        if self.phase == "greeting" and self.line is None and self._attempt == attempt:
            self._wait(attempt + 1, None)

    def _greet(self, line: Line) -> None:
        if line is not self.line or self.asleep:
            return
        known = list(self.views)[-RESUME_CHATS_MAX:]
        resume = {chat: len(self.views[chat]) for chat in known}
        hello = {"type": "hello", "ticket": "t", "client": self.client_id, "resume": resume}
        line.say(_encode({**hello, "cobrowse": True} if self.shows_page else hello))

    def _take_welcome(self, frame: Json) -> None:
        self.phase = "open"
        self.open_since = self.world.time.now_s
        self._heartbeat_s = frame["heartbeat_ms"] / 1000
        self.next_id = max(self.next_id, frame["last_id"] + 1)
        self._arm(self._heartbeat_s)
        for raw in list(self.outbox.values()):
            self._send_command(raw)
        self.person.line_changed(self)

    def _send_command(self, raw: bytes) -> None:
        line = self.line
        if line is None or self.asleep:
            return
        self._note_asked()
        self._arm(self._until_beat_s())
        line.say(raw)
        luck = self.world.luck
        if luck.strikes("frame_doubled", luck.faults.frame_doubled):
            line.say(raw)

    def _note_asked(self) -> None:
        if self._dead_at_s == inf:
            self._dead_at_s = self.world.time.now_s + max(1.5 * self._heartbeat_s, 6.0)

    def _tick(self) -> None:
        """The timer of whatever phase it is."""
        self._timer = None
        if self.asleep:
            return
        match self.phase:
            case "greeting":
                self._let_go()
                self._wait(self._attempt + 1, None)
            case "waiting":
                self._dial(self._attempt)
            case "open":
                self._beat()
            case _:
                pass

    def _beat(self) -> None:
        line = self.line
        if line is None or self._dead_at_s - self.world.time.now_s < 1 / SECOND:
            attempt = self._next_attempt()
            self._let_go()
            self._dial(attempt)
            return
        self._note_asked()
        line.say(ALIVE)
        self._arm(self._until_beat_s())

    def _until_beat_s(self) -> float:
        """However much is said, a line that answers none of it is found dead in time."""
        return min(self._heartbeat_s, self._dead_at_s - self.world.time.now_s)

    def _wait(self, attempt: int, paced_s: float | None) -> None:
        self._attempt = attempt
        self.phase = "waiting"
        pause = min(BACK_OFF_CAP_S, 2.0 ** min(attempt, 5)) * self.world.chance.random()
        self._arm(pause if paced_s is None else paced_s)

    def _next_attempt(self) -> int:
        steady = self.phase == "open" and self.world.time.now_s - self.open_since >= STEADY_AFTER_S
        return 0 if steady else self._attempt + 1

    def _let_go(self, *, politely: bool = True) -> None:
        self._disarm()
        if self.line is not None:
            self.line.hang_up(politely=politely)
            self.line = None

    def _wake(self) -> None:
        """The machine is awake: the line may have lived, or not."""
        self.asleep = False
        if self.phase in ("offline", "stopped"):
            return
        held, self._held = self._held, []
        line = self.line
        if self.phase != "open" or line is None or self.world.chance.random() < 0.5:
            self._let_go()
            self._dial(0)
            return
        self._note_asked()
        line.say(ALIVE)
        self._arm(self._heartbeat_s)
        for of, raw in held:
            self.receive(of, raw)

    def _arm(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self.world.time.after(seconds, self._tick)

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    # The outbox

    def _take_answer(self, frame: Json) -> None:
        number = frame["id"]
        raw = self.outbox.get(number)
        if raw is None:
            return  # the answer to a copy, or one that came twice
        if frame.get("retry"):
            tries = self._tries[number] = self._tries.get(number, 0) + 1
            pause = max(min(RETRY_CAP_S, 2.0 ** (tries - 1)), frame.get("retry_after_ms", 0) / 1000)
            self.world.time.after(pause, self._send_again, number, self.line)
            return
        del self.outbox[number]
        self._tries.pop(number, None)
        type_ = self._kinds.pop(number)
        self.world.histories.answered(self, type_, raw, frame)
        if type_ == "push":
            self.world.pushes.answered(self, number, taken=frame["type"] == "ack")

    def _send_again(self, number: int, line: Line | None) -> None:
        """On the same line; a new one sends everything anyway."""
        raw = self.outbox.get(number)
        if raw is not None and line is self.line and self.phase == "open":
            self._send_command(raw)
