"""Where a chat can be: one situation for each way in which commands could fare differently."""

from tests.chat.cast import Step
from tests.chat.stage import ann, bea, cyd, server, sue

ASKED: tuple[Step, ...] = (ann.asks(),)
OFFERED = (*ASKED, server.offers(bea))
ENGAGED = (*OFFERED, bea.accepts())
REQUEUED = (*ENGAGED, bea.transfers_to_queue())
CONFERENCE = (*ENGAGED, bea.invites_to_conference(cyd), cyd.accepts_invitation())
INVITED_TO_COBROWSE = (*ENGAGED, bea.invites_to_cobrowse())
CONSENTED = (*INVITED_TO_COBROWSE, ann.consents())
WRAPPING_UP = (*ENGAGED, ann.leaves())

SITUATIONS: dict[str, tuple[Step, ...]] = {
    "new": (),
    "queued": ASKED,
    "queued, ann absent": (*ASKED, server.marks_absent(ann)),
    "requeued by bea": REQUEUED,
    "requeued, bea lost": (*ENGAGED, server.marks_absent(bea), server.marks_lost(bea)),
    "offered": OFFERED,
    "offered, ann absent": (*OFFERED, server.marks_absent(ann)),
    "engaged": ENGAGED,
    "conference": CONFERENCE,
    "transfer pending": (*ENGAGED, bea.invites_to_transfer(cyd)),
    "transfer viewed": (*ENGAGED, bea.invites_to_transfer(cyd), cyd.views_invitation()),
    "conference pending": (*ENGAGED, bea.invites_to_conference(cyd)),
    "co-browse invited": INVITED_TO_COBROWSE,
    "co-browse accepted": CONSENTED,
    "co-browse started": (*CONSENTED, bea.shows_first_frame()),
    "monitored": (*ENGAGED, sue.monitors()),
    "lead absent": (*ENGAGED, server.marks_absent(bea)),
    "ann absent": (*ENGAGED, server.marks_absent(ann)),
    "conferee absent": (*CONFERENCE, server.marks_absent(cyd)),
    "wrap-up": WRAPPING_UP,
    "wrap-up, bea absent": (*WRAPPING_UP, server.marks_absent(bea)),
    "wrap-up, ann lost": (*ENGAGED, server.marks_absent(ann), server.marks_lost(ann)),
    "released": (*WRAPPING_UP, bea.closes_wrap_up()),
}
