"""What is kept of a log-in: never the token itself, only its SHA-256."""

import hashlib
from typing import NewType

from parlour.directory.records import Agent, Principal
from parlour.ids import AgentId, Duration, EndUserId, Millis, SiteId, seconds
from parlour.value import Value

TokenHash = NewType("TokenHash", str)

SESSION_IDLE_MAX: Duration = seconds(12 * 3600)
"""A shift; whoever comes back the next day signs in again (ASVS 7.3.1)."""
SESSION_LIFE_MAX: Duration = seconds(7 * 86_400)
"""However busy (ASVS 7.3.2)."""
VISITOR_IDLE_MAX: Duration = seconds(90 * 86_400)
"""A returning end-user is recognised for a season, then forgotten."""
TOUCH_EVERY: Duration = seconds(300)
"""How exactly last use is known: not every request shall cost a write."""
VISITOR_TOUCH_EVERY: Duration = seconds(86_400)
LINK_LIFE: Duration = seconds(3 * 86_400)
"""A link that was sent on a Friday still works on Monday."""
TOKEN_CHARACTERS_MAX = 128


class BrowserSession(Value):
    """An agent is signed in in one browser."""

    token_hash: TokenHash
    session_id: str
    agent_id: AgentId
    opened: Millis
    used: Millis

    def is_over(self, now: Millis) -> bool:
        return now - self.used > SESSION_IDLE_MAX or now - self.opened > SESSION_LIFE_MAX


class Visitor(Value):
    """An end-user's browser, known to one site."""

    token_hash: TokenHash
    session_id: str
    site_id: SiteId
    end_user_id: EndUserId
    opened: Millis
    used: Millis
    known_as: str = ""
    """The site's own id for them, if it vouches for them; with it go `name` and `email`."""
    name: str = ""
    email: str = ""

    def is_over(self, now: Millis) -> bool:
        return now - self.used > VISITOR_IDLE_MAX

    def principal(self) -> Principal:
        return Principal(
            role="end_user",
            site_id=self.site_id,
            id=self.end_user_id,
            session_id=self.session_id,
            since=self.opened,
            name=self.name,
            email=self.email,
        )


class SignedIn(Value):
    """An agent and the browser session it stands on."""

    agent: Agent
    session: BrowserSession

    def principal(self) -> Principal:
        return Principal(
            role="agent",
            site_id=None,
            id=self.agent.agent_id,
            session_id=self.session.session_id,
            since=self.session.opened,
        )


class WrongLogin(Exception):
    """Login or password is wrong, or the person is not active: nobody learns which."""


class TooManyTries(Exception):
    """Try again after `retry_after_s`."""

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(f"too many tries; again in {retry_after_s} s")
        self.retry_after_s = retry_after_s


class TooFast(Exception):
    """Too many new visitors or tickets: again after `retry_after_s`."""

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(f"too fast; again in {retry_after_s} s")
        self.retry_after_s = retry_after_s


class AccountsUnavailable(Exception):
    """Log-ins can't be written now; nothing was. Retryable."""


def hash_of(token: str) -> TokenHash:
    """Tokens have 256 bits of chance, so a plain hash can't be searched."""
    return TokenHash(hashlib.sha256(token.encode()).hexdigest())
