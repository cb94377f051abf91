"""Rooms in which nothing is kept, for the tests of HTTP."""

from typing import NoReturn

from parlour.erasing.records import Erased
from parlour.ids import AgentId, ChatId
from parlour.web.faults import NotThere
from parlour.web.recording_bodies import RecordingsReply

CHAT_ID = ChatId("c_1")


class NoRecordings:
    """Nothing was kept of the one chat that there is."""

    async def of_chat(self, viewer: AgentId, chat_id: ChatId) -> RecordingsReply:
        if chat_id != CHAT_ID:
            raise NotThere
        return RecordingsReply(recordings=())

    async def lines(self, *_: object, **__: object) -> NoReturn:
        raise NotThere


class NothingKept:
    """Of no end-user is there anything to erase."""

    async def erase(self, *_: object, **__: object) -> Erased:
        return Erased()


class NoFiles:
    """An exchange in which there is no file, and into which none comes."""

    async def from_end_user(self, *_: object, **__: object) -> NoReturn:
        raise NotThere

    async def from_agent(self, *_: object, **__: object) -> NoReturn:
        raise NotThere

    async def state_for_end_user(self, *_: object, **__: object) -> NoReturn:
        raise NotThere

    async def state_for_agent(self, *_: object, **__: object) -> NoReturn:
        raise NotThere

    def rules_for_agent(self, *_: object, **__: object) -> NoReturn:
        raise NotThere

    async def for_end_user(self, *_: object, **__: object) -> NoReturn:
        raise NotThere

    async def for_agent(self, *_: object, **__: object) -> NoReturn:
        raise NotThere
