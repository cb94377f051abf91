"""What a viewer sees of an event: the audience table's vocabulary.

End-users get `EndUserEvent`: its fields are an allow-list, nothing is passed through. Agents get
`AgentViewEvent`: the event as stored, plus the text of what was said. Both are told apart by
`kind`, the number of the kind in the ledger.
"""

from typing import Literal

import msgspec

from parlour.ids import CoBrowseId, FileId, MessageId, Millis
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
    off_record: bool = False


class SeenOwnPost(EndUserEvent, tag=2):
    message_id: MessageId
    text: str | None
    off_record: bool = False


class SeenPushedUrl(EndUserEvent, tag=3):
    message_id: MessageId
    name: str
    form: Literal["url", "html"]
    text: str | None


class SeenOwnFile(EndUserEvent, tag=38):
    """`file_name`: `None`: erased, and the file with it."""

    file_id: FileId
    file_name: str | None
    size: int
    media_type: str


class SeenAgentFile(EndUserEvent, tag=1003):
    file_id: FileId
    name: str
    file_name: str | None
    size: int
    media_type: str


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


class SeenCoBrowseInvitation(EndUserEvent, tag=35):
    """The agent asks to see the end-user's page, and waits for an answer until then."""

    cobrowse_id: CoBrowseId
    name: str
    answer_until: Millis


class SeenCoBrowseAccepted(EndUserEvent, tag=36):
    """Consent was given, maybe in another tab: a ticket comes to the one that gave it."""

    cobrowse_id: CoBrowseId


class SeenCoBrowseDeclined(EndUserEvent, tag=37):
    cobrowse_id: CoBrowseId
    cause: Literal["declined", "timeout", "unavailable"]


class SeenCoBrowseStarted(EndUserEvent, tag=40):
    """The agent sees the page from now on."""

    cobrowse_id: CoBrowseId


class SeenCoBrowseStopped(EndUserEvent, tag=41):
    cobrowse_id: CoBrowseId
    cause: Literal["agent", "end_user", "lead_changed", "chat_ended"]


class SeenCoBrowseError(EndUserEvent, tag=42):
    cobrowse_id: CoBrowseId
    cause: Literal["failed", "stopped", "lead_changed", "chat_ended"]


AnyEndUserEvent = (
    SeenRequest
    | SeenAgentPost
    | SeenOwnPost
    | SeenPushedUrl
    | SeenOwnFile
    | SeenAgentFile
    | SeenAgentEntered
    | SeenAgentLeft
    | SeenLead
    | SeenAgentAbsent
    | SeenAgentPresent
    | SeenLeadEnd
    | SeenTransferToQueue
    | SeenEnd
    | SeenCoBrowseInvitation
    | SeenCoBrowseAccepted
    | SeenCoBrowseDeclined
    | SeenCoBrowseStarted
    | SeenCoBrowseStopped
    | SeenCoBrowseError
)


class AgentViewEvent(Value):
    """One event as agents get it: `event` is the stored form, `text` what was said, if anything."""

    kind: int
    event: msgspec.Raw
    text: str | None = None
