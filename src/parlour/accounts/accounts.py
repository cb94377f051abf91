"""Signing in and out: the accounts room as the web sees it."""

import math
from collections.abc import Callable, Iterable

from parlour.accounts.identity import (
    NotVouched,
    SignedFields,
    SignedToken,
    Vouched,
    vouched_by,
)
from parlour.accounts.links import Links
from parlour.accounts.passwords import (
    PASSWORD_CHARACTERS_MAX,
    PASSWORD_CHARACTERS_MIN,
    Passwords,
)
from parlour.accounts.records import (
    LINK_LIFE,
    TOKEN_CHARACTERS_MAX,
    TOUCH_EVERY,
    VISITOR_TOUCH_EVERY,
    BrowserSession,
    SignedIn,
    TooFast,
    TooManyTries,
    Visitor,
    WrongLogin,
    hash_of,
)
from parlour.accounts.store import AccountStore
from parlour.accounts.throttle import Throttle
from parlour.accounts.tickets import Tickets
from parlour.directory.directory import Directory
from parlour.directory.records import Agent, Principal
from parlour.engine.ports import Clock, Ids
from parlour.ids import AgentId, EndUserId, Millis, SiteId, later
from parlour.rates import Limit, Rates
from parlour.value import Value

TRIES_OF_LOGIN = 5
"""Wrong passwords for one login from one address: a person's bad morning. Not by login alone, so
that nobody can lock another out."""


