"""Who may send and fetch which file, over the running server."""

from collections.abc import AsyncIterator

from parlour.chat.state import ChatState, Phase
from parlour.database.failures import DatabaseUnavailable
from parlour.directory import rights
from parlour.directory.records import Principal, Site
from parlour.file_messenger import FileMessenger, may_send
from parlour.files.custody import Custody, Unavailable
from parlour.files.records import SENTENCES, FileRecord, FileTerms, NotTaken, Refusal, Upload
from parlour.files.store import FileStore, NotStored, StoreUnavailable
from parlour.floor_reader import last_lead
from parlour.hub.chat_server import ChatServer
from parlour.hub.desk import part_in
from parlour.ids import AgentId, ChatId, EndUserId, FileId, SiteId, chat_stream
from parlour.ledger.protocol import BrokenLedger
from parlour.nodes.protocol import agent_key, end_user_key
from parlour.rates import Limit, Rates
from parlour.value import Value
from parlour.web.faults import Fault, NotThere
from parlour.web.file_bodies import FileReply, FileRulesReply, FileWish, rules_of

STATUS: dict[Refusal, int] = {
    "empty": 422,
    "too_large": 413,
    "type_not_allowed": 415,
    "type_mismatch": 415,
    "needs_scanner": 415,
    "image_unreadable": 422,
    "image_too_large": 422,
    "infected": 422,
    "over_scan_limit": 422,
    "not_scanned": 422,
    "chat_quota": 409,
    "end_user_quota": 409,
    "no_space": 503,
    "not_engaged": 409,
    "chat_ended": 409,
    "uploads_off": 403,
    "under_way": 409,
}


class FileLimits(Value):
    """How often somebody may send or fetch a file."""

    uploads_of_sender: Limit = Limit(burst=30, per_s=0.5)
    """A folder of photos dropped at once; then one every two seconds."""
    downloads_of_person: Limit = Limit(burst=200, per_s=5)
    """A chat full of pictures, opened anew on each device."""


