"""The server's own silence is nobody else's: stalls and restarts move deadlines."""

from parlour.settings import Settings
from tests.hub.faulty import FaultyLedger
from tests.hub.scenes import answer, offered, tail, talking, waiting
from tests.hub.stage import Stage
from tests.hub.walk import faults_of

MINUTE = 60_000


def stall(stage: Stage, ms: int) -> None:
    """The process stands still (stopped, suspended), then the beat goes on."""
    stage.clock.advance(ms)
    stage.server.ticker.beat()


async def test_a_stall_makes_nobody_absent_and_answers_no_offer() -> None:
    stage = Stage(settings=Settings(CS_IDLE_TIMEOUT=60))
    _ann, _bea, chat = await talking(stage)
    cyd = await stage.on_duty("cyd")
    _ben, second = await waiting(stage, "ben")
    assert cyd.last("offer")["chat"] == second
    stall(stage, 5 * MINUTE)
    await stage.settle()
    assert tail(await stage.kinds(chat), 48) == []
    assert await stage.kinds(second) == [26, 8]
    await answer(cyd, "accept")
    assert 48 in await stage.kinds(second)


async def test_after_a_stall_the_clients_have_the_rest_of_their_time_and_an_interval() -> None:
    stage = Stage(settings=Settings(CS_IDLE_TIMEOUT=3_600))
    _ann, bea, chat = await talking(stage)
    await stage.pass_time(100, alive=(bea,))
    stall(stage, 5 * MINUTE)
    await stage.pass_time(20 + 120 - 1, alive=(bea,))
    assert tail(await stage.kinds(chat), 48) == []
    await stage.pass_time(1, alive=(bea,))
    assert tail(await stage.kinds(chat), 48) == [6]
    await stage.pass_time(120, alive=(bea,))
    assert tail(await stage.kinds(chat), 48) == [6, 32, 31, 44, 49]


async def test_a_restart_makes_nobody_absent_and_moves_the_deadlines() -> None:
    stage = Stage(settings=Settings(USER_WAIT_QUEUE_TIMEOUT=60))
    ann, bea, chat = await offered(stage)
    await stage.restart(after_s=300)
    stage.server.ticker.beat()
    await stage.settle()
    assert await stage.kinds(chat) == [26, 8]
    ann, bea = await stage.end_user("ann"), await stage.agent("bea")
    assert bea.last("offer")["chat"] == chat
    await stage.pass_time(60 + 120 - 1, alive=(ann, bea))
    assert await stage.kinds(chat) == [26, 8]
    await stage.pass_time(1, alive=(ann, bea))
    assert await stage.kinds(chat) == [26, 8, 14, 44, 27]


async def test_an_offer_made_after_a_restart_has_its_usual_time() -> None:
    stage = Stage()
    _ann, chat = await waiting(stage)
    await stage.restart(after_s=300)
    ann, bea = await stage.end_user("ann"), await stage.on_duty("bea")
    await stage.pass_time(59, alive=(ann, bea))
    assert await stage.kinds(chat) == [26, 8]
    await stage.pass_time(1, alive=(ann, bea))
    assert await stage.kinds(chat) == [26, 8, 13]


async def test_after_activity_a_chat_is_idle_as_soon_as_ever() -> None:
    stage = Stage(settings=Settings(CS_IDLE_TIMEOUT=180))
    ann, bea, chat = await talking(stage)
    stall(stage, 10 * MINUTE)
    await stage.pass_time(5, alive=(ann, bea))
    await ann.ask("post", chat=chat, text="Hello?")
    await stage.pass_time(179, alive=(ann, bea))
    assert 39 not in await stage.kinds(chat)
    await stage.pass_time(2, alive=(ann, bea))
    assert 39 in await stage.kinds(chat)


async def test_whoever_does_not_come_back_after_a_quiet_night_and_a_restart_is_missed() -> None:
    stage = Stage()
    bea = await stage.on_duty("bea")
    for _ in range(60):
        stage.clock.advance(60_000)
        stage.server.gateway.contact(bea)
    await stage.restart(after_s=5)
    await stage.pass_time(239)
    assert (await stage.duty_kinds("bea")) == [1]
    await stage.pass_time(1)
    assert (await stage.duty_kinds("bea")) == [1, 6]
    await stage.pass_time(120)
    assert (await stage.duty_kinds("bea")) == [1, 6, 8]


