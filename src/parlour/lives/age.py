"""How long ago something was, as far as the server has seen time pass. Pure.

While a server is away nobody sees time pass but its machine's clock, which may be wrong by years.
A few days are believed. Of a longer outage nobody can tell how long it was, so what would be gone
for good after so many days does not get older by it: kept too long rather than gone too early.
"""

from collections.abc import Iterable

from parlour.ids import Duration, Millis, seconds
from parlour.lives.outage import Outage, Outages

BELIEVED: Duration = seconds(3 * 86_400)
"""A weekend with a holiday at its end. A clock that is wrong by less costs no more than that."""


def is_believed(outage: Outage) -> bool:
    return outage.length <= BELIEVED


def before(now: Millis, age: Duration, outages: Iterable[Outage]) -> Millis:
    """Whatever was before this moment has been seen to become older than `age`."""
    doubtful = Outages(outage for outage in outages if not is_believed(outage))
    moment = Millis(now - age)
    while True:
        earlier = Millis(now - age - doubtful.within(moment, now))
        if earlier == moment:
            return moment
        moment = earlier
