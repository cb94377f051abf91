"""An end-user's visit: asks, waits, talks, leaves; and all the other things that people do."""

import random
from typing import TYPE_CHECKING, Any, Literal, get_args

from parlour.directory.records import Principal
from parlour.ids import Millis, SiteId
from tests.simulation.client import Client, Json
from tests.simulation.showing import Showing

if TYPE_CHECKING:
    from tests.simulation.world import World

Temper = Literal[
    "plain",
    "cancels",
    "finds_it_alone",
    "writes_while_waiting",
    "reloads",
    "has_two_tabs",
    "sleeps",
    "is_gone",
    "comes_back_late",
    "says_nothing",
    "stays",
    "acts_too_late",
]
TEMPERS: dict[Temper, int] = dict(
    zip(get_args(Temper), (64, 6, 2, 6, 5, 4, 4, 3, 2, 1, 2, 1), strict=True)
)
"""Of a hundred visits."""

SITE = SiteId("shop")
READS, WANDERS, SHOWS_PAGE = 0.1, 0.1, 0.85
"""Of the visits: whose client says what was looked at, who goes on to other pages meanwhile, and
who could show their page."""
SENDS_FILE = 0.02
"""Of the replies."""
EPILOGUE_S = (60.0, 600.0)
"""So long after the chat the page is looked at once more."""
CAUGHT_UP_AFTER_S = 15.0
VISIT_MAX_S = 3 * 3600.0


