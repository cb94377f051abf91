"""How much one person may ask, over all their tabs and devices."""

from parlour.hub.requests import RequestLimits
from parlour.hub.seats import Seat
from parlour.rates import Rates


class Pace:
    """The limits of each connection hold beside these; only many connections come to these."""

    def __init__(self, limits: RequestLimits, rates: Rates) -> None:
        self._cost_bytes = limits.cost_bytes
        self._of_agent = rates.add("commands_of_agent", limits.of_agent)
        self._of_end_user = rates.add("commands_of_end_user", limits.of_end_user)

    def wait_ms(self, seat: Seat, frame_bytes: int) -> int:
        """0, and the frame may be taken; or how long it has to wait."""
        rate = self._of_agent if seat.audience == "agent" else self._of_end_user
        return rate.take(seat.principal.id, 1 + frame_bytes // self._cost_bytes)
