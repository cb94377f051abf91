"""A chat's memory has limits, and what would go beyond them is refused."""

from parlour.chat.evolve import LOST_CLIENTS_MAX
from parlour.chat.state import AGENTS_MAX
from tests.chat.cast import Agent
from tests.chat.scenario import given
from tests.chat.situations import ASKED, ENGAGED
from tests.chat.stage import bea, dan, server, sue

CROWD = [Agent(f"agent{number}") for number in range(AGENTS_MAX)]


def test_so_many_agents_have_to_do_with_a_chat_and_no_more() -> None:
    invited = [bea.invites_to_conference(agent).after(0) for agent in CROWD[: AGENTS_MAX - 1]]
    full = given(*ENGAGED, *invited)
    full.when(bea.invites_to_conference(dan)).then_refused("chat_full")
    full.when(bea.invites_to_transfer(dan)).then_refused("chat_full")
    full.when(sue.monitors()).then("45 sue")
    full.when(sue.joins()).then_refused("chat_full")
    full.when(CROWD[0].declines_invitation(), sue.joins()).then("20 agent0, 46 sue joined, 23 sue")


def test_who_watches_takes_no_place_that_the_lead_could_miss() -> None:
    watched = given(*ENGAGED, *(Agent(f"watcher{number}").monitors() for number in range(16)))
    watched.when(*(bea.invites_to_conference(agent).after(0) for agent in CROWD[: AGENTS_MAX - 1]))
    watched.when(bea.invites_to_conference(dan)).then_refused("chat_full")


def test_so_many_watch_a_waiting_chat_and_no_more() -> None:
    full = given(*ASKED, *(agent.monitors() for agent in CROWD))
    full.when(sue.monitors()).then_refused("chat_full")
    full.when(server.offers(bea), bea.accepts()).then("8, 43, 11, 23, 48")


def test_the_latest_lost_clients_are_remembered() -> None:
    story = given(*ENGAGED)
    for agent in CROWD[: LOST_CLIENTS_MAX + 1]:
        story.when(agent.monitors(), server.marks_absent(agent), server.marks_lost(agent))
    lost = [loss.agent_id for loss in story.scene.state.lost]
    assert lost == [agent.id for agent in CROWD[1 : LOST_CLIENTS_MAX + 1]]


def test_lost_monitors_make_nobody_else_forgotten() -> None:
    story = given(*ENGAGED, server.marks_absent(bea), server.marks_lost(bea))
    for agent in CROWD[: LOST_CLIENTS_MAX + 1]:
        story.when(agent.monitors(), server.marks_absent(agent), server.marks_lost(agent))
    lost = [loss.agent_id for loss in story.scene.state.lost]
    assert lost == [bea.id, *(agent.id for agent in CROWD[1 : LOST_CLIENTS_MAX + 1])]


def test_the_memory_of_a_lost_client_goes_when_they_are_back_in_the_chat() -> None:
    story = given(*ENGAGED, server.removes(bea), server.offers(bea), bea.accepts())
    story.when(server.marks_absent(bea), server.marks_lost(bea), server.offers(bea))
    assert story.scene.state.lost == ()
