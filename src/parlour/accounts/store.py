"""Where log-ins are kept: the Protocol and the one in memory. `sqlite` is the durable one."""

from typing import Protocol

from parlour.accounts.records import BrowserSession, TokenHash, Visitor
from parlour.ids import AgentId, Millis, SiteId


class AccountStore(Protocol):
    """Everything written is durable when the call returns."""

    async def password_hash(self, agent_id: AgentId) -> str | None: ...

    async def put_password_hash(self, agent_id: AgentId, password_hash: str) -> None: ...

    async def forget_password(self, agent_id: AgentId) -> None: ...

    async def agents_with_password(self) -> set[AgentId]: ...

    async def put_link(self, token_hash: TokenHash, agent_id: AgentId, until: Millis) -> None:
        """The only one of this agent: earlier ones are worth nothing any more."""
        ...

    async def take_link(self, token_hash: TokenHash, now: Millis) -> AgentId | None:
        """Whose link it is; nobody gets it a second time. `None`: unknown, taken or late."""
        ...

    async def forget_link(self, agent_id: AgentId) -> None: ...

    async def session(self, token_hash: TokenHash) -> BrowserSession | None: ...

    async def sessions_of(self, agent_id: AgentId) -> list[BrowserSession]: ...

    async def put_session(self, session: BrowserSession) -> None: ...

    async def use_session(self, token_hash: TokenHash, at: Millis) -> None:
        """It was used. One that has ended meanwhile stays ended."""
        ...

    async def end_session(self, token_hash: TokenHash) -> None: ...

    async def visitor(self, token_hash: TokenHash) -> Visitor | None: ...

    async def put_visitor(self, visitor: Visitor) -> None:
        """A new one, or the same with later use."""
        ...

    async def site_secret(self, site_id: SiteId) -> str:
        """By which the site vouches for visitors; empty: it has none."""
        ...

    async def put_site_secret(self, site_id: SiteId, secret: str, at: Millis) -> None: ...

    async def sites_with_secret(self) -> dict[SiteId, Millis]:
        """Since when."""
        ...

    async def forget_over(self, now: Millis) -> None:
        """Delete what is over."""
        ...


class MemoryAccounts:
    """For tests and simulations."""

    def __init__(self) -> None:
        self._passwords: dict[AgentId, str] = {}
        self._links: dict[TokenHash, tuple[AgentId, Millis]] = {}
        self._sessions: dict[TokenHash, BrowserSession] = {}
        self._visitors: dict[TokenHash, Visitor] = {}
        self._secrets: dict[SiteId, tuple[str, Millis]] = {}

    async def password_hash(self, agent_id: AgentId) -> str | None:
        return self._passwords.get(agent_id)

    async def put_password_hash(self, agent_id: AgentId, password_hash: str) -> None:
        self._passwords[agent_id] = password_hash

    async def agents_with_password(self) -> set[AgentId]:
        return set(self._passwords)

    async def forget_password(self, agent_id: AgentId) -> None:
        self._passwords.pop(agent_id, None)

    async def put_link(self, token_hash: TokenHash, agent_id: AgentId, until: Millis) -> None:
        await self.forget_link(agent_id)
        self._links[token_hash] = (agent_id, until)

    async def take_link(self, token_hash: TokenHash, now: Millis) -> AgentId | None:
        agent_id, until = self._links.pop(token_hash, (None, now))
        return agent_id if until >= now else None

    async def forget_link(self, agent_id: AgentId) -> None:
        self._links = {h: link for h, link in self._links.items() if link[0] != agent_id}

    async def session(self, token_hash: TokenHash) -> BrowserSession | None:
        return self._sessions.get(token_hash)

    async def sessions_of(self, agent_id: AgentId) -> list[BrowserSession]:
        return [s for s in self._sessions.values() if s.agent_id == agent_id]

    async def put_session(self, session: BrowserSession) -> None:
        self._sessions[session.token_hash] = session

    async def use_session(self, token_hash: TokenHash, at: Millis) -> None:
        if token_hash in self._sessions:
            self._sessions[token_hash] = self._sessions[token_hash].but(used=at)

    async def end_session(self, token_hash: TokenHash) -> None:
        self._sessions.pop(token_hash, None)

    async def visitor(self, token_hash: TokenHash) -> Visitor | None:
        return self._visitors.get(token_hash)

    async def put_visitor(self, visitor: Visitor) -> None:
        self._visitors[visitor.token_hash] = visitor

    async def site_secret(self, site_id: SiteId) -> str:
        return self._secrets.get(site_id, ("", 0))[0]

    async def put_site_secret(self, site_id: SiteId, secret: str, at: Millis) -> None:
        self._secrets[site_id] = (secret, at)

    async def sites_with_secret(self) -> dict[SiteId, Millis]:
        return {site_id: at for site_id, (_, at) in self._secrets.items()}

    async def forget_over(self, now: Millis) -> None:
        self._links = {h: link for h, link in self._links.items() if link[1] >= now}
        self._sessions = {h: s for h, s in self._sessions.items() if not s.is_over(now)}
        self._visitors = {h: v for h, v in self._visitors.items() if not v.is_over(now)}
