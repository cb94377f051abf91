"""What a viewer sees of an event: the audience table's vocabulary.

End-users get `EndUserEvent`: its fields are an allow-list, nothing is passed through. Agents get
`AgentViewEvent`: the event as stored, plus the text of what was said. Both are told apart by
`kind`, the number of the kind in the ledger.
"""

from typing import Literal

import msgspec

from parlour.ids import MessageId, Millis
from parlour.value import Value


class EndUserEvent(Value, tag_field="kind", omit_defaults=True):
    """One event as the end-user's widget gets it."""


class SeenRequest(EndUserEvent, tag=26):
    """The request is in; `question` is the end-user's own."""

    question: str = ""


class SeenAgentPost(EndUserEvent, tag=1):
    message_id: MessageId
    name: str
    text: str | None
    """`None`: erased."""


class SeenOwnPost(EndUserEvent, tag=2):
    message_id: MessageId
    text: str | None


class SeenPushedUrl(EndUserEvent, tag=3):
    message_id: MessageId
    name: str
    form: Literal["url", "html"]
    text: str | None


class SeenAgentEntered(EndUserEvent, tag=23):
    name: str


class SeenAgentLeft(EndUserEvent, tag=24):
    name: str


class SeenLead(EndUserEvent, tag=48):
    """This agent looks after the chat from now on."""

    name: str


class SeenAgentAbsent(EndUserEvent, tag=4):
    """The lead's line is lost; at `lost_at` the chat goes to somebody else."""

    name: str
    lost_at: Millis


class SeenAgentPresent(EndUserEvent, tag=5):
    name: str


class SeenLeadEnd(EndUserEvent, tag=49):
    """`requeued`: waiting for another agent again."""

    name: str
    requeued: bool = False


class SeenTransferToQueue(EndUserEvent, tag=47):
    """Waiting for another agent."""


class SeenEnd(EndUserEvent, tag=44):
    cause: str


AnyEndUserEvent = (
    SeenRequest
    | SeenAgentPost
    | SeenOwnPost
    | SeenPushedUrl
    | SeenAgentEntered
    | SeenAgentLeft
    | SeenLead
    | SeenAgentAbsent
    | SeenAgentPresent
    | SeenLeadEnd
    | SeenTransferToQueue
    | SeenEnd
)


class AgentViewEvent(Value):
    """One event as agents get it: `event` is the stored form, `text` what was said, if anything."""

    kind: int
    event: msgspec.Raw
    text: str | None = None
