"""What rows mean to the figures: a chat waits, is answered, is over, is released. Pure.

Source: docs/floor.md, "What the figures mean".
"""

from collections.abc import Iterable, Iterator
from typing import Literal

from parlour.chat import events as e
from parlour.ids import ChatId, Millis, QueueId
from parlour.ledger.protocol import Recorded
from parlour.value import Value

What = Literal["waits", "answered", "over", "released"]


class Turn(Value):
    """One turn of a chat. `queue_id`: where it waits from now on; `cause`: of being over."""

    at: Millis
    chat_id: ChatId
    what: What
    queue_id: QueueId = QueueId("")
    cause: str = ""


def turns_of(chat_id: ChatId, rows: Iterable[Recorded]) -> Iterator[Turn]:
    """In the order of the rows. A turn may repeat what holds already: 47 and 49 both requeue."""
    for row in rows:
        match row.event:
            case (
                e.ChatCreated(queue_id=queue_id)
                | e.TransferredToQueue(to_queue_id=queue_id)
                | e.LeadSessionEnd(requeued_to=str() as queue_id)
            ):
                yield Turn(at=row.at, chat_id=chat_id, what="waits", queue_id=QueueId(queue_id))
            case e.LeadSessionStart():
                yield Turn(at=row.at, chat_id=chat_id, what="answered")
            case e.EndUserDisconnected(cause=cause):
                yield Turn(at=row.at, chat_id=chat_id, what="over", cause=cause)
            case e.ChatReleased():
                yield Turn(at=row.at, chat_id=chat_id, what="released")
            case _:
                pass
