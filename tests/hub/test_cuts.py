"""The law of cuts: whichever frame a line dies at, both transcripts are complete, nothing doubled.

A scripted conversation is played with clients that keep what they have and resend what was not
answered, as the real ones do. The line of either side is cut at every frame: before the server gets
it, after it got it, and after it sent what the client never receives.
"""

from typing import Any, Literal

from tests.hub.stage import Json, Line, Stage

Side = Literal["ann", "bea"]
Played = tuple[Stage, "dict[str, Client]", str]
ROWS = [26, 8, 43, 11, 23, 48, 2, 1, 2, 1, 1, 44, 49, 27]
ANN_SEES = [26, 23, 48, 2, 1, 2, 1, 44, 49]
BEA_SEES = ROWS[:-1]  # the release itself is only an epilogue


class Client:
    """What a running client knows: its outbox, the events it has, the chats that are open to it."""

    def __init__(self, stage: Stage, side: Side) -> None:
        self.stage = stage
        self.side = side
        self.line: Line | None = None
        self.taken = 0
        """Frames of this line that the client has read."""
        self.received = 0
        """Frames read over all lines."""
        self.cut_after: int | None = None
        self.stays_away = False
        """Once its line is dead it comes back only to say something, or at the end."""
        self.outbox: list[Json] = []
        self.answers: dict[int, Json] = {}
        self.events: dict[str, list[Json]] = {}
        self.offers: list[Json] = []

    async def connect(self) -> None:
        known = {chat: events[-1]["n"] for chat, events in self.events.items() if events}
        role = self.stage.end_user if self.side == "ann" else self.stage.agent
        line = Line(self.stage, (await _principal(role, self.side)), f"client-of-{self.side}")
        self.line, self.taken = line, 0
        await line.hello(**known)
        await self.read()
        for frame in self.outbox:
            if frame["id"] not in self.answers and self.line is line:
                await line.say(**frame)
                await self.read()

    async def do(self, type_: str, **frame: Any) -> None:
        """A new command, and again until it is answered."""
        number = len(self.outbox) + 1
        self.outbox.append({"type": type_, "id": number, **frame})
        await self.send(self.outbox[-1])
        if number not in self.answers:
            await self.connect()
        assert self.answers[number]["type"] == "ack", (self.outbox[-1], self.answers[number])

    async def send(self, frame: Json) -> None:
        if self.line is None:
            await self.connect()
            return
        await self.line.say(**frame)
        await self.read()

    async def read(self) -> None:
        """Take in what came, up to the cut."""
        line = self.line
        while line is not None and self.taken < len(line.got):
            if self.received == self.cut_after:
                self.cut()
                return
            self.learn(line.got[self.taken])
            self.taken += 1
            self.received += 1

    def cut(self) -> None:
        self.cut_after = None
        if self.line is not None:
            self.line.cut()
            self.line = None

    def learn(self, frame: Json) -> None:
        match frame["type"]:
            case "ack" | "refused":
                assert self.answers.setdefault(frame["id"], frame) == frame, "the first answer"
            case "event":
                events = self.events.setdefault(frame["chat"], [])
                assert frame["n"] == len(events) + 1, "no gap, no double"
                events.append(frame)
            case "offer":
                if frame["invitation"] not in [o["invitation"] for o in self.offers]:
                    self.offers.append(frame)
            case "resync":
                raise AssertionError("the history is the same")
            case _:
                pass

    def seen(self, chat: str) -> list[int]:
        return [frame["event"]["kind"] for frame in self.events.get(chat, [])]


async def _principal(role: Any, name: str) -> Any:
    line = await role(name)
    line.cut()
    return line.principal


async def play(*, cut: Side | None = None, after: int = 0, late: bool = False) -> Played:
    """The conversation; the line of `cut` dies when its client has read so many frames."""
    stage = Stage()
    both = {"ann": Client(stage, "ann"), "bea": Client(stage, "bea")}
    if cut is not None:
        both[cut].cut_after = after
        both[cut].stays_away = late
    return await converse(stage, both["ann"], both["bea"])


async def converse(stage: Stage, ann: Client, bea: Client) -> Played:
    both = {"ann": ann, "bea": bea}
    await bea.connect()
    await revive(both)
    await bea.do("log_on")
    await ann.connect()
    await revive(both)
    await ann.do("request_chat", question="Is it blue?")
    await revive(both)
    (offer,) = bea.offers
    chat = offer["chat"]
    await bea.do("accept", chat=chat, invitation=offer["invitation"])
    script: list[tuple[Client, str, Json]] = [
        (ann, "post", {"text": "one"}),
        (bea, "post", {"text": "two"}),
        (ann, "post", {"text": "three"}),
        (bea, "post", {"text": "a private remark", "private": True}),
        (bea, "post", {"text": "four"}),
        (bea, "conclude", {}),
        (bea, "close_wrap_up", {}),
    ]
    for client, type_, frame in script:
        await revive(both)
        await client.do(type_, chat=chat, **frame)
    await revive(both)
    await stage.pass_time(1)
    for client in both.values():
        client.cut()
        await client.connect()
    return stage, both, chat


async def revive(both: dict[str, Client]) -> None:
    """Clients read what has come, and whose line is dead come back."""
    for client in both.values():
        await client.read()
        if client.line is None and client.received and not client.stays_away:
            await client.connect()


async def assert_whole(stage: Stage, both: dict[str, Client], chat: str) -> None:
    assert await stage.kinds(chat) == ROWS
    assert both["ann"].seen(chat) == ANN_SEES
    assert both["bea"].seen(chat)[: len(BEA_SEES)] == BEA_SEES
    assert "a private remark" not in str(both["ann"].events)
    assert await stage.duty_kinds("bea") == [1, 2, 1002, 5, 1003, 4]


async def test_a_line_cut_after_any_frame_it_received_costs_nothing() -> None:
    _stage, whole, _chat = await play()
    for side in ("ann", "bea"):
        for after in range(1, whole[side].received + 1):
            await assert_whole(*await play(cut=side, after=after))


async def test_an_end_user_whose_line_stays_dead_gets_the_rest_when_they_come_back() -> None:
    _stage, whole, _chat = await play()
    asked = 3  # the welcome, the answer to the request, its row
    for after in range(asked, whole["ann"].received + 1):
        await assert_whole(*await play(cut="ann", after=after, late=True))


class Deaf(Client):
    """Its line dies with its n-th command: before it arrives, or before the answer does."""

    def __init__(self, stage: Stage, side: Side, *, at: int, arrives: bool) -> None:
        super().__init__(stage, side)
        self.at = at
        self.arrives = arrives

    async def send(self, frame: Json) -> None:
        if frame["id"] != self.at or self.line is None:
            await super().send(frame)
            return
        if self.arrives:
            await self.line.say(**frame)
        self.cut()


async def test_a_line_cut_with_any_command_it_sends_costs_nothing() -> None:
    for arrives in (True, False):
        for at in range(1, 8):
            stage = Stage()
            ann, bea = Client(stage, "ann"), Deaf(stage, "bea", at=at, arrives=arrives)
            await assert_whole(*await converse(stage, ann, bea))
        for at in range(1, 4):
            stage = Stage()
            ann = Deaf(stage, "ann", at=at, arrives=arrives)
            await assert_whole(*await converse(stage, ann, Client(stage, "bea")))
