"""What each client said and was shown, against the ledger.

Every acknowledged post is there, once, in its sender's order, and none is there that nobody sent.
Every view is a prefix of the chat's timeline for this kind of viewer.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, cast

import msgspec

from parlour.chat import events as e
from parlour.directory.directory import Directory
from parlour.hub.timelines import Audience
from parlour.ids import AgentId, ChatId, MessageId, chat_stream
from parlour.ledger.memory import Tables
from parlour.ledger.protocol import Recorded, Transaction
from parlour.wire.audience import agent_view, end_user_view

if TYPE_CHECKING:
    from tests.simulation.client import Client

Json = dict[str, Any]
View = list[Json]
OnFault = Callable[[str, str], None]

SEEN_BY_END_USERS = frozenset(
    {1, 2, 3, 4, 5, 23, 24, 26, 44, 47, 48, 49}  # the talk, and who is there
    | {35, 36, 37, 40, 41, 42}  # the showing of their own page
    | {38, 1003}  # files, theirs and those they are sent
)
POSTS = (e.AgentPost, e.EndUserPost, e.PrivateWord)
PRESENCE = frozenset({4, 5, 29, 30, 50})

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


class Histories:
    """Checks as it goes, and each chat's views when the chat is long over."""

    def __init__(self, tables: Tables, directory: Directory, on_fault: OnFault) -> None:
        self._tables = tables
        self._directory = directory
        self._on_fault = on_fault
        self._said: dict[str, str] = {}
        """The chat of each text that a client sent."""
        self._written: set[str] = set()
        self._last_of: dict[tuple[str, str], int] = {}
        """The number of each client's newest text in each chat."""
        self.acknowledged: list[str] = []
        self._past: dict[str, list[tuple[str, Audience, View]]] = {}
        """Views that are shown no more, by chat."""
        self._showing: dict[str, dict[Client, None]] = {}
        self.views_checked = 0

    # What clients do

    def text(self, client: "Client", number: int, words: str) -> str:
        """A text that is sent once, by this client, in this place of its order."""
        return f"{client.client_id}|{number}|{words}"

    def said(self, client: "Client", chat: str, text: str) -> None:
        self._said[text] = chat

    def answered(self, client: "Client", type_: str, raw: bytes, answer: Json) -> None:
        if type_ == "post" and answer["type"] == "ack":
            self.acknowledged.append(_decode(raw)["text"])

    def shown(self, client: "Client", frame: Json) -> None:
        chat = frame["chat"]
        if not _may_be_seen(client.principal.role, frame["event"]):
            self._on_fault("betrayed", f"{client.name} was shown {frame}")
        view = client.views.get(chat)
        if view is None:
            view = client.views[chat] = []
            self._showing.setdefault(chat, {})[client] = None
        if frame["n"] != len(view) + 1:
            have, got = len(view), frame["n"]
            self._on_fault("view", f"{client.name} got {got} after {have} of {chat}")
            return
        view.append(frame)

    def closed(self, client: "Client", chat: str) -> None:
        """The client drops the chat."""
        view = client.views.pop(chat, None)
        self._showing.get(chat, {}).pop(client, None)
        if view:
            self._past.setdefault(chat, []).append((client.name, client.principal.role, view))

    def forget(self, client: "Client") -> None:
        """The client drops all it has."""
        for chat in list(client.views):
            self.closed(client, chat)

    # What the ledger says

    def follow(self, transaction: Transaction) -> None:
        """The transaction is durable."""
        if not transaction.texts:
            return
        said = {
            event.message_id
            for addition in transaction.additions
            for event in addition.events
            if isinstance(event, POSTS)
        }
        for text in transaction.texts:
            if text.message_id not in said:
                continue  # what is shown or sent is looked at elsewhere
            body = text.body
            if body in self._written:
                self._on_fault("doubled", f"{body} is in the ledger twice")
            if self._said.get(body) != text.chat_id:
                self._on_fault("invented", f"nobody said {body} in {text.chat_id}")
            self._written.add(body)
            client_id, number, _words = body.split("|")
            key = (client_id, text.chat_id)
            if self._last_of.get(key, 0) >= int(number):
                self._on_fault("order", f"{body} comes after a later one")
            self._last_of[key] = int(number)

    def check_acknowledged(self) -> None:
        for text in self.acknowledged:
            if text not in self._written:
                self._on_fault("lost", f"{text} was acknowledged and is not in the ledger")

    def check_chat(self, chat: str) -> None:
        """All views of it are prefixes; they are then let go of."""
        views = self._past.pop(chat, [])
        for client in self._showing.pop(chat, {}):
            views.append((client.name, client.principal.role, client.views.pop(chat)))
        self._check(chat, views)

    def check_all(self) -> None:
        for chat in sorted({*self._past, *self._showing}):
            self.check_chat(chat)

    def check_caught_up(self, client: "Client") -> None:
        """Nothing is under way: the client has everything there is of what it shows."""
        for chat, view in client.views.items():
            whole = self.timeline(chat, client.principal.role)
            if view != whole:
                text = f"{client.name} has {len(view)} of {len(whole)} of {chat}"
                self._on_fault("behind", text + _difference(view, whole))

    def _check(self, chat: str, views: Sequence[tuple[str, Audience, View]]) -> None:
        whole: dict[Audience, View] = {}
        for name, audience, view in views:
            if audience not in whole:
                whole[audience] = self.timeline(chat, audience)
            self.views_checked += 1
            if view != whole[audience][: len(view)]:
                text = f"{name} was shown what the ledger of {chat} does not say"
                self._on_fault("view", text + _difference(view, whole[audience]))

    def timeline(self, chat: str, audience: Audience) -> View:
        """The event frames of the whole chat for this audience, as the ledger has it."""
        chat_id = ChatId(chat)
        texts = {text.message_id: text.body for text in self._tables.texts[chat_id].values()}
        request = self._tables.requests.get(chat_id)
        question = request.question if request else None
        frames: View = []
        for row in self._tables.rows(chat_stream(chat_id)):
            event = cast(e.AnyChatEvent, row.event)
            text = (
                question
                if row.kind == 26
                else texts.get(getattr(event, "message_id", MessageId("")))
            )
            view = (
                end_user_view(event, text, self._name_of)
                if audience == "end_user"
                else agent_view(event, text)
            )
            if view is not None:
                frames.append(_frame(chat, len(frames) + 1, row, _decode(_encode(view))))
        return frames

    def _name_of(self, agent_id: AgentId) -> str:
        return self._directory.name_of(agent_id)


def _frame(chat: str, n: int, row: Recorded, event: Json) -> Json:
    return {"type": "event", "chat": chat, "n": n, "at": row.at, "event": event}


def _may_be_seen(role: str, view: Json) -> bool:
    """As the law says it, without the table by which it is done: nobody sees who watches, and an
    end-user sees nothing of what agents have among themselves."""
    kind = view["kind"]
    if role == "end_user":
        return kind in SEEN_BY_END_USERS and "agent_id" not in view
    watches = view["event"].get("part") == "monitor" and kind in PRESENCE
    return kind not in (45, 46) and not watches


def _difference(view: View, whole: View) -> str:
    """The first place where what was shown is not what is so."""
    for shown, so in zip(view, whole, strict=False):
        if shown != so:
            return f"\n  shown {shown}\n  is    {so}"
    return ""