async def test_an_open_absence_goes_on_after_a_restart_longer_by_the_outage() -> None:
    stage = Stage(settings=Settings(CS_IDLE_TIMEOUT=3_600))
    _ann, bea, chat = await talking(stage)
    await stage.pass_time(130, alive=(bea,))
    await stage.restart(after_s=300)
    bea = await stage.agent("bea")
    await stage.pass_time(229, alive=(bea,))
    assert tail(await stage.kinds(chat), 48) == [6]
    await stage.pass_time(12, alive=(bea,))
    assert tail(await stage.kinds(chat), 48) == [6, 32, 31, 44, 49]


async def test_an_absence_is_longer_by_every_restart_and_stall_since_it_was_told() -> None:
    stage = Stage(settings=Settings(CS_IDLE_TIMEOUT=3_600))
    _ann, bea, chat = await talking(stage)
    await stage.pass_time(120, alive=(bea,))
    stall(stage, 2 * MINUTE)  # and an interval: lost at 120 + 120 + 120 + 120
    await stage.restart(after_s=60)
    await stage.pass_time(5)
    await stage.restart(after_s=30)
    bea = await stage.agent("bea")
    lost_at = (await stage.last_event(chat, 6)).lost_at
    assert lost_at == stage.clock.now() - (120 + 60 + 5 + 30) * 1_000 + 120_000
    await stage.pass_time((lost_at - stage.clock.now()) / 1_000 + 90 + 119, alive=(bea,))
    assert tail(await stage.kinds(chat), 48) == [6]
    await stage.pass_time(130, alive=(bea,))
    assert tail(await stage.kinds(chat), 48) == [6, 32, 31, 44, 49]
    assert faults_of(stage) == ()


async def test_a_wait_is_longer_by_every_restart_since_it_began() -> None:
    stage = Stage(settings=Settings(USER_WAIT_QUEUE_TIMEOUT=60))
    _ann, chat = await waiting(stage)
    await stage.restart(after_s=300)
    await stage.restart(after_s=300)
    ann = await stage.end_user("ann")
    await stage.pass_time(60 + 120 - 1, alive=(ann,))
    assert await stage.kinds(chat) == [26]
    await stage.pass_time(1, alive=(ann,))
    assert await stage.kinds(chat) == [26, 44, 27]


async def test_while_the_server_drains_nobody_is_absent_and_no_deadline_is_over() -> None:
    stage = Stage(settings=Settings(CS_IDLE_TIMEOUT=60))
    _ann, _bea, chat = await talking(stage)
    stage.server.engine.outages.drain()
    await stage.pass_time(600)
    assert tail(await stage.kinds(chat), 48) == []


async def test_while_the_store_refuses_nobody_is_absent_and_no_deadline_is_over() -> None:
    ledger = FaultyLedger()
    stage = Stage(settings=Settings(CS_IDLE_TIMEOUT=180), ledger=ledger)
    _ann, _bea, chat = await talking(stage)
    ledger.down = True
    for _ in range(200):
        stage.server.engine.outages.store_refused(stage.clock.now())  # as each pulse finds
        await stage.pass_time(3)
    ledger.down = False
    stage.server.engine.outages.store_took(stage.clock.now())
    outage = stage.outages[-1]
    assert (outage.kind, outage.length) == ("store", 600_000)
    await stage.pass_time(119 + 120)
    assert tail(await stage.kinds(chat), 48) == []
    await stage.pass_time(1)
    assert set(tail(await stage.kinds(chat), 48)) == {4, 6}
    assert faults_of(stage) == ()


async def test_one_turn_that_fails_costs_the_others_nothing() -> None:
    stage = Stage(settings=Settings(USER_WAIT_QUEUE_TIMEOUT=10))
    ann, chat = await waiting(stage)

    def break_down(now: int) -> None:
        raise ZeroDivisionError(now)

    stage.server.ticker.on_tick.insert(0, break_down)
    await stage.pass_time(10, alive=(ann,))
    assert await stage.kinds(chat) == [26, 44, 27]
