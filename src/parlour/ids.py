"""The ids and units that every room shares: typed, so that one is never passed for another."""

from typing import NewType

ChatId = NewType("ChatId", str)
AgentId = NewType("AgentId", str)
EndUserId = NewType("EndUserId", str)
SiteId = NewType("SiteId", str)
QueueId = NewType("QueueId", str)
InvitationId = NewType("InvitationId", str)
AbsenceId = NewType("AbsenceId", str)
CoBrowseId = NewType("CoBrowseId", str)
MessageId = NewType("MessageId", str)
FileId = NewType("FileId", str)
TxId = NewType("TxId", str)
LoginId = NewType("LoginId", str)
"""One stay of an agent on duty, from log-on to log-off; names the agent's stream."""

ClientId = NewType("ClientId", str)
"""One running client (a browser tab): it numbers its commands 1, 2, 3, …"""

CommandId = NewType("CommandId", str)
"""`<client id>:<number>`; unique over all."""

StreamId = NewType("StreamId", str)
"""`chat/<chat id>` or `agent/<login id>`."""

Millis = NewType("Millis", int)
"""A point in time: milliseconds since 1970-01-01 UTC. Never goes back within a stream."""

Duration = NewType("Duration", int)
"""A length of time in milliseconds."""


def chat_stream(chat_id: ChatId) -> StreamId:
    return StreamId(f"chat/{chat_id}")


def chat_of(stream: StreamId) -> ChatId:
    """Of a chat's stream."""
    return ChatId(stream.partition("/")[2])


def agent_stream(login_id: LoginId) -> StreamId:
    return StreamId(f"agent/{login_id}")


KNOWN = "k_"


def known_end_user(digest: str) -> EndUserId:
    """Somebody whom the site has signed in; all others are known by their browser only."""
    return EndUserId(KNOWN + digest)


def is_known(end_user_id: EndUserId) -> bool:
    """Whether the site vouches for who it is."""
    return end_user_id.startswith(KNOWN)


def later(at: Millis, by: Duration) -> Millis:
    return Millis(at + by)


def seconds(count: float) -> Duration:
    return Duration(round(count * 1000))
