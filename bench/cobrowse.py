"""Bytes of co-browse against rrweb's own packer, on three recorded pages.

rrweb's packer (`@rrweb/packer`) deflates each event by itself: `zlibSync(JSON)`, by the same fflate
that the clients use, run here in Node. Its string of bytes is counted as so many bytes, which on a
socket it would not be: as UTF-8 it is half as long again. Ours: one stream, flushed for each batch
of 150 ms; of the recorder as it comes to the server, and of the server as it goes to the viewer.
"""

import gzip
import json
import subprocess
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from parlour.cobrowse.masking import PageTerms
from parlour.cobrowse.packing import Packer
from parlour.cobrowse.reading import Reading

PAGES = Path(__file__).parent / "pages"
WEB = Path(__file__).parents[1] / "web"
GATHER_MS = 150
"""As the recorder does."""
FULL_SNAPSHOT = 2
NODE = """
import { strToU8, zlibSync } from "fflate";
let text = "";
for await (const piece of process.stdin) text += piece;
const packed = (event) => zlibSync(strToU8(JSON.stringify({ ...event, v: "v1" })));
console.log(JSON.stringify(JSON.parse(text).map((event) => packed(event).length)));
"""

Event = dict[str, Any]


class Weight(NamedTuple):
    """Bytes until the first picture is there, and all that come after it."""

    first_view: int
    rest: int


def run() -> list[tuple[str, str]]:
    """Rows of the table."""
    rows: list[tuple[str, str]] = []
    totals = [Weight(0, 0), Weight(0, 0)]
    for path in sorted(PAGES.glob("*.json.gz")):
        name = path.name.partition(".")[0]
        recorded = json.loads(gzip.decompress(path.read_bytes()))
        raw, masked = recorded["raw"], recorded["masked"]
        theirs, same = of_rrweb(raw), of_rrweb(masked)
        recorder, viewer = of_stream(masked)
        minutes = (masked[-1]["timestamp"] - masked[0]["timestamp"]) / 60_000
        totals = [
            Weight(*map(sum, zip(total, weight, strict=True)))
            for total, weight in zip(totals, (theirs, viewer), strict=True)
        ]
        rows += [
            (f"{name}: first view, viewer / rrweb", first_view(viewer, theirs)),
            (f"{name}: KiB a minute, viewer / rrweb", per_minute(viewer, theirs, minutes)),
            (f"{name}: first view, recorder / rrweb", first_view(recorder, theirs)),
            (f"{name}: KiB a minute, recorder / rrweb", per_minute(recorder, theirs, minutes)),
            (f"{name}: all, viewer / rrweb's packer on the masked events", ratio(viewer, same)),
        ]
    theirs, ours = totals
    return [*rows, ("all pages: all bytes, viewer / rrweb", ratio(ours, theirs))]


def of_rrweb(events: list[Event]) -> Weight:
    answer = subprocess.run(
        ["node", "--input-type=module", "-e", NODE],
        cwd=WEB,
        input=json.dumps(events),
        capture_output=True,
        text=True,
        check=True,
    )
    sizes = json.loads(answer.stdout)
    first = first_picture(events)
    return Weight(sum(sizes[:first]), sum(sizes[first:]))


def of_stream(events: list[Event]) -> tuple[Weight, Weight]:
    """What the recorder sends of these events, and what the viewer gets."""
    first = first_picture(events)
    batches = [events[:first], *batched(events[first:])]
    origin = "/".join(events[0]["data"]["href"].split("/")[:3])
    recorder, viewer = Packer(), Packer()
    reading = Reading(PageTerms(origins=frozenset({origin})))
    sent, got = [], []
    for batch in batches:
        lines = b"".join(json.dumps(one, separators=(",", ":")).encode() + b"\n" for one in batch)
        packed = recorder.packed(lines)
        sent.append(len(packed))
        parts = reading.understood(packed).parts
        got.append(len(viewer.packed(b"".join(part.line for part in parts))) if parts else 0)
    return Weight(sent[0], sum(sent[1:])), Weight(got[0], sum(got[1:]))


def batched(events: list[Event]) -> list[list[Event]]:
    return [list(group) for _, group in groupby(events, lambda one: one["timestamp"] // GATHER_MS)]


def first_picture(events: list[Event]) -> int:
    """How many events there are up to it."""
    return next(at for at, one in enumerate(events) if one["type"] == FULL_SNAPSHOT) + 1


def first_view(ours: Weight, theirs: Weight) -> str:
    share = ours.first_view / theirs.first_view
    return f"{ours.first_view / 1024:.1f} / {theirs.first_view / 1024:.1f} KiB = {share:.2f}"


def per_minute(ours: Weight, theirs: Weight, minutes: float) -> str:
    shares = [weight.rest / 1024 / minutes for weight in (ours, theirs)]
    return f"{shares[0]:.1f} / {shares[1]:.1f} = {shares[0] / shares[1]:.2f}"


def ratio(ours: Weight, theirs: Weight) -> str:
    return f"{sum(ours) / sum(theirs):.2f}"
