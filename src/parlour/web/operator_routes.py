"""Routes for whoever runs the server: health and metrics."""

import ipaddress
from collections.abc import Iterable

from litestar import MediaType, Response, get
from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from parlour.web.faults import NotThere
from parlour.web.rooms import ApiRequest, Rooms, rooms_of

ROLES = ("agent", "end_user")


@get("/health/live", media_type=MediaType.TEXT)
async def live() -> str:
    """The process runs and its loop turns."""
    return "live\n"


@get("/health/ready", media_type=MediaType.TEXT)
async def ready(request: ApiRequest) -> Response[str]:
    """It can take commands; if not, send clients elsewhere."""
    is_ready = rooms_of(request).floor.is_ready()
    return Response("ready\n" if is_ready else "not ready\n", status_code=200 if is_ready else 503)


@get("/metrics")
async def metrics(request: ApiRequest) -> Response[bytes]:
    """Counts for Prometheus, to private networks only: what came through a proxy is not private."""
    if not is_private(request):
        raise NotThere
    rooms = rooms_of(request)
    registry = CollectorRegistry()
    registry.register(Scrape(rooms))
    return Response(
        generate_latest(registry),
        media_type=CONTENT_TYPE_LATEST.partition("; charset")[0],
        headers={"Cache-Control": "no-store"},
    )


def is_private(request: ApiRequest) -> bool:
    if "x-forwarded-for" in request.headers or "forwarded" in request.headers:
        return False
    try:
        return ipaddress.ip_address(request.client.host if request.client else "").is_private
    except ValueError:
        return False


class Scrape(Collector):
    """Turns plain numbers into metrics when asked. Labels come from fixed vocabularies only."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    def collect(self) -> Iterable[Metric]:
        counts = self._rooms.counts
        connections = GaugeMetricFamily("parlour_connections", "Open sockets", labels=["role"])
        for role in ROLES:
            connections.add_metric([role], counts.open[role])
        yield connections
        yield CounterMetricFamily("parlour_frames_in", "Frames received", counts.frames_in)
        yield CounterMetricFamily("parlour_frames_out", "Frames sent", counts.frames_out)
        yield counter("parlour_frames_refused", "Frames refused unread", "code", counts.refused)
        yield counter("parlour_handshakes_rejected", "Handshakes", "status", counts.rejected)
        yield counter("parlour_sockets_closed", "Sockets closed by us", "code", counts.closed)
        yield CounterMetricFamily("parlour_connections_cut", "Too many at the door", counts.cut)
        waits = self._rooms.rates.refused()
        yield counter("parlour_too_fast", "Refused by a rate limit", "limit", waits)
        faults = self._rooms.admin.alert().faults
        yield GaugeMetricFamily("parlour_verify_faults", "Known faults of the ledger", faults)
        proven_s = (self._rooms.admin.proven_at() or 0) / 1000
        yield GaugeMetricFamily("parlour_verify_last_seconds", "When all was proven", proven_s)
        quarantined = self._rooms.floor.quarantined()
        yield GaugeMetricFamily("parlour_quarantined", "Damaged, out of service", quarantined)
        outcomes = self._rooms.floor.outcomes()
        yield counter("parlour_commands", "Commands by outcome", "outcome", outcomes)
        letters = self._rooms.after.letters()
        yield counter("parlour_letters", "Tries to deliver a letter", "outcome", letters)


def counter(
    name: str, text: str, label: str, numbers: dict[str, int] | dict[int, int]
) -> CounterMetricFamily:
    family = CounterMetricFamily(name, text, labels=[label])
    for key, count in numbers.items():
        family.add_metric([str(key)], count)
    return family


OPERATOR_ROUTES = (live, ready, metrics)
