"""Signing in and out, visits, tickets, links and what happens to guessers."""

import asyncio

import pytest

from parlour.accounts.accounts import (
    TRIES_OF_LOGIN,
    AccountLimits,
    Accounts,
    UnfitPassword,
)
from parlour.accounts.passwords import WAITING_MAX, Passwords, TooBusy
from parlour.accounts.records import (
    SESSION_IDLE_MAX,
    SESSION_LIFE_MAX,
    VISITOR_IDLE_MAX,
    TooFast,
    TooManyTries,
    WrongLogin,
)
from parlour.accounts.store import MemoryAccounts
from parlour.accounts.tickets import LIFE_MS, Tickets
from parlour.directory.directory import Directory
from parlour.directory.records import Agent, Principal
from parlour.engine.ports import ManualClock, SeededIds
from parlour.ids import AgentId, Millis, SiteId

ANN = Agent(agent_id=AgentId("ann"), login="Ann@Shop.example", name="Ann", profile_id="p")
PASSWORD = "correct horse"
LIMITS = AccountLimits()
HOME = "198.51.100.7"
SHOP = SiteId("shop")
DAY_MS = 86_400_000


class Office:
    """Accounts with Ann in them, cheap passwords, and a clock moved by hand."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.directory = Directory(agents=[ANN])
        self.revoked: list[str] = []
        passwords = Passwords(memory_kib=8)
        ids = SeededIds(1)
        self.accounts = Accounts(
            MemoryAccounts(), self.directory, self.clock, ids, passwords=passwords
        )
        self.accounts.on_revoked = self.revoked.append


@pytest.fixture
async def office() -> Office:
    office = Office()
    await office.accounts.set_password(ANN.agent_id, PASSWORD)
    return office


# Signing in


async def test_the_right_password_signs_in(office: Office) -> None:
    token, who = await office.accounts.sign_in("ann@shop.example", PASSWORD, HOME)
    assert who.agent == ANN
    assert await office.accounts.signed_in(token) == who


@pytest.mark.parametrize(
    ("login", "password"),
    [
        (ANN.login, "wrong horse"),
        (ANN.login, ""),
        (ANN.login, PASSWORD + " "),
        ("nobody", PASSWORD),
        ("", ""),
        ("ann\x00", PASSWORD),
        ("a" * 10_000, PASSWORD),
    ],
)
async def test_anything_else_does_not_and_nobody_learns_why(
    office: Office, login: str, password: str
) -> None:
    with pytest.raises(WrongLogin) as refused:
        await office.accounts.sign_in(login, password, HOME)
    assert str(refused.value) == ""


async def test_an_agent_who_is_not_active_can_not_sign_in(office: Office) -> None:
    office.directory.agents[ANN.agent_id] = ANN.but(active=False)
    with pytest.raises(WrongLogin):
        await office.accounts.sign_in(ANN.login, PASSWORD, HOME)


async def test_an_agent_without_a_password_can_not_sign_in() -> None:
    with pytest.raises(WrongLogin):
        await Office().accounts.sign_in(ANN.login, "", HOME)


async def test_an_unknown_login_costs_as_much_work_as_a_wrong_password(office: Office) -> None:
    checked: list[str] = []

    class Watched(Passwords):
        def _blockingly(self, password: str, password_hash: str | None) -> str:
            checked.append(password)
            return super()._blockingly(password, password_hash)

    watched = Watched(memory_kib=8)
    assert not await watched.verify(None, "x")
    assert not await watched.verify(await watched.hash("y"), "x")
    assert checked == ["x", "y", "x"]


@pytest.mark.parametrize("password", ["short", "x" * 257])
async def test_a_password_has_a_decent_length(office: Office, password: str) -> None:
    with pytest.raises(UnfitPassword):
        await office.accounts.set_password(ANN.agent_id, password)


async def test_a_crowd_of_sign_ins_is_told_to_come_back() -> None:
    passwords = Passwords(memory_kib=8)
    outcomes = await asyncio.gather(
        *(passwords.verify(None, "x") for _ in range(WAITING_MAX + 5)), return_exceptions=True
    )
    assert sum(isinstance(outcome, TooBusy) for outcome in outcomes) == 5
    assert await passwords.verify(None, "x") is False


# Guessing


async def guess(office: Office, times: int, login: str = ANN.login, address: str = HOME) -> None:
    for _ in range(times):
        with pytest.raises(WrongLogin):
            await office.accounts.sign_in(login, "wrong horse", address)


async def test_a_guesser_waits_and_each_wrong_guess_doubles_the_wait(office: Office) -> None:
    await guess(office, TRIES_OF_LOGIN)
    waits = []
    for _ in range(3):
        with pytest.raises(TooManyTries) as refused:
            await office.accounts.sign_in(ANN.login, PASSWORD, HOME)
        waits.append(refused.value.retry_after_s)
        office.clock.advance(refused.value.retry_after_s * 1000)
        await guess(office, 1)
    assert waits == [15, 30, 60]


async def test_a_locked_login_is_not_locked_for_its_owner_elsewhere(office: Office) -> None:
    await guess(office, TRIES_OF_LOGIN)
    await office.accounts.sign_in(ANN.login, PASSWORD, "203.0.113.5")


async def test_after_a_while_all_is_forgiven(office: Office) -> None:
    await guess(office, TRIES_OF_LOGIN)
    office.clock.advance(900_000)
    await office.accounts.sign_in(ANN.login, PASSWORD, HOME)
    await guess(office, TRIES_OF_LOGIN)


async def test_the_right_password_clears_earlier_mistakes(office: Office) -> None:
    for _ in range(4):
        await guess(office, TRIES_OF_LOGIN - 1)
        await office.accounts.sign_in(ANN.login, PASSWORD, HOME)


async def test_guesses_in_parallel_count_too(office: Office) -> None:
    outcomes = await asyncio.gather(
        *(office.accounts.sign_in(ANN.login, "wrong horse", HOME) for _ in range(20)),
        return_exceptions=True,
    )
    assert sum(isinstance(outcome, WrongLogin) for outcome in outcomes) == TRIES_OF_LOGIN


async def test_one_address_can_not_try_everybody(office: Office) -> None:
    for number in range(int(LIMITS.log_ins_of_address.burst)):
        await guess(office, 1, login=f"login{number}")
    with pytest.raises(TooManyTries):
        await office.accounts.sign_in("another", "wrong horse", HOME)


# Sessions


async def test_a_session_ends_when_it_is_not_used(office: Office) -> None:
    token, _ = await office.accounts.sign_in(ANN.login, PASSWORD, HOME)
    office.clock.advance(SESSION_IDLE_MAX)
    assert await office.accounts.signed_in(token) is not None
    office.clock.advance(SESSION_IDLE_MAX + 1)
    assert await office.accounts.signed_in(token) is None


async def test_a_session_ends_after_a_week_however_busy(office: Office) -> None:
    token, _ = await office.accounts.sign_in(ANN.login, PASSWORD, HOME)
    for _ in range(SESSION_LIFE_MAX // (SESSION_IDLE_MAX // 2)):
        assert await office.accounts.signed_in(token) is not None
        office.clock.advance(SESSION_IDLE_MAX // 2)
    office.clock.advance(1)
    assert await office.accounts.signed_in(token) is None


@pytest.mark.parametrize("token", ["", "nonsense", "x" * 5000, "\x00"])
async def test_a_token_of_nobody_is_nobodys(office: Office, token: str) -> None:
    assert await office.accounts.signed_in(token) is None


async def test_signing_out_ends_this_session_and_what_stands_on_it(office: Office) -> None:
    token, who = await office.accounts.sign_in(ANN.login, PASSWORD, HOME)
    other, _ = await office.accounts.sign_in(ANN.login, PASSWORD, HOME)
    ticket = office.accounts.tickets.issue(who.principal())
    await office.accounts.sign_out(token)
    assert office.revoked == [who.session.session_id]
    assert office.accounts.tickets.redeem(ticket) is None
    assert await office.accounts.signed_in(token) is None
    assert await office.accounts.signed_in(other) is not None


async def test_signing_out_twice_is_no_error(office: Office) -> None:
    token, _ = await office.accounts.sign_in(ANN.login, PASSWORD, HOME)
    await office.accounts.sign_out(token)
    await office.accounts.sign_out(token)
    assert len(office.revoked) == 1


async def test_a_new_password_ends_all_sessions(office: Office) -> None:
    token, who = await office.accounts.sign_in(ANN.login, PASSWORD, HOME)
    await office.accounts.set_password(ANN.agent_id, "another horse")
    assert await office.accounts.signed_in(token) is None
    assert office.revoked == [who.session.session_id]


async def test_an_agent_who_is_removed_is_signed_in_no_more(office: Office) -> None:
    token, _ = await office.accounts.sign_in(ANN.login, PASSWORD, HOME)
    office.directory.agents[ANN.agent_id] = ANN.but(active=False)
    assert await office.accounts.signed_in(token) is None


# Links


async def test_a_link_signs_in_again_and_again_until_it_is_old(office: Office) -> None:
    link = office.accounts.links.issue(ANN.agent_id)
    one, who = await office.accounts.sign_in_by_link(link, HOME)
    two, _ = await office.accounts.sign_in_by_link(link, HOME)
    assert one != two
    assert who.agent == ANN
    office.clock.advance(DAY_MS // 2 + 1)
    with pytest.raises(WrongLogin):
        await office.accounts.sign_in_by_link(link, HOME)


async def test_an_invented_link_does_not(office: Office) -> None:
    with pytest.raises(WrongLogin):
        await office.accounts.sign_in_by_link("invented", HOME)


# Visitors


async def test_a_visitor_is_the_same_end_user_each_time_on_this_site_only(office: Office) -> None:
    token = await office.accounts.open_visit(SHOP, HOME)
    first = await office.accounts.visitor(SHOP, token)
    office.clock.advance(30 * DAY_MS)
    assert first is not None
    assert first.role == "end_user"
    assert await office.accounts.visitor(SHOP, token) == first
    assert await office.accounts.visitor(SiteId("other"), token) is None
    assert await office.accounts.visitor(SHOP, token + "x") is None


async def test_a_visitor_who_stays_away_for_a_season_is_forgotten(office: Office) -> None:
    token = await office.accounts.open_visit(SHOP, HOME)
    office.clock.advance(VISITOR_IDLE_MAX + 1)
    assert await office.accounts.visitor(SHOP, token) is None


async def test_one_address_brings_so_many_new_visitors_and_then_some_a_second(
    office: Office,
) -> None:
    for _ in range(int(LIMITS.visits_of_address.burst)):
        await office.accounts.open_visit(SHOP, HOME)
    with pytest.raises(TooFast) as refused:
        await office.accounts.open_visit(SHOP, HOME)
    assert refused.value.retry_after_s == 1
    office.clock.advance(1000)
    await office.accounts.open_visit(SHOP, HOME)


async def test_all_addresses_together_bring_a_site_so_many_new_visitors(office: Office) -> None:
    for number in range(int(LIMITS.visits_of_site.burst)):
        await office.accounts.open_visit(SHOP, f"198.51.{number // 100}.1")
    with pytest.raises(TooFast):
        await office.accounts.open_visit(SHOP, "203.0.113.1")
    await office.accounts.open_visit(SiteId("other"), "203.0.113.1")


# Tickets

EVE = Principal(role="end_user", site_id=SHOP, id="eve", session_id="v_1", since=Millis(0))


def test_a_ticket_works_once_and_soon() -> None:
    clock = ManualClock()
    tickets = Tickets(clock, SeededIds(1))
    ticket, late = tickets.issue(EVE), tickets.issue(EVE)
    clock.advance(LIFE_MS)
    assert tickets.redeem(ticket) == EVE
    assert tickets.redeem(ticket) is None
    clock.advance(1)
    assert tickets.redeem(late) is None


async def test_one_person_gets_so_many_tickets_and_disturbs_nobody_else(office: Office) -> None:
    for number in range(int(LIMITS.tickets_of_person.burst)):
        office.accounts.ticket(EVE, f"198.51.100.{number}")
    with pytest.raises(TooFast) as refused:
        office.accounts.ticket(EVE, "203.0.113.1")
    assert refused.value.retry_after_s == 2
    office.accounts.ticket(EVE.but(id="tom"), "203.0.113.1")
    office.clock.advance(2_000)
    office.accounts.ticket(EVE, "203.0.113.1")


async def test_one_address_gets_so_many_tickets_whoever_asks(office: Office) -> None:
    for number in range(int(LIMITS.tickets_of_address.burst)):
        office.accounts.ticket(EVE.but(id=f"e{number}"), HOME)
    with pytest.raises(TooFast):
        office.accounts.ticket(EVE.but(id="another"), HOME)
    office.accounts.ticket(EVE.but(id="another"), "203.0.113.1")


def test_tickets_nobody_redeems_are_dropped() -> None:
    clock = ManualClock()
    tickets = Tickets(clock, SeededIds(1))
    for _ in range(100):
        tickets.issue(EVE)
    clock.advance(LIFE_MS + 1)
    tickets.issue(EVE)
    assert len(tickets) == 1


def test_there_are_so_many_tickets_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parlour.accounts.tickets.TICKETS_MAX", 3)
    tickets = Tickets(ManualClock(), SeededIds(1))
    issued = [tickets.issue(EVE) for _ in range(5)]
    assert len(tickets) == 3
    assert [tickets.redeem(ticket) is not None for ticket in issued] == [False] * 2 + [True] * 3
