"""Walks through a chat: long sequences of plausible and implausible deeds, time going on.

A plausible step goes round the deck from where it was cut until it finds a deed that comes to
something; an implausible one tries one deed out of all, which is mostly refused.
"""

from collections.abc import Iterator

from hypothesis import strategies as st

from parlour.chat.commands import AnyChatCommand
from parlour.chat.events import AnyChatEvent, OfferProfile, Visibility
from parlour.chat.state import Phase
from parlour.chat.timing import due_at
from parlour.ids import Millis
from tests.chat.cast import PROFILE, TERMS, WRAP_UP_LIMIT, Agent, Step
from tests.chat.deeds import DEEDS
from tests.chat.scenario import Scene
from tests.chat.situations import SITUATIONS
from tests.chat.stage import ann, bea, cyd, dan, server, sue

PROFILES = (
    PROFILE,
    OfferProfile(allow_decline=False, auto_decline=True, wrap_up_limit=WRAP_UP_LIMIT),
    OfferProfile(allow_decline=False, auto_decline=False, wrap_up_limit=None),
)
TEAM = (bea, cyd, sue)
OFTEN = 12
"""How many times a deed that goes on with the chat is in the deck, for each that ends it."""


def deeds_of(agent: Agent) -> Iterator[Step]:
    """What an agent does as offered, invited, lead, conferee, monitor, in wrap-up."""
    yield from (agent.accepts(), agent.declines(), agent.closes_toast())
    yield from (agent.lets_toast_run_out(), agent.is_unavailable("unavailable"))
    yield from (agent.accepts_invitation(), *(agent.declines_invitation(),) * 3)
    yield from (agent.declines_invitation(ran_out=True), agent.is_unavailable_to_join())
    everyone: Visibility = "everyone"
    yield from (agent.posts(everyone), agent.posts("agents"))
    yield from (agent.pushes_url(), agent.sends_file())
    yield from (agent.invites_to_cobrowse(), agent.shows_first_frame(), agent.stops_cobrowse())
    yield from (agent.leaves(), agent.transfers_to_queue(), agent.closes_wrap_up())
    yield from (agent.views_invitation(), agent.takes_over(), server.revokes_monitoring(agent))
    yield from (agent.monitors(), agent.stops_monitoring(), agent.joins())
    yield from (server.marks_absent(agent), server.marks_present(agent))
    yield from (server.marks_lost(agent), server.removes(agent), server.notes_reset(agent))
    for profile in PROFILES:
        yield server.offers(agent, profile)
    for other in TEAM:
        yield from (agent.invites_to_transfer(other), agent.invites_to_conference(other))
        yield from (agent.cancels_invitation(other), agent.makes_lead(other))


GOING_ON: tuple[Step, ...] = (
    *(step for agent in TEAM for step in deeds_of(agent)),
    *(ann.posts(), ann.attaches(), ann.stops_cobrowse()),
    *(ann.consents(), bea.invites_to_cobrowse(), bea.shows_first_frame()) * 3,
    *(ann.declines_cobrowse(), ann.declines_cobrowse(unavailable=True)),
    *(server.marks_absent(ann), server.marks_present(ann), server.notes_reset(ann)),
    *(server.fails_cobrowse(), server.lets_time_pass(1), server.lets_time_pass(60)),
    *(server.offers(dan), dan.accepts(), dan.declines()),
)
ENDING: tuple[Step, ...] = (
    *(ann.cancels(), ann.cancels(deflected=True), ann.leaves(), server.marks_lost(ann)),
    *(bea.concludes(), cyd.concludes(), sue.concludes(as_supervisor=True)),
    *(server.ends_the_chat(), server.lets_time_pass(601), server.lets_time_pass(3600)),
)
DECK = GOING_ON * OFTEN + ENDING
ODD = tuple(DEEDS.values())
STRIDE = 89
"""Shares no factor with the length of the deck, so that going round meets every card."""

BEGINNINGS: tuple[tuple[Step, ...], ...] = (
    *SITUATIONS.values(),
    (ann.asks(TERMS.but(posts_in_queue=False)),),
    (ann.asks(TERMS.but(file_uploads=False)),),
)
"""A walk sets out from anywhere."""

TRIES_MAX = 100
"""Cards looked at for one plausible step."""

STEPS_TO_THE_END_MAX = 64
"""Every agent lost one by one, every offer and invitation timed out: far fewer."""

WAITS = (0, 0, 1, 5, 40)
"""Seconds before a step."""

Cut = int
"""Where the deck is cut, whether the step is plausible, and the wait before it, in one number."""

CUTS = len(DECK) * 10 * len(WAITS)
cuts = st.lists(st.integers(0, CUTS - 1), min_size=20, max_size=50)
"""Not less: a short walk sees little. A failing one is shortened by cuts of 0."""


class Walk:
    """One chat on its way through a list of cuts."""

    def __init__(self) -> None:
        self.scene = Scene()
        self.last: AnyChatCommand | None = None

    def begin(self, cut: int) -> None:
        for step in BEGINNINGS[cut % len(BEGINNINGS)]:
            self.scene.play(step)

    def go(self, cut: Cut) -> list[AnyChatEvent]:
        """What the step came to; nothing, if all that was tried was refused."""
        rest, place = divmod(cut, len(DECK))
        number, luck = divmod(rest, 10)
        deck, tries = (DECK, TRIES_MAX) if luck < 9 else (ODD, 1)
        wait = WAITS[number]
        since = self.scene.at
        for card in range(tries):
            step = deck[(place + card * STRIDE) % len(deck)]
            self.scene.at = Millis(since + wait * 1000)
            turn = self.scene.play(step)
            if turn.events:
                self.last = turn.command
                return turn.events
        self.scene.at = since
        return []


def walk(path: list[Cut]) -> Iterator[Walk]:
    """The walk after each of its steps that came to something."""
    going = Walk()
    going.begin(path[0])
    yield going
    for cut in path:
        if going.scene.state.phase is Phase.RELEASED:
            return
        if going.go(cut):
            yield going


def finish(scene: Scene) -> None:
    """Nobody does anything any more: what is due happens, and who is absent is lost."""
    for _ in range(STEPS_TO_THE_END_MAX):
        if scene.state.phase in (Phase.NEW, Phase.RELEASED):
            return
        turn = scene.play(loss(scene) or due(scene))
        assert turn.events, f"{turn.refused}: stuck in {scene.state}"
    raise AssertionError(f"still not released: {scene.state}")


def loss(scene: Scene) -> Step | None:
    """The first absent client is given up, as soon as it can be."""
    for absence in scene.state.absences:
        lost = server.marks_lost(ann if absence.agent_id is None else Agent(absence.agent_id))
        return lost.after(max(0, absence.lost_at - scene.at) / 1000)
    return None


def due(scene: Scene) -> Step:
    at = due_at(scene.state)
    assert at is not None, f"nothing is ever due in {scene.state}"
    return server.lets_time_pass(max(0, at - scene.at) / 1000)
