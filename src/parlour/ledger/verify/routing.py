"""Rules on the choice of an agent: what an offer's explanation says, against the log-ins.

The ledger does not keep the directory: which queues, skills and switches an agent had is taken
from the explanation, and whether their client was connected as well. What the log-ins do tell
(on duty, status, absence, sessions, pull) is worked out from them alone.
"""

from collections.abc import Callable, Iterator, Mapping

from parlour.chat.events import AgentEngagementInvitation
from parlour.ids import AgentId, Millis
from parlour.ledger.verify.duty import Duty
from parlour.ledger.verify.rules import Found
from parlour.routing.explanation import NAMED_AGAIN_MAX, Considered

STOOD = 10_000  # ms; another node's rows may be news to who chooses


NAMES_FEW = frozenset({"longest-wait-1"})  # policies that never named more than NAMED_MAX


def check_again(offer: AgentEngagementInvitation) -> Iterator[Found]:
    """Of an offer to the agent who let the last one go by: that nobody else could be asked must be
    said of everybody, one by one."""
    told = offer.explanation
    is_short = told.considered_more > 0 and len(told.considered) < NAMED_AGAIN_MAX
    if is_short and told.policy not in NAMES_FEW:
        yield "I11", f"offered again to {offer.agent_id}, and not everybody else is accounted for"


def check_offer(
    offer: AgentEngagementInvitation,
    on_duty: Mapping[AgentId, Duty],
    at: Millis,
    went_at: Callable[[AgentId], Millis | None],
) -> Iterator[Found]:
    """`on_duty`: the log-ins as they were before the offer. `went_at`: when the agent's last one
    ended, if one did."""
    told = offer.explanation
    chosen = on_duty.get(offer.agent_id)
    if chosen is None or not chosen.is_available or chosen.absence_id is not None:
        yield "X2", f"offered to {offer.agent_id}, who is not to be had"
    elif told.pulled and (not chosen.pulls or chosen.offers):
        yield "X2", f"offered to {offer.agent_id}, who had not asked for a chat"
    yield from _counts(offer)
    for other in told.considered:
        duty = on_duty.get(other.agent_id)
        if other.agent_id in told.unsettled:
            continue  # what was on its way was either written, and just now, or refused
        if duty is not None:
            yield from _other(other, duty, at)
        elif at - (went_at(other.agent_id) or Millis(0)) >= STOOD:
            yield "X5", f"{other.agent_id} was considered, who is not on duty"


def _counts(offer: AgentEngagementInvitation) -> Iterator[Found]:
    told = offer.explanation
    named = [other.agent_id for other in told.considered]
    if offer.agent_id in named or len(set(named)) != len(named):
        yield "X5", "an agent is named twice"
    free = sum(1 for other in told.considered if other.against is None)
    if not free <= told.others_free <= free + told.considered_more:
        yield "X5", f"{told.others_free} others are said to be free, {free} of those named are"


def _other(other: Considered, duty: Duty, at: Millis) -> Iterator[Found]:
    """What is said of one who was not chosen; a log-in that moved just now proves nothing."""
    if at - duty.moved_at < STOOD:
        return
    is_present = duty.is_available and duty.absence_id is None
    is_free = is_present and duty.in_use < duty.max_sessions
    match other.against:
        case "unavailable":
            is_so = not duty.is_available
        case "absent":
            is_so = duty.absence_id is not None
        case "full":
            is_so = duty.in_use >= duty.max_sessions
        case "not_asked":
            is_so = not duty.pulls or bool(duty.offers)
        case "unreachable":
            is_so = duty.is_available
        case _:
            is_so = is_free
    if not is_so:
        yield "X5", f"{other.agent_id} is said to be {other.against or 'free'}, and is not"
