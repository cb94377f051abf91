"""The two ends of co-browse: the end-user who shows a page, the lead who looks at it."""

import random
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.simulation.client import Client, Json
from tests.simulation.streams import Recording, StreamLine

if TYPE_CHECKING:
    from tests.simulation.world import World

ANSWERS = ("accept", "decline", "unavailable", "stop", "fail", "nothing")
ANSWER_WEIGHTS = (70, 8, 4, 3, 2, 13)
SHOWS_FOR_S = (20.0, 200.0)
CHANGE_EVERY_S = 20.0
PICTURE_S = 0.15
"""What a browser takes for a picture of its page."""
GUEST_ENDS = {"stop": 30, "fail": 10, "move on": 15, "close the tab": 5, "nothing": 40}
LEAD_ENDS = {"stop": 45, "fail": 15, "reload": 10, "nothing": 30}
LOOKS_FOR_S = (10.0, 150.0)
POINTS_EVERY_S = 15.0
THINKS_BETTER = 0.1
"""Of those who have asked to see a page."""
OVER = (37, 41, 42)


class Showing:
    """The end-user's side, in one tab."""

    def __init__(self, world: "World", name: str, tab: Client, is_here: Callable[[], bool]) -> None:
        """`is_here`: whether the end-user has not gone for good."""
        self._world = world
        self._is_here = is_here
        self._tab = tab
        self._chance = random.Random(f"{world.seed} {name} {tab.client_id} shows")
        self._session: tuple[str, str] | None = None
        """Chat and co-browse that the end-user has been asked for."""
        self._recording: Recording | None = None

    def heard(self, frame: Json) -> None:
        if frame["type"] == "cobrowse_ticket":
            self._tab.open_stream(frame["ticket"], self)
        elif frame["type"] == "event":
            event = frame["event"]
            if event["kind"] == 35:
                self._session = (frame["chat"], event["cobrowse_id"])
                self._later(self._chance.uniform(2.0, 25.0), self._answer)
            elif event["kind"] in OVER:
                self._session = None
                self._tab.close_stream()
            elif event["kind"] == 40:
                self._later(self._chance.uniform(*SHOWS_FOR_S), self._end)

    def _answer(self, session: tuple[str, str]) -> None:
        how = self._chance.choices(ANSWERS, ANSWER_WEIGHTS)[0]
        match how:
            case "accept":
                self._ask("accept_cobrowse", session, consent="v1")
            case "decline":
                self._ask("decline_cobrowse", session)
            case "unavailable":
                self._ask("decline_cobrowse", session, unavailable=True)
            case "stop" | "fail":
                self._ask(f"{how}_cobrowse", session)
            case _:
                pass

    def _end(self, session: tuple[str, str]) -> None:
        match self._chance.choices(list(GUEST_ENDS), list(GUEST_ENDS.values()))[0]:
            case "stop":
                self._ask("stop_cobrowse", session)
            case "fail":
                self._ask("fail_cobrowse", session)
            case "move on" if self._tab.is_open:
                self._tab.reload()  # another page of the site
            case "close the tab":
                self._tab.vanish()
                self._world.time.after(self._chance.uniform(5.0, 60.0), self._come_back)
            case _:
                pass

    def _come_back(self) -> None:
        if self._is_here():
            self._tab.start()

    # The stream

    def stream_opened(self, stream: StreamLine) -> None:
        self._recording = Recording()
        self._world.time.after(PICTURE_S, self._show, stream)
        self._plan_change(stream)

    def stream_brought(self, stream: StreamLine, message: bytes) -> None:
        """Recorders get no pages."""

    def stream_told(self, stream: StreamLine, message: bytes) -> None:
        if message == b'{"type":"snapshot"}':
            self._world.time.after(PICTURE_S, self._show, stream)

    def stream_closed(self, stream: StreamLine, code: int) -> None:
        """Another ticket comes, if it is to go on."""

    def _show(self, stream: StreamLine) -> None:
        if self._tab.stream is stream and self._recording is not None and not self._tab.asleep:
            stream.bring(self._recording.whole())

    def _change(self, stream: StreamLine) -> None:
        if self._tab.stream is not stream or self._recording is None:
            return
        if not self._tab.asleep:
            stream.bring(self._recording.change())
        self._plan_change(stream)

    def _plan_change(self, stream: StreamLine) -> None:
        pause = self._chance.expovariate(1 / CHANGE_EVERY_S)
        self._world.time.after(PICTURE_S + pause, self._change, stream)

    def _ask(self, type_: str, session: tuple[str, str], **fields: Any) -> None:
        self._tab.ask(type_, chat=session[0], cobrowse=session[1], **fields)

    def _later(self, seconds: float, do: Any) -> None:
        """If it is the same session then."""
        session = self._session

        def go() -> None:
            if session is not None and self._session == session:
                do(session)

        self._world.time.after(seconds, go)


class Looking:
    """The lead's side, at one desk."""

    def __init__(self, world: "World", name: str, desk: Client) -> None:
        self._world = world
        self._name = name
        self._desk = desk
        self._chance = random.Random(f"{world.seed} {desk.client_id} looks")
        self._session: tuple[str, str] | None = None
        self._has_picture = False

    def heard(self, frame: Json) -> None:
        if frame["type"] == "cobrowse_ticket":
            self._session = (frame["chat"], frame["cobrowse"])
            self._has_picture = False
            self._desk.open_stream(frame["ticket"], self)
        elif frame["type"] == "event":
            self._see(frame["chat"], frame["event"]["event"])

    def _see(self, chat: str, event: Json) -> None:
        if event["kind"] == 35 and event["agent_id"] == self._name:
            if self._chance.random() < THINKS_BETTER:
                session = (chat, event["cobrowse_id"])
                pause = self._chance.uniform(1.0, 20.0)
                self._world.time.after(pause, self._ask, "stop_cobrowse", session)
        elif event["kind"] in OVER and self._session == (chat, event["cobrowse_id"]):
            self._session = None
            self._desk.close_stream()

    # The stream

    def stream_opened(self, stream: StreamLine) -> None:
        """A picture comes."""

    def stream_brought(self, stream: StreamLine, message: bytes) -> None:
        session = self._session
        if session is None or self._has_picture:
            return
        self._has_picture = True
        self._ask("cobrowse_shown", session)
        self._point(stream)
        self._world.time.after(self._chance.uniform(*LOOKS_FOR_S), self._end, session)

    def stream_told(self, stream: StreamLine, message: bytes) -> None:
        """The recorder is gone for the moment."""

    def stream_closed(self, stream: StreamLine, code: int) -> None:
        """Another ticket comes, if it is to go on."""

    def _point(self, stream: StreamLine) -> None:
        if self._desk.stream is stream:
            stream.point(b'{"type":"pointer","x":10,"y":20}')
            pause = self._chance.expovariate(1 / POINTS_EVERY_S)
            self._world.time.after(pause, self._point, stream)

    def _end(self, session: tuple[str, str]) -> None:
        if self._session != session:
            return
        match self._chance.choices(list(LEAD_ENDS), list(LEAD_ENDS.values()))[0]:
            case "stop":
                self._ask("stop_cobrowse", session)
            case "fail":
                self._ask("fail_cobrowse", session)
            case "reload" if self._desk.is_open:
                self._desk.reload()
            case _:
                pass

    def _ask(self, type_: str, session: tuple[str, str]) -> None:
        self._desk.ask(type_, chat=session[0], cobrowse=session[1])
