"""What is known of a file beside its bytes. Pure values."""

from typing import Literal

from parlour.ids import AgentId, ChatId, EndUserId, FileId, Millis, SiteId
from parlour.value import Value

FileState = Literal["arriving", "held", "kept", "refused"]
"""`arriving`: on its way into the store; `held`: stored, not scanned yet, so nobody is told;
`kept`: a row of the chat tells of it; `refused`: held, and then not taken; its bytes are gone."""
Scan = Literal["", "clean", "off"]
"""`off`: there was no scanner to ask."""
Refusal = Literal[
    "empty",
    "too_large",
    "type_not_allowed",
    "type_mismatch",
    "needs_scanner",
    "image_unreadable",
    "image_too_large",
    "infected",
    "over_scan_limit",
    "not_scanned",
    "chat_quota",
    "end_user_quota",
    "no_space",
    "not_engaged",
    "chat_ended",
    "uploads_off",
    "under_way",
]
"""Why a file is not taken; a word for programs."""

SENTENCES: dict[Refusal, str] = {
    "empty": "The file is empty.",
    "too_large": "The file is too large.",
    "type_not_allowed": "Files of this type can't be sent here.",
    "type_mismatch": "The file is not what its name says.",
    "needs_scanner": "Archives can't be sent here, for nobody could look into them.",
    "image_unreadable": "The picture can't be read.",
    "image_too_large": "The picture has too many pixels.",
    "infected": "The virus scanner has found something in the file.",
    "over_scan_limit": "The file is too large to be scanned for viruses.",
    "not_scanned": "The file could not be scanned for viruses in time.",
    "chat_quota": "The files of this chat are too large together.",
    "end_user_quota": "Too much has been sent within a day.",
    "no_space": "The server has no room for files just now.",
    "not_engaged": "No agent is in the chat at the moment.",
    "chat_ended": "The chat is over.",
    "uploads_off": "Files can't be sent in this chat.",
    "under_way": "This file is arriving already.",
}


class NotTaken(Exception):
    """The file is not taken, and nothing of it stays."""

    def __init__(self, code: Refusal) -> None:
        super().__init__(SENTENCES[code])
        self.code: Refusal = code


class FileTerms(Value):
    """What the site takes. Sizes in bytes."""

    size_max: int
    chat_quota: int
    end_user_quota: int
    types: tuple[str, ...]


class Upload(Value):
    """What somebody wants to send, before a byte of it has come. `agent_id` empty: the end-user.
    `upload_id` is the sender's own name for it: sent again, it is answered as before."""

    upload_id: str
    chat_id: ChatId
    site_id: SiteId
    end_user_id: EndUserId
    agent_id: AgentId
    name: str
    terms: FileTerms

    @property
    def sender(self) -> str:
        return f"agent/{self.agent_id}" if self.agent_id else f"end_user/{self.end_user_id}"


class FileRecord(Value):
    """One file. `size` and `sha256` are of the bytes as stored, which for a picture are not those
    that came. `received`: when its last byte had come; `reason`: of a refusal."""

    file_id: FileId
    chat_id: ChatId
    site_id: SiteId
    end_user_id: EndUserId
    agent_id: AgentId
    sender: str
    upload_id: str
    state: FileState
    name: str
    size: int
    sha256: str
    media_type: str
    received: Millis
    scan: Scan = ""
    scanned: Millis = Millis(0)
    due: Millis = Millis(0)
    """When a held file is looked at again."""
    reason: str = ""
