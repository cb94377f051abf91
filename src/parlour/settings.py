"""The settings of a site, by the names operators of comparable products know them by.

Seconds and bytes as the names' documents have them; the engine turns them into milliseconds.
Each bound has its reason in docs/settings.md. Source: docs/settings.md.
"""

from typing import Annotated

import msgspec

from parlour.value import Value

Seconds = Annotated[int, msgspec.Meta(ge=1, le=86_400)]


class Settings(Value, forbid_unknown_fields=True):
    """What an operator can set for a site.

    A change takes effect at once for what begins after it; deadlines that run keep their value.
    """

    ABSENT_INTERVAL: Annotated[int, msgspec.Meta(ge=10, le=3600)] = 120
    """Seconds without contact until a client is absent; one value for both sides."""
    AGENT_ABSENT_RETRY_COUNT: Annotated[int, msgspec.Meta(ge=1, le=10)] = 2
    """Times ABSENT_INTERVAL until an agent is lost."""
    USER_ABSENT_RETRY_COUNT: Annotated[int, msgspec.Meta(ge=1, le=10)] = 2
    """Times ABSENT_INTERVAL until an end-user is lost and the chat ends."""
    CS_IDLE_TIMEOUT: Annotated[int, msgspec.Meta(ge=60, le=86_400)] = 600
    """Seconds without activity of either side until the chat ends."""
    SRV_AGENT_TIMEOUT: Annotated[int, msgspec.Meta(ge=10, le=600)] = 60
    """Seconds an agent's client may leave an offer unanswered."""
    CHAT_ALERTFORM_AUTOCLOSE_TIMEOUT: Annotated[int, msgspec.Meta(ge=5, le=285)] = 15
    """Seconds a toast is shown; at least 5 less than SRV_AGENT_TIMEOUT."""
    USER_WAIT_QUEUE_TIMEOUT: Seconds = 1800
    """Seconds an end-user may wait in a queue."""
    AVERAGE_WAIT_TIME_SAMPLES: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 20
    ESTIMATED_WAIT_TIME_SAMPLES: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 20
    MIN_WAIT_INFO_UPDATE_SECONDS: Annotated[int, msgspec.Meta(ge=1, le=300)] = 5
    """Least spacing of position and wait shown to an end-user."""
    CHAT_FILEATACHE_CMD: bool = True
    """Files may be sent in chats, by either side."""
    FATTACH_MAX_SIZE: Annotated[int, msgspec.Meta(ge=1, le=1 << 30)] = 20 << 20
    """Greatest size of a file in bytes."""
    FATTACH_CHAT_QUOTA: Annotated[int, msgspec.Meta(ge=1, le=1 << 33)] = 100 << 20
    """Bytes of all files of one chat."""
    FATTACH_END_USER_QUOTA: Annotated[int, msgspec.Meta(ge=1, le=1 << 33)] = 200 << 20
    """Bytes that one end-user may send within a day."""
    POSTS_IN_QUEUE: bool = True
    """End-users may write while they wait."""
    SNEAK_PREVIEW: bool = False
    """Agents see what the end-user is writing before it is sent."""
    COBROWSE_ANSWER_TIMEOUT: Annotated[int, msgspec.Meta(ge=10, le=300)] = 60
    """Seconds an end-user has to answer a co-browse invitation."""

    def __post_init__(self) -> None:
        if self.CHAT_ALERTFORM_AUTOCLOSE_TIMEOUT > self.SRV_AGENT_TIMEOUT - 5:
            raise ValueError(
                "CHAT_ALERTFORM_AUTOCLOSE_TIMEOUT must be at least 5 s below SRV_AGENT_TIMEOUT"
            )
