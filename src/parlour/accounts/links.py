"""Sign-in links, which the demo prints: whoever has one is that agent until the server stops."""

from parlour.accounts.records import TokenHash, hash_of
from parlour.engine.ports import Clock, Ids
from parlour.ids import AgentId

LIFE_MS = 12 * 3600 * 1000
LINKS_MAX = 100


class Links:
    """In memory, only hashes. A link works again and again: it is clicked in several browsers."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock = clock
        self._ids = ids
        self._links: dict[TokenHash, tuple[AgentId, float]] = {}

    def issue(self, agent_id: AgentId) -> str:
        assert len(self._links) < LINKS_MAX, "links are for a demo's few people"
        token = self._ids.secret()
        self._links[hash_of(token)] = (agent_id, self._clock.monotonic_ms() + LIFE_MS)
        return token

    def agent_of(self, token: str) -> AgentId | None:
        agent_id, until_ms = self._links.get(hash_of(token), (None, 0.0))
        return agent_id if until_ms >= self._clock.monotonic_ms() else None