class AccountLimits(Value):
    """How fast people may come."""

    log_ins_of_address: Limit = Limit(burst=50, per_s=0.2)
    """An office at the start of a shift, but no list of passwords."""
    visits_of_address: Limit = Limit(burst=300, per_s=5)
    """New end-users: a school behind one router."""
    visits_of_site: Limit = Limit(burst=5_000, per_s=100)
    """New end-users from everywhere: each leaves a row for a season, and nine million a day are
    more than any site has."""
    tickets_of_person: Limit = Limit(burst=60, per_s=0.5)
    """Sixty tabs that are restored together; then a reconnect every other second."""
    tickets_of_address: Limit = Limit(burst=2_000, per_s=100)
    """All the sockets that one address may have, twice; and no one drives out the tickets of
    others, of which only so many are kept."""


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
        limits: AccountLimits | None = None,
        rates: Rates | None = None,
    ) -> None:
        """`rates`: where the limits are counted, if anybody counts them."""
        self.tickets = Tickets(clock, ids)
        self.links = Links(clock, ids)
        self.on_revoked: Callable[[str], None] = _nobody_listens
        self._store = store
        self._directory = directory
        self._clock = clock
        self._ids = ids
        self._passwords = passwords or Passwords()
        self._of_login = Throttle(clock, free=TRIES_OF_LOGIN)
        limits, rates = limits or AccountLimits(), rates or Rates(clock.monotonic_ms)
        self._of_address = rates.add("log_ins_of_address", limits.log_ins_of_address)
        self._visits_of_address = rates.add("visits_of_address", limits.visits_of_address)
        self._visits_of_site = rates.add("visits_of_site", limits.visits_of_site)
        self._tickets_of_person = rates.add("tickets_of_person", limits.tickets_of_person)
        self._tickets_of_address = rates.add("tickets_of_address", limits.tickets_of_address)

    # Agents

    async def sign_in(self, login: str, password: str, address: str) -> tuple[str, SignedIn]:
        """The token for the cookie, and who it is. Raises as `prove`."""
        return await self._open(await self.prove(login, password, address))

    async def prove(self, login: str, password: str, address: str) -> Agent:
        """Whose login and password these are.

        Raises:
            WrongLogin, TooManyTries
            TooBusy: too many sign in at this moment.
        """
        key = f"{login.casefold()}\n{address}"
        if wait_s := self._of_login.wait_s(key) or in_s(self._of_address.take(address)):
            raise TooManyTries(wait_s)
        self._of_login.count(key)
        agent = self._agent_with(login)
        known = await self._store.password_hash(agent.agent_id) if agent else None
        fits = await self._passwords.verify(known, password)
        if agent is None or not fits:
            raise WrongLogin
        self._of_login.forgive(key)
        return agent

    async def sign_in_by_link(self, token: str, address: str) -> tuple[str, SignedIn]:
        """
        Raises:
            WrongLogin, TooManyTries
        """
        if wait_s := in_s(self._of_address.take(address)):
            raise TooManyTries(wait_s)
        now = self._clock.now()
        agent_id = self.links.agent_of(token) or await self._store.take_link(hash_of(token), now)
        agent = self._active(agent_id)
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

    async def end_sessions_of(
        self, agent_id: AgentId, *, keep: BrowserSession | None = None
    ) -> None:
        """All but `keep`: after a change of roles, of the password, or when an agent leaves."""
        for session in await self._store.sessions_of(agent_id):
            if keep is None or session.token_hash != keep.token_hash:
                await self._end(session)

    async def has_password(self, agent_id: AgentId) -> bool:
        return await self._store.password_hash(agent_id) is not None

    async def set_password(
        self, agent_id: AgentId, password: str, *, keep: BrowserSession | None = None
    ) -> None:
        """They are signed out everywhere but in `keep`.

        Raises:
            UnfitPassword
        """
        check_fit(password)
        await self._store.put_password_hash(agent_id, await self._passwords.hash(password))
        await self.end_sessions_of(agent_id, keep=keep)

    async def issue_link(self, agent_id: AgentId) -> tuple[str, Millis]:
        """A token that signs this agent in once, and until when; earlier ones are worth nothing
        any more."""
        token, until = self._ids.secret(), later(self._clock.now(), LINK_LIFE)
        await self._store.put_link(hash_of(token), agent_id, until)
        return token, until

    async def shut_out(self, agent_id: AgentId, *, forever: bool = False) -> None:
        """Whatever is open to them closes; `forever`: their password is forgotten as well."""
        if forever:
            await self._store.forget_password(agent_id)
        await self._store.forget_link(agent_id)
        await self.end_sessions_of(agent_id)

    async def without_password(self, agent_ids: Iterable[AgentId]) -> list[AgentId]:
        """Those of them who have none."""
        known = await self._store.agents_with_password()
        return [agent_id for agent_id in agent_ids if agent_id not in known]

    # End-users

    async def open_visit(
        self, site_id: SiteId, address: str, claim: SignedToken | SignedFields | None = None
    ) -> str:
        """A token by which this browser is known to the site. `claim`: whom the site says it is;
        then their chats follow them to other browsers.

        Raises:
            TooFast
            NotVouched: the claim is not the site's.
        """
        wait_ms = self._visits_of_address.take(address) or self._visits_of_site.take(site_id)
        if wait_ms:
            raise TooFast(in_s(wait_ms))
        token, now = self._ids.secret(), self._clock.now()
        visitor = Visitor(
            token_hash=hash_of(token),
            session_id=self._ids.fresh("v"),
            site_id=site_id,
            end_user_id=EndUserId(self._ids.fresh("e")),
            opened=now,
            used=now,
        )
        if claim is not None:
            who = await self._vouched(site_id, claim, now)
            visitor = visitor.but(
                end_user_id=who.end_user_id(site_id),
                known_as=who.known_as,
                name=who.name,
                email=who.email,
            )
        await self._store.put_visitor(visitor)
        return token

    async def new_site_secret(self, site_id: SiteId) -> str:
        """A fresh secret by which the site vouches for visitors; the one before is worth nothing
        any more, while who is signed in stays so."""
        secret = self._ids.secret()
        await self._store.put_site_secret(site_id, secret, self._clock.now())
        return secret

    async def sites_with_secret(self) -> dict[SiteId, Millis]:
        """Since when they have the one that counts."""
        return await self._store.sites_with_secret()

    async def _vouched(
        self, site_id: SiteId, claim: SignedToken | SignedFields, now: Millis
    ) -> Vouched:
        secret = await self._store.site_secret(site_id)
        if not secret:
            raise NotVouched("The site has no secret yet: make one in its settings.")
        return vouched_by(secret, claim, now)

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

    # Both

    def redeem(self, ticket: str) -> Principal | None:
        """Who it was made out to; `None` if it is unknown, used or late."""
        return self.tickets.redeem(ticket)

    def ticket(self, principal: Principal, address: str) -> str:
        """A ticket for one socket.

        Raises:
            TooFast
        """
        wait_ms = self._tickets_of_person.take(
            f"{principal.role}/{principal.id}"
        ) or self._tickets_of_address.take(address)
        if wait_ms:
            raise TooFast(in_s(wait_ms))
        return self.tickets.issue(principal)

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


def check_fit(password: str) -> None:
    """
    Raises:
        UnfitPassword
    """
    if not PASSWORD_CHARACTERS_MIN <= len(password) <= PASSWORD_CHARACTERS_MAX:
        raise UnfitPassword


def in_s(wait_ms: int) -> int:
    """Whole seconds, as HTTP counts them (RFC 9110, Retry-After)."""
    return math.ceil(wait_ms / 1000)


def _nobody_listens(session_id: str) -> None:
    """Until the composition root connects the sockets."""
