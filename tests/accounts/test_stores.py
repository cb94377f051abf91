"""What every store of log-ins must do; one suite for all."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from parlour.accounts.records import (
    SESSION_IDLE_MAX,
    SESSION_LIFE_MAX,
    VISITOR_IDLE_MAX,
    AccountsUnavailable,
    BrowserSession,
    Visitor,
    hash_of,
)
from parlour.accounts.sqlite import SqliteAccounts
from parlour.accounts.store import AccountStore, MemoryAccounts
from parlour.database.database import Database
from parlour.ids import AgentId, EndUserId, Millis, SiteId

ANN = AgentId("ann")
NOW = Millis(10**12)


def session(token: str, **changes: object) -> BrowserSession:
    return BrowserSession(
        token_hash=hash_of(token), session_id=f"s_{token}", agent_id=ANN, opened=NOW, used=NOW
    ).but(**changes)


def visitor(token: str, **changes: object) -> Visitor:
    return Visitor(
        token_hash=hash_of(token),
        session_id=f"v_{token}",
        site_id=SiteId("shop"),
        end_user_id=EndUserId(f"e_{token}"),
        opened=NOW,
        used=NOW,
    ).but(**changes)


@pytest.fixture(params=["memory", "sqlite"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[AccountStore]:
    if request.param == "memory":
        yield MemoryAccounts()
        return
    database = Database.open(tmp_path / "parlour.sqlite3", fatal=lambda error: None)
    yield SqliteAccounts(database)
    database.close()


async def test_a_password_is_replaced(store: AccountStore) -> None:
    assert await store.password_hash(ANN) is None
    await store.put_password_hash(ANN, "one")
    await store.put_password_hash(ANN, "two")
    assert await store.password_hash(ANN) == "two"


async def test_a_session_is_found_by_its_token_alone(store: AccountStore) -> None:
    await store.put_session(session("a"))
    assert await store.session(hash_of("a")) == session("a")
    assert await store.session(hash_of("b")) is None


async def test_the_sessions_of_an_agent_are_known(store: AccountStore) -> None:
    await store.put_session(session("a"))
    await store.put_session(session("b"))
    await store.put_session(session("c", agent_id=AgentId("ben")))
    assert {s.session_id for s in await store.sessions_of(ANN)} == {"s_a", "s_b"}


async def test_use_of_a_session_is_noted(store: AccountStore) -> None:
    await store.put_session(session("a"))
    await store.use_session(hash_of("a"), Millis(NOW + 5))
    assert await store.session(hash_of("a")) == session("a", used=NOW + 5)


async def test_use_does_not_bring_an_ended_session_back(store: AccountStore) -> None:
    await store.put_session(session("a"))
    await store.end_session(hash_of("a"))
    await store.use_session(hash_of("a"), Millis(NOW + 5))
    assert await store.session(hash_of("a")) is None


async def test_visitors_who_come_together_are_all_known(store: AccountStore) -> None:
    tokens = [f"t{n}" for n in range(50)]
    await asyncio.gather(*(store.put_visitor(visitor(token)) for token in tokens))
    for token in tokens:
        assert await store.visitor(hash_of(token)) == visitor(token)


async def test_a_visitor_who_comes_back_is_the_same_one(store: AccountStore) -> None:
    await store.put_visitor(visitor("a"))
    await store.put_visitor(visitor("a", used=NOW + 5))
    assert await store.visitor(hash_of("a")) == visitor("a", used=NOW + 5)


async def test_what_is_over_is_forgotten_and_nothing_else(store: AccountStore) -> None:
    await store.put_session(session("fresh"))
    await store.put_session(session("idle", used=NOW - SESSION_IDLE_MAX - 1))
    await store.put_session(session("old", opened=NOW - SESSION_LIFE_MAX - 1))
    await store.put_visitor(visitor("fresh"))
    await store.put_visitor(visitor("gone", used=NOW - VISITOR_IDLE_MAX - 1))
    await store.forget_over(NOW)
    assert [s.session_id for s in await store.sessions_of(ANN)] == ["s_fresh"]
    assert await store.visitor(hash_of("fresh")) is not None
    assert await store.visitor(hash_of("gone")) is None


async def test_a_database_that_is_gone_is_said_to_everybody_who_waits(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "parlour.sqlite3", fatal=lambda error: None)
    accounts = SqliteAccounts(database)
    database.close()
    outcomes = await asyncio.gather(
        *(accounts.put_visitor(visitor(f"t{n}")) for n in range(5)), return_exceptions=True
    )
    assert [type(outcome) for outcome in outcomes] == [AccountsUnavailable] * 5


async def test_tokens_are_not_in_the_file(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "parlour.sqlite3", fatal=lambda error: None)
    accounts = SqliteAccounts(database)
    token = "a-token-that-nobody-may-read"
    await accounts.put_session(session(token, session_id="s_1"))
    await accounts.put_visitor(visitor(token, session_id="v_1", end_user_id="e_1"))
    database.close()
    for path in tmp_path.iterdir():
        assert token.encode() not in path.read_bytes()


async def test_a_link_is_taken_once(store: AccountStore) -> None:
    await store.put_link(hash_of("one"), ANN, NOW)
    assert await store.take_link(hash_of("other"), NOW) is None
    assert await store.take_link(hash_of("one"), NOW) == ANN
    assert await store.take_link(hash_of("one"), NOW) is None


async def test_a_late_link_is_worth_nothing(store: AccountStore) -> None:
    await store.put_link(hash_of("one"), ANN, NOW)
    assert await store.take_link(hash_of("one"), Millis(NOW + 1)) is None
    await store.put_link(hash_of("two"), ANN, NOW)
    await store.forget_over(Millis(NOW + 1))
    assert await store.take_link(hash_of("two"), NOW) is None


async def test_a_new_link_replaces_the_last_one_of_this_agent_only(store: AccountStore) -> None:
    ben = AgentId("ben")
    await store.put_link(hash_of("of ben"), ben, NOW)
    await store.put_link(hash_of("one"), ANN, NOW)
    await store.put_link(hash_of("two"), ANN, NOW)
    assert await store.take_link(hash_of("one"), NOW) is None
    assert await store.take_link(hash_of("two"), NOW) == ANN
    await store.put_link(hash_of("three"), ANN, NOW)
    await store.forget_link(ANN)
    assert await store.take_link(hash_of("three"), NOW) is None
    assert await store.take_link(hash_of("of ben"), NOW) == ben


async def test_a_password_is_forgotten(store: AccountStore) -> None:
    await store.put_password_hash(ANN, "one")
    assert await store.agents_with_password() == {ANN}
    await store.forget_password(ANN)
    assert await store.password_hash(ANN) is None
    assert await store.agents_with_password() == set()