class EndUser:
    """One person, on one or two tabs."""

    def __init__(self, world: "World", name: str, queue: str, visit: int = 1) -> None:
        """`visit`: its number among the visits of this person."""
        self.world = world
        self.name = name
        self.queue = queue
        self.visit = visit
        self.chance = random.Random(f"{world.seed} {name} {visit}")
        self.temper: Temper = self.chance.choices(list(TEMPERS), list(TEMPERS.values()))[0]
        self.chat: str | None = None
        self.engaged = False
        self.over = False
        self.left = False
        self._exchanges = self.chance.randint(2, 8)
        self._asked = False
        self._texts = 0
        self._reply_due = False
        self._reads = self.chance.random() < READS
        self._is_reading = False
        self._pages_left = self.chance.randint(1, 3) if self.chance.random() < WANDERS else 0
        self.tab = self._client("a")
        self.tab.shows_page = self.chance.random() < SHOWS_PAGE
        self._showing = Showing(world, name, self.tab, lambda: not self.left)
        self.second: Client | None = None

    def begin(self) -> None:
        self.tab.start()
        self._later(VISIT_MAX_S, self.leave)

    def leave(self) -> None:
        """Every page is closed, for good."""
        if self.left:
            return
        self.left = True
        for client in self._tabs():
            client.stop()
        self.world.people.pop(self.name, None)
        if self.over:
            self.world.streets.note_visit(self.name, self.visit)

    def _client(self, tab: str) -> Client:
        principal = Principal(
            role="end_user",
            site_id=SITE,
            id=self.name,
            session_id=f"visit-{self.visit}-of-{self.name}",
            since=Millis(0),
        )
        again = "" if self.visit == 1 else f"-{self.visit}"
        return Client(self.world, self, principal, f"{self.name}{again}{tab}")

    def _tabs(self) -> list[Client]:
        return [self.tab] if self.second is None else [self.tab, self.second]

    # What is shown

    def line_changed(self, client: Client) -> None:
        if client is self.tab and client.is_open and not self._asked and not self.left:
            self._asked = True
            self._later(self.chance.uniform(0.5, 8.0), self._ask)

    def heard(self, client: Client, frame: Json) -> None:
        match frame["type"]:
            case "ack" | "refused" if client is self.tab and not frame.get("retry"):
                self._take_answer(frame)
            case "event" if client is self.tab:
                self._showing.heard(frame)
                self._see(frame["event"])
            case "cobrowse_ticket" if client is self.tab:
                self._showing.heard(frame)
            case "idle_warning" if client is self.tab and self.temper == "stays":
                client.ask("stay", chat=frame["chat"])
                self._exchanges, self.temper = 0, "plain"
                self._later(5.0, self._reply)
            case _:
                pass

    def _take_answer(self, frame: Json) -> None:
        if self.chat is None and frame["type"] == "refused":
            self._later(5.0, self.leave)
        elif self.chat is None and frame.get("chat"):
            self.chat = frame["chat"]
            self._wait()

    def _see(self, event: Json) -> None:
        if self._reads and not self._is_reading:
            self._is_reading = True
            self._later(self._about(2.0), self._have_read)
        match event["kind"]:
            case 48:
                self._be_engaged()
            case 49:
                self.engaged = False
            case 1 if not self._reply_due:
                self._reply_due = True
                self._later(self._about(35.0), self._reply)
            case 44:
                self._end()
            case _:
                pass

    def _have_read(self) -> None:
        self._is_reading = False
        if self.chat is not None and not self.over:
            self.tab.look_at(self.chat)

    # What they do

    def _ask(self) -> None:
        self.tab.ask("request_chat", name=self.name, question="Is it blue?", queue=self.queue)

    def _wait(self) -> None:
        match self.temper:
            case "cancels" | "finds_it_alone":
                self._later(self.chance.uniform(0.2, 40.0), self._cancel)
            case "writes_while_waiting":
                self._later(self.chance.uniform(0.2, 5.0), self._post)
            case "has_two_tabs":
                self._later(self.chance.uniform(0.5, 200.0), self._open_second)
            case "reloads" | "sleeps" | "is_gone" | "comes_back_late":
                self._later(self.chance.uniform(0.5, 400.0), self._be_odd)
            case _:
                pass

    def _cancel(self) -> None:
        if self.chat is not None and not self.over:
            deflected = self.temper == "finds_it_alone"
            self.tab.ask("cancel_chat", chat=self.chat, deflected=deflected)

    def _open_second(self) -> None:
        if self.second is None and not self.over:
            self.second = self._client("b")
            self.second.start()
            self._later(self.chance.uniform(5.0, 300.0), self.tab.reload)

    def _be_odd(self) -> None:
        if self.over:
            return
        match self.temper:
            case "reloads":
                self.tab.reload()
            case "sleeps":
                self.tab.sleep(self.chance.uniform(20.0, 400.0))
            case "is_gone":
                self.tab.vanish()
                self._later(1.0, self.leave)
            case _:
                self.tab.vanish()
                self._later(self.chance.uniform(100.0, 600.0), self.tab.start)

    def _be_engaged(self) -> None:
        self.engaged = True
        if self._pages_left:
            self._later(self._about(60.0), self._wander)

    def _wander(self) -> None:
        """Look at another page of the shop."""
        if self.chat is None or self.over or not self._pages_left:
            return
        self._pages_left -= 1
        self.tab.tell_page(self.chat, f"https://shop.example/{self.name}/{self._pages_left}")
        self._later(self._about(60.0), self._wander)

    def _reply(self) -> None:
        self._reply_due = False
        if self.over or self.chat is None or not self.engaged:
            return
        if self.temper in ("says_nothing", "stays"):
            return
        if self._exchanges <= 0:
            if self.chance.random() < 0.6:
                self.tab.ask("end_chat", chat=self.chat)
            return
        self._exchanges -= 1
        self.tab.type_into(self.chat, True)
        self._later(self._about(6.0), self._post)
        if self.chance.random() < SENDS_FILE:
            self.world.uploads.send(self.tab.principal, self.chat)

    def _post(self) -> None:
        if self.chat is None or (self.over and self.temper != "acts_too_late"):
            return
        self._texts += 1
        words = "It is, and a long text of some words. " * self.chance.randint(1, 3)
        text = self.world.histories.text(self.tab, self._texts, words.strip())
        self.tab.ask("post", chat=self.chat, text=text)

    def _end(self) -> None:
        """The chat is over for them; the page stays for a while, and is looked at once more."""
        if self.over:
            return
        self.over, self.engaged = True, False
        if self.temper == "acts_too_late":
            self._later(1.0, self._post)
        self._later(self.chance.uniform(2.0, 30.0), self._close)

    def _close(self) -> None:
        for client in self._tabs():
            client.stop()
        self._later(self.chance.uniform(*EPILOGUE_S), self._look_again)

    def _look_again(self) -> None:
        """The page comes back and asks for what it lacks."""
        for client in self._tabs():
            client.start()
        self._later(CAUGHT_UP_AFTER_S, self._finish)

    def _finish(self) -> None:
        for client in self._tabs():
            steady_s = self.world.time.now_s - client.open_since
            if (
                client.is_open
                and client.hears
                and not client.asleep
                and steady_s > CAUGHT_UP_AFTER_S / 2
            ):
                self.world.expect_caught_up(client)
        self.leave()

    def _about(self, seconds: float) -> float:
        return seconds * (0.3 + 1.4 * self.chance.random())

    def _later(self, seconds: float, do: Any) -> None:
        self.world.time.after(seconds, self._do, do)

    def _do(self, do: Any) -> None:
        if not self.left:
            do()
