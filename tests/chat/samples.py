"""Well-formed events for any situation, and all moments of some busy chats."""

from collections.abc import Iterator
from itertools import permutations
from typing import Any, get_args, get_type_hints

from parlour.chat.events import EVENT_CLASSES, SERVER, AnyChatEvent
from parlour.chat.evolve import evolve
from parlour.chat.state import ChatState, initial
from parlour.ids import Millis
from tests.chat.cast import PROFILE, SUPPORT, TERMS, WRAP_UP_LIMIT, Agent, Step
from tests.chat.scenario import Scene
from tests.chat.situations import CONFERENCE, ENGAGED, OFFERED, SITUATIONS
from tests.chat.stage import BECAUSE, ann, bea, cyd, dan, server, sue

LATER = Millis(1_800_000_000_000)

BUSY: tuple[Step, ...] = (
    *CONFERENCE,
    sue.monitors(),
    bea.invites_to_transfer(dan),
    bea.invites_to_conference(Agent("eve")),
    bea.invites_to_cobrowse(),
)
STORIES: tuple[tuple[Step, ...], ...] = (
    *SITUATIONS.values(),
    (*BUSY, ann.leaves()),
    (*BUSY, ann.consents(), ann.leaves()),
    (*BUSY, ann.consents(), bea.shows_first_frame(), ann.leaves()),
    (*BUSY, bea.transfers_to_queue(), server.marks_absent(sue), server.marks_lost(sue)),
    (*OFFERED, sue.monitors(), server.marks_absent(sue)),
    (*OFFERED, server.marks_absent(ann), server.marks_lost(ann)),
    (*ENGAGED, server.marks_absent(bea), server.marks_lost(bea), server.offers(cyd)),
    (*ENGAGED, server.marks_absent(bea), ann.leaves(), server.marks_lost(bea)),
    (*ENGAGED, sue.monitors(), server.marks_absent(sue), ann.leaves()),
)


def moments() -> list[ChatState]:
    """Every state in these stories, also those in the midst of a transaction."""
    return list(dict.fromkeys(state for story in STORIES for state in states_of(story)))


def states_of(story: tuple[Step, ...]) -> Iterator[ChatState]:
    scene = Scene()
    for step in story:
        scene.play(step)
    state = initial
    yield state
    for event, at in scene.log:
        state = evolve(state, event, at)
        yield state


def candidates(kind: int, state: ChatState) -> Iterator[AnyChatEvent]:
    """Events of this kind that could fit: about these people, with the ids that are open."""
    event_class: Any = EVENT_CLASSES[kind]
    for one, other in permutations((bea.id, cyd.id, sue.id), 2):
        for invitation_id in invitations(state):
            content = contents(state) | {
                "agent_id": one,
                "from_agent_id": one,
                "to_agent_id": other,
                "invitation_id": invitation_id,
                "cause": first_cause(event_class),
            }
            names = event_class.__struct_fields__
            yield event_class(**{name: content[name] for name in names if name in content})
            if kind == 49:
                queued = {"requeued_to": SUPPORT, "queue_until": LATER, "cause": "queued"}
                yield event_class(actor=SERVER, agent_id=one, **queued)


def invitations(state: ChatState) -> list[str]:
    found = [str(i.invitation_id) for i in state.invitations]
    return [*found, str(state.offer.invitation_id) if state.offer else "fresh"]


def first_cause(event_class: type[AnyChatEvent]) -> Any:
    cause = get_type_hints(event_class).get("cause")
    return get_args(cause)[0] if cause else None


def contents(state: ChatState) -> dict[str, Any]:
    """A value for every field that an event can have, by its name."""
    known = [a.absence_id for a in state.absences] + [loss.absence_id for loss in state.lost]
    return {
        "actor": SERVER,
        "absence_id": known[0] if known else "absence",
        "answer_until": LATER,
        "chat_id": "chat",
        "cobrowse_id": state.cobrowse.cobrowse_id if state.cobrowse else "cobrowse",
        "command_id": "client:1",
        "consent_text": "v1",
        "digest": "digest",
        "end_user_id": ann.id,
        "explanation": BECAUSE,
        "file_id": "file",
        "form": "url",
        "idle_since": LATER,
        "lost_at": LATER,
        "media_type": "image/png",
        "message_id": "message",
        "part": "lead",
        "profile": PROFILE,
        "queue_id": SUPPORT,
        "queue_until": LATER,
        "sha256": "00" * 32,
        "silent_since": LATER,
        "site_id": "shop",
        "size": 1,
        "terms": TERMS,
        "to_queue_id": SUPPORT,
        "toast_until": LATER,
        "was": "absent",
        "wrap_up_limit": WRAP_UP_LIMIT,
        "wrap_up_until": LATER,
    }
