"""Co-browse at the hub: streams without sockets, and how its stories begin."""

import json
from typing import Any

from parlour.chat.state import CoBrowseStage
from parlour.directory.records import CoBrowseTerms
from parlour.hub.stream_tickets import Pass
from tests.cobrowse.streams import RecorderEnd, ViewerEnd
from tests.hub.scenes import answer, talking
from tests.hub.stage import SITE, Json, Line, Stage

ORIGIN = "https://shop.example"
PROFILE = {"cobrowse": True}


def stage_with(**settings: Any) -> Stage:
    return Stage(profile={"max_sessions": 3, **PROFILE}, **settings)


async def closings(stage: Stage, chat: str) -> list[int]:
    """Rows of co-browse, in order."""
    return [kind for kind in await stage.kinds(chat) if kind in (35, 36, 37, 40, 41, 42)]


async def conferee(agent: Line, chat: str, stage: Stage) -> Line:
    other = await stage.on_duty("cyd")
    await agent.ask("invite", chat=chat, to="cyd", form="conference")
    await answer(other, "accept")
    return other


class FakeStream:
    """One stream socket: what it was sent, and how it was closed."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.admitted: Pass | None = None
        self.show: Any = None
        self.unread_bytes = 0
        self.sent: list[bytes] = []
        self.said: list[Json] = []
        self.told: list[str] = []
        """Names of the style sheets that it may name, as a recorder."""
        self.closed_with: int | None = None
        self._is_paused = False
        self._recorder = RecorderEnd()
        self._viewer = ViewerEnd()

    def send(self, data: bytes) -> None:
        assert self.closed_with is None, "nothing is sent on a closed stream"
        assert self._is_open_on_disk(), "nothing is shown before 36 is durable, nor after 41 or 42"
        self.sent.append(data)

    def say(self, text: bytes) -> None:
        assert self.closed_with is None, "nothing is said on a closed stream"
        message = json.loads(text)
        if message["type"] == "sheets":
            self.told = message["known"]
        else:
            self.said.append(message)

    def close(self, code: int, text: str) -> None:
        self.closed_with = code

    def pause_reading(self) -> None:
        self._is_paused = True

    def resume_reading(self) -> None:
        self._is_paused = False

    def is_read(self) -> bool:
        return not self._is_paused

    async def record(self, *events: Json) -> None:
        """What a recorder sends of its page, in one message."""
        await self.bring(self._recorder.packed(*events))

    async def bring(self, packed: bytes) -> None:
        self.show.take(self, packed)
        await self.stage.settle()

    async def cut(self) -> None:
        """The line is gone without a word."""
        assert self.admitted is not None
        self.stage.server.cobrowsing.left(self.admitted, self)
        await self.stage.settle()

    def _is_open_on_disk(self) -> bool:
        assert self.admitted is not None
        states = self.stage.server.publisher.states.values()
        sessions = [state.cobrowse for state in states if state.cobrowse is not None]
        return any(
            session.cobrowse_id == self.admitted.cobrowse_id
            and session.stage in (CoBrowseStage.ACCEPTED, CoBrowseStage.STARTED)
            for session in sessions
        )

    def events(self) -> list[Json]:
        """What a viewer was shown since it was last asked."""
        pieces, self.sent = self.sent, []
        return [event for piece in pieces for event in self._viewer.events(piece)]


def allow(stage: Stage, **terms: Any) -> None:
    site = stage.directory.sites[SITE]
    stage.directory.sites[SITE] = site.but(cobrowse=CoBrowseTerms(on=True, **terms))


async def able(stage: Stage) -> tuple[Line, Line, str]:
    """Two are talking, and the end-user's client could show its page."""
    allow(stage)
    end_user, agent, chat = await talking(stage)
    end_user.seat.can_show_page = True
    return end_user, agent, chat


async def invited(stage: Stage) -> tuple[Line, Line, str, str]:
    """The lead has asked; the session's id comes last."""
    end_user, agent, chat = await able(stage)
    assert (await agent.ask("invite_to_cobrowse", chat=chat))["type"] == "ack"
    return end_user, agent, chat, end_user.last("event")["event"]["cobrowse_id"]


async def accepted(stage: Stage) -> tuple[Line, Line, str, str]:
    """The end-user has agreed."""
    end_user, agent, chat, cobrowse = await invited(stage)
    answer = await end_user.ask("accept_cobrowse", chat=chat, cobrowse=cobrowse, consent="v1")
    assert answer["type"] == "ack"
    return end_user, agent, chat, cobrowse


async def streaming(stage: Stage) -> tuple[Line, Line, str, str, FakeStream, FakeStream]:
    """The agent sees the page: 40 is written."""
    end_user, agent, chat, cobrowse = await accepted(stage)
    recorder, viewer = await joined(stage, end_user), await joined(stage, agent)
    await recorder.record(window(), picture())
    answer = await agent.ask("cobrowse_shown", chat=chat, cobrowse=cobrowse)
    assert answer["type"] == "ack"
    return end_user, agent, chat, cobrowse, recorder, viewer


async def joined(stage: Stage, line: Line) -> FakeStream:
    """A stream with the ticket that this client got last."""
    stream = join(stage, line.last("cobrowse_ticket")["ticket"])
    await stage.settle()
    assert stream.show is not None
    return stream


def join(stage: Stage, ticket: str) -> FakeStream:
    """`show` is `None` where the ticket opens nothing."""
    stream = FakeStream(stage)
    stream.admitted = stage.server.cobrowsing.redeem(ticket)
    if stream.admitted is not None:
        stream.show = stage.server.cobrowsing.join(stream.admitted, stream, ORIGIN)
    return stream


def window(href: str = f"{ORIGIN}/basket", at: int = 1) -> Json:
    return {"type": 4, "data": {"href": href, "width": 800, "height": 600}, "timestamp": at}


def picture(*words: str, at: int = 2) -> Json:
    """A page with these paragraphs; their texts have the ids 101 to 1,000."""
    texts = words or ("Your basket",)
    paragraphs = [element(1_001 + at, "p", text(101 + at, words)) for at, words in enumerate(texts)]
    body = element(3, "body", *paragraphs)
    document = {"type": 0, "id": 1, "childNodes": [element(2, "html", body)]}
    data = {"node": document, "initialOffset": {"left": 0, "top": 0}}
    return {"type": 2, "data": data, "timestamp": at}


def change(node: int = 101, value: str = "Changed", at: int = 3) -> Json:
    return mutation(texts=[{"id": node, "value": value}], at=at)


def mutation(at: int = 3, **parts: Any) -> Json:
    nothing: Json = {"adds": [], "removes": [], "texts": [], "attributes": []}
    return {"type": 3, "data": {"source": 0, **nothing, **parts}, "timestamp": at}


def element(node: int, tag: str, *children: Json, **attributes: Any) -> Json:
    return {
        "type": 2,
        "id": node,
        "tagName": tag,
        "attributes": attributes,
        "childNodes": list(children),
    }


def text(node: int, words: str) -> Json:
    return {"type": 3, "id": node, "textContent": words}
