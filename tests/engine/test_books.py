"""What the engine holds in memory, and the agenda of what is due."""

from hypothesis import given
from hypothesis import strategies as st

from parlour.agents.state import AgentState
from parlour.chat.state import ChatState, Invitation, Offer, Participant, Phase
from parlour.directory.records import Profile
from parlour.engine.agenda import Agenda
from parlour.engine.books import Books, LiveAgent, LiveChat
from parlour.engine.deadlines import due_of, grace_at
from parlour.engine.router import offer_profile
from parlour.ids import AgentId, ChatId, Duration, EndUserId, InvitationId, Millis, SiteId, TxId

BEA, CYD, SUE = AgentId("bea"), AgentId("cyd"), AgentId("sue")
SHOP, ANN, TX = SiteId("shop"), EndUserId("ann"), TxId("t")
PROFILE = offer_profile(Profile(profile_id="p", name="", queues={}))


def begun(books: Books, name: str = "c") -> LiveChat:
    live = LiveChat(ChatId(name))
    live.state = ChatState(phase=Phase.QUEUED, chat_id=live.chat_id, site_id=SHOP, end_user_id=ANN)
    books.keep_chat(live)
    return live


def move(books: Books, live: LiveChat, **changes: object) -> None:
    live.advance(live.state.but(**changes), live.version + 1, TX)
    books.keep_chat(live)


def offer(to: AgentId, at: int = 0) -> Offer:
    return Offer(
        invitation_id=InvitationId("i"),
        agent_id=to,
        offered_at=Millis(at),
        toast_until=Millis(at + 15),
        answer_until=Millis(at + 60),
        profile=PROFILE,
    )


# Books


def test_an_end_user_has_a_chat_until_it_ends_for_them() -> None:
    books = Books()
    live = begun(books)
    assert books.chat_of == {(SHOP, ANN): live.chat_id}
    move(books, live, phase=Phase.ENGAGED)
    move(books, live, phase=Phase.ENDED)
    assert books.chat_of == {}
    assert books.chats == {live.chat_id: live}
    move(books, live, phase=Phase.RELEASED)
    assert books.chats == {}


def test_a_chat_that_turns_out_never_to_have_begun_leaves_nothing() -> None:
    books = Books()
    live = begun(books)
    live.restore(())
    books.keep_chat(live)
    assert (books.chats, books.chat_of) == ({}, {})


def test_a_chat_is_found_by_everybody_who_has_to_do_with_it() -> None:
    books = Books()
    live = begun(books)
    move(books, live, phase=Phase.OFFERED, offer=offer(BEA))
    assert books.chats_of_agent(BEA) == [live]
    move(books, live, phase=Phase.QUEUED, offer=None)
    assert books.chats_of_agent(BEA) == []
    invitation = Invitation(
        invitation_id=InvitationId("t"),
        form="transfer",
        from_agent_id=BEA,
        to_agent_id=CYD,
        offered_at=Millis(0),
        toast_until=Millis(1),
        answer_until=Millis(2),
        profile=PROFILE,
    )
    move(
        books,
        live,
        phase=Phase.ENGAGED,
        participants=(Participant(agent_id=BEA, wrap_up_limit=None),),
        invitations=(invitation,),
        monitor_ids=(SUE,),
    )
    for agent_id in (BEA, CYD, SUE):
        assert books.chats_of_agent(agent_id) == [live]
        assert live.state.has_to_do_with(agent_id)
    move(books, live, phase=Phase.RELEASED)
    assert [books.chats_of_agent(agent_id) for agent_id in (BEA, CYD, SUE)] == [[], [], []]


agents = st.sampled_from([BEA, CYD, SUE])
states = st.builds(
    lambda phase, offered, monitors, parts: ChatState(
        phase=phase,
        chat_id=ChatId("c"),
        site_id=SHOP,
        end_user_id=ANN,
        offer=offer(offered) if phase is Phase.OFFERED and offered else None,
        monitor_ids=tuple(sorted(monitors)),
        participants=tuple(Participant(agent_id=p, wrap_up_limit=None) for p in sorted(parts)),
    ),
    st.sampled_from(Phase),
    st.none() | agents,
    st.frozensets(agents),
    st.frozensets(agents),
)


@given(st.lists(states, max_size=8))
def test_the_index_by_agent_is_what_a_walk_would_find(path: list[ChatState]) -> None:
    books, live = Books(), LiveChat(ChatId("c"))
    for state in path:
        live.advance(state, live.version + 1, TX)
        books.keep_chat(live)
        for agent_id in (BEA, CYD, SUE):
            walked = [one for one in books.chats.values() if one.state.has_to_do_with(agent_id)]
            assert books.chats_of_agent(agent_id) == walked


def test_an_agent_is_kept_while_on_duty_or_until_read_again() -> None:
    books, live = Books(), LiveAgent(BEA)
    live.state = AgentState(on_duty=True)
    books.keep_agent(live)
    live.state, live.stale = AgentState(), True
    books.keep_agent(live)
    assert books.agents == {BEA: live}
    live.restore(())
    books.keep_agent(live)
    assert books.agents == {}


# Outages


def waiting_since(at: int, until: int) -> LiveChat:
    live = LiveChat(ChatId("c"))
    live.state = ChatState(
        phase=Phase.QUEUED, queued_at=Millis(at), queue_until=Millis(until), chat_id=live.chat_id
    )
    return live


def test_an_offer_after_an_outage_has_its_usual_time_and_the_wait_keeps_its_grant() -> None:
    live = waiting_since(0, 1_000)
    live.grant_outage(Duration(500), Millis(100))
    assert due_of(live) == 1_500
    live.advance(live.state.but(phase=Phase.OFFERED, offer=offer(BEA, at=200)), 2, TX)
    assert due_of(live) == 260
    assert grace_at(live, Millis(260)) == 0
    assert grace_at(live, Millis(1_000)) == 500
    live.advance(live.state.but(phase=Phase.QUEUED, offer=None), 3, TX)
    assert due_of(live) == 1_500


def test_a_later_phase_has_its_own_deadlines() -> None:
    live = waiting_since(0, 1_000)
    live.grant_outage(Duration(500), Millis(100))
    live.advance(live.state.but(phase=Phase.ENDED, wrap_up_until=Millis(2_000)), 2, TX)
    assert due_of(live) == 2_000


def test_outages_add_up() -> None:
    live = waiting_since(0, 1_000)
    live.grant_outage(Duration(500), Millis(100))
    live.grant_outage(Duration(200), Millis(900))
    assert due_of(live) == 1_700


# The agenda


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 50)), max_size=30))
def test_every_key_comes_up_once_and_by_its_earliest_moment(plans: list[tuple[int, int]]) -> None:
    agenda: Agenda[int] = Agenda()
    earliest: dict[int, int] = {}
    for key, due in plans:
        agenda.plan(key, Millis(due))
        earliest[key] = min(due, earliest.get(key, due))
    seen: dict[int, int] = {}
    for now in range(51):
        for key in agenda.take_due(Millis(now)):
            assert key not in seen
            seen[key] = now
    assert seen == earliest
    assert agenda.take_due(Millis(1 << 60)) == []
