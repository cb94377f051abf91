"""What is said: the text goes to its own table, the row keeps its id and a blind digest."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Literal

from parlour.chat import commands as c
from parlour.chat.refusals import Refused
from parlour.engine.act import Act
from parlour.engine.ports import Ids
from parlour.hub.seats import Seat
from parlour.hub.timelines import Timeline
from parlour.ids import ChatId, CommandId, MessageId, Millis
from parlour.ledger.protocol import MessageText
from parlour.value import Value
from parlour.wire.frames import PostFrame, PushFrame

CHAT_ROWS_MAX = 20_000
"""A day of writing without a pause, in rows that agents see. Whoever opens the chat gets all of it,
and its numbers stay in memory: beyond this nothing more is said in it, while all else may still
happen to it."""


class Shown(Value):
    """What an agent shows the end-user: an address that was judged, or HTML that was cleaned."""

    at: Millis
    form: Literal["url", "html"]
    body: str


class Posts:
    """Makes acts out of what participants write.

    Raises: `Refused` when the chat has become too long.
    """

    def __init__(self, ids: Ids, timelines: Mapping[ChatId, Timeline]) -> None:
        self._ids = ids
        self._timelines = timelines

    def of_end_user(self, seat: Seat, chat_id: ChatId, frame: PostFrame, at: Millis) -> Act:
        text = self._text(chat_id, frame.text)
        command = c.PostAsEndUser(
            at=at,
            end_user_id=seat.end_user_id,
            message_id=text.message_id,
            digest=digest_of(text),
            command_id=command_id(seat, frame.id),
            off_record=frame.off_record,
        )
        return Act(at=at, chats=((chat_id, command),), texts=(text,))

    def of_agent(self, seat: Seat, chat_id: ChatId, frame: PostFrame, at: Millis) -> Act:
        text = self._text(chat_id, frame.text)
        command = c.PostAsAgent(
            at=at,
            agent_id=seat.agent_id,
            message_id=text.message_id,
            digest=digest_of(text),
            command_id=command_id(seat, frame.id),
            visibility="agents" if frame.private else "everyone",
            off_record=frame.off_record,
        )
        return Act(at=at, chats=((chat_id, command),), texts=(text,))

    def of_push(self, seat: Seat, chat_id: ChatId, frame: PushFrame, shown: Shown) -> Act:
        text = self._text(chat_id, shown.body)
        command = c.PushUrl(
            at=shown.at,
            agent_id=seat.agent_id,
            message_id=text.message_id,
            digest=digest_of(text),
            command_id=command_id(seat, frame.id),
            form=shown.form,
        )
        return Act(at=shown.at, chats=((chat_id, command),), texts=(text,))

    def _text(self, chat_id: ChatId, body: str) -> MessageText:
        timeline = self._timelines.get(chat_id)
        if timeline is not None and timeline.length("agent") >= CHAT_ROWS_MAX:
            raise Refused("chat_too_long")
        message_id = MessageId(self._ids.fresh("m"))
        return MessageText(
            message_id=message_id, chat_id=chat_id, body=body, salt=self._ids.fresh("s")
        )


def digest_of(text: MessageText) -> str:
    """Blind without the salt, which is erased with the text."""
    return sha256((text.salt + text.body).encode()).hexdigest()


def command_id(seat: Seat, number: int) -> CommandId:
    return CommandId(f"{seat.client_id}:{number}")
