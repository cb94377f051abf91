"""Signing in and out: the accounts room as the web sees it."""

from collections.abc import Callable

from parlour.accounts.links import Links
from parlour.accounts.passwords import (
    PASSWORD_CHARACTERS_MAX,
    PASSWORD_CHARACTERS_MIN,
    Passwords,
)
from parlour.accounts.records import (
    TOKEN_CHARACTERS_MAX,
    TOUCH_EVERY,
    VISITOR_TOUCH_EVERY,
    BrowserSession,
    SignedIn,
    TooManyTries,
    Visitor,
    WrongLogin,
    hash_of,
)
from parlour.accounts.store import AccountStore
from parlour.accounts.throttle import Rate, Throttle
from parlour.accounts.tickets import Tickets
from parlour.directory.directory import Directory
from parlour.directory.records import Agent, Principal
from parlour.engine.ports import Clock, Ids
from parlour.ids import AgentId, EndUserId, SiteId

TRIES_OF_LOGIN = 5
"""Wrong passwords for one login from one address: a person's bad morning. Not by login alone, so
that nobody can lock another out."""
TRIES_OF_ADDRESS = 50
TRIES_OF_ADDRESS_PER_S = 0.2
"""Log-ins from one address: an office at the start of a shift, but no list of passwords."""
VISITS_OF_ADDRESS = 300
VISITS_OF_ADDRESS_PER_S = 5.0
"""New end-users from one address: a school behind one router."""


class UnfitPassword(Exception):
    """A password is too short or too long."""

    def __init__(self) -> None:
        shortest, longest = PASSWORD_CHARACTERS_MIN, PASSWORD_CHARACTERS_MAX
        super().__init__(f"a password has {shortest} to {longest} characters")


class Accounts:
    """Everything about who somebody is. `on_revoked` is told the id of each session that ends."""

    def __init__(
        self,
        store: AccountStore,
        directory: Directory,
        clock: Clock,
        ids: Ids,
        *,
        passwords: Passwords | None = None,
    ) -> None:
        self.tickets = Tickets(clock, ids)
        self.links = Links(clock, ids)
        self.on_revoked: Callable[[str], None] = _nobody_listens
        self._store = store
        self._directory = directory
        self._clock = clock
        self._ids = ids
        self._passwords = passwords or Passwords()
        self._of_login = Throttle(clock, free=TRIES_OF_LOGIN)
        self._of_address = Rate(clock, burst=TRIES_OF_ADDRESS, per_s=TRIES_OF_ADDRESS_PER_S)
        self._visits = Rate(clock, burst=VISITS_OF_ADDRESS, per_s=VISITS_OF_ADDRESS_PER_S)

    # Agents

    async def sign_in(self, login: str, password: str, address: str) -> tuple[str, SignedIn]:
        """The token for the cookie, and who it is.

        Raises:
            WrongLogin, TooManyTries
            TooBusy: too many sign in at this moment.
        """
        key = f"{login.casefold()}\n{address}"
        wait_s = self._of_login.wait_s(key) or self._of_address.take(address)
        if wait_s:
            raise TooManyTries(wait_s)
        self._of_login.count(key)
        agent = self._agent_with(login)
        known = await self._store.password_hash(agent.agent_id) if agent else None
        fits = await self._passwords.verify(known, password)
        if agent is None or not fits:
            raise WrongLogin
        self._of_login.forgive(key)
        return await self._open(agent)

    async def sign_in_by_link(self, token: str, address: str) -> tuple[str, SignedIn]:
        """
        Raises:
            WrongLogin, TooManyTries
        """
        take(self._of_address, address)
        agent = self._active(self.links.agent_of(token))
        if agent is None:
            raise WrongLogin
        return await self._open(agent)

    async def signed_in(self, token: str) -> SignedIn | None:
        """Who has this token; `None` if it is unknown, over or revoked."""
        if not token or len(token) > TOKEN_CHARACTERS_MAX:
            return None
        now = self._clock.now()
        session = await self._store.session(hash_of(token))
        if session is None or session.is_over(now):
            return None
        agent = self._active(session.agent_id)
        if agent is None:
            return None
        if now - session.used > TOUCH_EVERY:
            await self._store.use_session(session.token_hash, now)
        return SignedIn(agent=agent, session=session)

    async def sign_out(self, token: str) -> None:
        """The session ends, and its sockets with it."""
        session = await self._store.session(hash_of(token))
        if session is not None:
            await self._end(session)

    async def end_sessions_of(self, agent_id: AgentId) -> None:
        """Everywhere: after a change of roles, of the password, or when an agent leaves."""
        for session in await self._store.sessions_of(agent_id):
            await self._end(session)

    async def has_password(self, agent_id: AgentId) -> bool:
        return await self._store.password_hash(agent_id) is not None

    async def set_password(self, agent_id: AgentId, password: str) -> None:
        """
        Raises:
            UnfitPassword
        """
        if not PASSWORD_CHARACTERS_MIN <= len(password) <= PASSWORD_CHARACTERS_MAX:
            raise UnfitPassword
        await self._store.put_password_hash(agent_id, await self._passwords.hash(password))
        await self.end_sessions_of(agent_id)

    # End-users

    async def open_visit(self, site_id: SiteId, address: str) -> str:
        """A token by which this browser is known to the site.

        Raises:
            TooManyTries
        """
        take(self._visits, address)
        token, now = self._ids.secret(), self._clock.now()
        await self._store.put_visitor(
            Visitor(
                token_hash=hash_of(token),
                session_id=self._ids.fresh("v"),
                site_id=site_id,
                end_user_id=EndUserId(self._ids.fresh("e")),
                opened=now,
                used=now,
            )
        )
        return token

    async def visitor(self, site_id: SiteId, token: str) -> Principal | None:
        """Whose token it is, on this site."""
        if not token or len(token) > TOKEN_CHARACTERS_MAX:
            return None
        now = self._clock.now()
        visitor = await self._store.visitor(hash_of(token))
        if visitor is None or visitor.site_id != site_id or visitor.is_over(now):
            return None
        if now - visitor.used > VISITOR_TOUCH_EVERY:
            await self._store.put_visitor(visitor.but(used=now))
        return visitor.principal()

    async def forget_over(self) -> None:
        """Delete sessions and visitors that are over; once an hour is enough."""
        await self._store.forget_over(self._clock.now())

    async def _open(self, agent: Agent) -> tuple[str, SignedIn]:
        token, now = self._ids.secret(), self._clock.now()
        session = BrowserSession(
            token_hash=hash_of(token),
            session_id=self._ids.fresh("s"),
            agent_id=agent.agent_id,
            opened=now,
            used=now,
        )
        await self._store.put_session(session)
        return token, SignedIn(agent=agent, session=session)

    async def _end(self, session: BrowserSession) -> None:
        await self._store.end_session(session.token_hash)
        self.tickets.revoke(session.session_id)
        self.on_revoked(session.session_id)

    def _agent_with(self, login: str) -> Agent | None:
        wanted = login.strip().casefold()
        for agent in self._directory.agents.values():
            if agent.login.casefold() == wanted:
                return agent if agent.active else None
        return None

    def _active(self, agent_id: AgentId | None) -> Agent | None:
        agent = self._directory.agents.get(agent_id) if agent_id else None
        return agent if agent and agent.active else None


def take(rate: Rate, key: str) -> None:
    if wait_s := rate.take(key):
        raise TooManyTries(wait_s)


def _nobody_listens(session_id: str) -> None:
    """Until the composition root connects the sockets."""