class ServerFiles:
    """A `FileExchange`."""

    def __init__(
        self,
        *,
        server: ChatServer,
        custody: Custody,
        messenger: FileMessenger,
        rates: Rates,
        limits: FileLimits | None = None,
    ) -> None:
        limits = limits or FileLimits()
        self._server = server
        self._custody = custody
        self._messenger = messenger
        self._uploads = rates.add("uploads_of_sender", limits.uploads_of_sender)
        self._downloads = rates.add("downloads_of_person", limits.downloads_of_person)

    # Sending -----------------------------------------------------------------------------------

    async def from_end_user(
        self, visitor: Principal, chat_id: ChatId, wish: FileWish, pieces: AsyncIterator[bytes]
    ) -> FileReply:
        upload = self._upload(self._of_end_user(visitor, chat_id), wish, AgentId(""))
        self._messenger.note_contact(end_user_key(chat_id))
        return await self._receive(upload, wish, pieces)

    async def from_agent(
        self, agent_id: AgentId, chat_id: ChatId, wish: FileWish, pieces: AsyncIterator[bytes]
    ) -> FileReply:
        state = self._of_agent(agent_id, chat_id)
        if state.participant(agent_id) is None:
            raise NotThere
        self._messenger.note_contact(agent_key(agent_id))
        return await self._receive(self._upload(state, wish, agent_id), wish, pieces)

    async def state_for_end_user(
        self, visitor: Principal, chat_id: ChatId, upload_id: str
    ) -> FileReply:
        """Also when the chat is over: a held file may have been refused for that."""
        site_id, end_user_id = SiteId(visitor.site_id or ""), EndUserId(visitor.id)
        who = ChatState(chat_id=chat_id, site_id=site_id, end_user_id=end_user_id)
        return await self._state(who, AgentId(""), upload_id)

    async def state_for_agent(
        self, agent_id: AgentId, chat_id: ChatId, upload_id: str
    ) -> FileReply:
        return await self._state(ChatState(chat_id=chat_id), agent_id, upload_id)

    async def _state(self, state: ChatState, agent_id: AgentId, upload_id: str) -> FileReply:
        wish = FileWish(upload_id=upload_id, name="", announced=None)
        known = await self._custody.state_of(self._upload(state, wish, agent_id))
        if known is None or known.state == "arriving":
            raise NotThere
        return reply_of(known)

    async def _receive(
        self, upload: Upload, wish: FileWish, pieces: AsyncIterator[bytes]
    ) -> FileReply:
        if self._uploads.take(f"{upload.site_id}/{upload.sender}"):
            raise Fault(429, "too_fast", "Too much at once; wait a moment.")
        try:
            may_send(self._server.engine.books.chats[upload.chat_id].state)
            if wish.announced is not None and wish.announced > upload.terms.size_max:
                raise NotTaken("too_large")
            return reply_of(await self._custody.take(upload, pieces))
        except NotTaken as refused:
            raise Fault(STATUS[refused.code], refused.code, str(refused)) from refused
        except (StoreUnavailable, DatabaseUnavailable, Unavailable, OSError) as error:
            raise Fault(503, "unavailable", "Files can't be stored just now; try again.") from error

    def _upload(self, state: ChatState, wish: FileWish, agent_id: AgentId) -> Upload:
        site = self._server.directory.sites.get(state.site_id)
        return Upload(
            upload_id=wish.upload_id,
            chat_id=state.chat_id,
            site_id=state.site_id,
            end_user_id=state.end_user_id,
            agent_id=agent_id,
            name=wish.name,
            terms=terms_of(site),
        )

    def rules_for_agent(self, agent_id: AgentId, chat_id: ChatId) -> FileRulesReply:
        state = self._of_agent(agent_id, chat_id)
        site = self._server.directory.sites.get(state.site_id)
        is_open = state.terms.file_uploads and site is not None
        return FileRulesReply(rules=rules_of(site) if is_open and site else None)

    # Fetching ----------------------------------------------------------------------------------

    async def for_end_user(
        self, visitor: Principal, chat_id: ChatId, file_id: FileId
    ) -> "StoredFile":
        """Of any chat of theirs, also one that is over, as long as the file is kept."""
        file = await self._open(f"{visitor.site_id}/{visitor.id}", chat_id, file_id)
        if not file.is_of(SiteId(visitor.site_id or ""), EndUserId(visitor.id)):
            raise NotThere
        return file

    async def for_agent(self, agent_id: AgentId, chat_id: ChatId, file_id: FileId) -> "StoredFile":
        """As long as they have to do with the chat; whoever may read its ledger, also later."""
        live = self._server.engine.books.chats.get(chat_id)
        concerned = live is not None and part_in(live.state, agent_id) is not None
        if not concerned and not await self._may_read(agent_id, chat_id):
            raise NotThere
        return await self._open(f"agent/{agent_id}", chat_id, file_id)

    async def _may_read(self, agent_id: AgentId, chat_id: ChatId) -> bool:
        if not rights.may_see_floor(self._server.directory, agent_id):
            return False
        try:
            rows = await self._server.ledger.read(chat_stream(chat_id))
        except BrokenLedger:
            return False
        return rights.may_read(self._server.directory, agent_id, last_lead(rows)) and bool(rows)

    async def _open(self, person: str, chat_id: ChatId, file_id: FileId) -> "StoredFile":
        if self._downloads.take(person):
            raise Fault(429, "too_fast", "Too much at once; wait a moment.")
        try:
            record = await self._custody.kept(file_id)
        except Unavailable as error:
            raise Fault(503, "unavailable", "Files can't be read just now; try again.") from error
        if record is None or record.chat_id != chat_id:
            raise NotThere
        return StoredFile(record, self._custody.store)

    # Whose chat it is --------------------------------------------------------------------------

    def _of_end_user(self, visitor: Principal, chat_id: ChatId) -> ChatState:
        live = self._server.engine.books.chats.get(chat_id)
        if live is None or live.state.phase in (Phase.ENDED, Phase.RELEASED):
            raise NotThere
        if (live.state.site_id, live.state.end_user_id) != (visitor.site_id, visitor.id):
            raise NotThere
        return live.state

    def _of_agent(self, agent_id: AgentId, chat_id: ChatId) -> ChatState:
        live = self._server.engine.books.chats.get(chat_id)
        if live is None or part_in(live.state, agent_id) is None:
            raise NotThere
        return live.state


class StoredFile:
    """An `OpenFile`."""

    def __init__(self, record: FileRecord, store: FileStore) -> None:
        self.name = record.name
        self.size = record.size
        self.media_type = record.media_type
        self.sha256 = record.sha256
        self._file_id = record.file_id
        self._whose = record.site_id, record.end_user_id
        self._store = store

    def is_of(self, site_id: SiteId, end_user_id: EndUserId) -> bool:
        """The chat is this end-user's."""
        return self._whose == (site_id, end_user_id)

    async def read(self, start: int, end: int) -> AsyncIterator[bytes]:
        try:
            until = None if (start, end) == (0, self.size) else end
            async for piece in self._store.read(self._file_id, start, until):
                yield piece
        except NotStored as missing:
            raise NotThere from missing
        except StoreUnavailable as error:
            raise Fault(503, "unavailable", "Files can't be read just now; try again.") from error


def terms_of(site: Site | None) -> FileTerms:
    """None is left of a site: nothing is taken."""
    if site is None:
        return FileTerms(size_max=0, chat_quota=0, end_user_quota=0, types=())
    settings = site.settings
    return FileTerms(
        size_max=settings.FATTACH_MAX_SIZE,
        chat_quota=settings.FATTACH_CHAT_QUOTA,
        end_user_quota=settings.FATTACH_END_USER_QUOTA,
        types=site.file_types,
    )


def reply_of(record: FileRecord) -> FileReply:
    assert record.state != "arriving", "nobody is told of what is arriving"
    return FileReply(
        upload=record.upload_id,
        file=record.file_id,
        state=record.state,
        name=record.name,
        size=record.size,
        media_type=record.media_type,
        reason=record.reason,
        text=next((said for code, said in SENTENCES.items() if code == record.reason), ""),
    )
