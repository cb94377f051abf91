"""Bytes of co-browse against rrweb's own packer, on three recorded pages.

rrweb's packer (`@rrweb/packer`) deflates each event by itself: `zlibSync(JSON)`, by the same fflate
that the clients use, run here in Node. Its bytes are counted twice: as they are, and on a socket,
where they are a text of code points below 256 (UTF-8) with a frame's header. Ours are what the
recorder's own code sends, run in Node with the recording's clock, and what the server makes of it
for the viewer. "Cold": nobody has seen a page of this site before. "Warm": server and viewer have
the site's style sheets from an earlier session.
"""

import base64
import gzip
import json
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from parlour.cobrowse.masking import PageTerms
from parlour.cobrowse.reading import Reading
from parlour.cobrowse.sheets import SheetShelf
from parlour.cobrowse.viewing import Viewing
from parlour.hub.show import known_sheets
from parlour.ids import SiteId

PAGES = Path(__file__).parent / "pages"
WEB = Path(__file__).parents[1] / "web"
SITE = SiteId("shop")
META, FULL_SNAPSHOT = 4, 2
MASK_BYTES = 4
"""In each frame of a browser, RFC 6455."""
PACKED_BY_RRWEB = """
import { strFromU8, strToU8, zlibSync } from "fflate";
let text = "";
for await (const piece of process.stdin) text += piece;
const sizes = JSON.parse(text).map((event) => {
  const packed = zlibSync(strToU8(JSON.stringify({ ...event, v: "v1" })));
  return [packed.length, Buffer.byteLength(strFromU8(packed, true))];
});
console.log(JSON.stringify(sizes));
"""

Event = dict[str, Any]


class Weight(NamedTuple):
    """Bytes until the first picture is there, and all that come after it."""

    first_view: int
    rest: int


class Scales(NamedTuple):
    """By themselves, and as they are on a socket."""

    bare: Weight
    on_socket: Weight


class Shown(NamedTuple):
    recorder: Scales
    viewer: Scales


def run() -> list[tuple[str, str]]:
    """Rows of the table."""
    rows: list[tuple[str, str]] = []
    totals: dict[str, list[Scales]] = {"rrweb": [], "cold": [], "warm": []}
    with tempfile.TemporaryDirectory() as folder:
        recorder = built(Path(folder))
        for path in sorted(PAGES.glob("*.json.gz")):
            name = path.name.partition(".")[0]
            recorded = json.loads(gzip.decompress(path.read_bytes()))
            raw, masked = recorded["raw"], recorded["masked"]
            theirs, same = of_rrweb(raw), of_rrweb(masked)
            shelf = SheetShelf()
            cold = of_stream(recorder, masked, shelf)
            warm = of_stream(recorder, masked, shelf)
            minutes = (masked[-1]["timestamp"] - masked[0]["timestamp"]) / 60_000
            rows += first_views(name, theirs, cold, warm)
            rows += rests(name, theirs, cold, minutes)
            rows.append(
                (
                    f"{name}: all, cold, viewer / rrweb's packer on the masked events",
                    share(sum(cold.viewer.bare), sum(same.bare)),
                )
            )
            totals["rrweb"].append(theirs)
            totals["cold"].append(cold.viewer)
            totals["warm"].append(warm.viewer)
    return [*rows, *together(totals)]


def first_views(name: str, theirs: Scales, cold: Shown, warm: Shown) -> Iterator[tuple[str, str]]:
    for how, shown in (("cold", cold), ("warm", warm)):
        for end, ours in (("viewer", shown.viewer), ("recorder", shown.recorder)):
            bare = share(ours.bare.first_view, theirs.bare.first_view)
            sent = share(ours.on_socket.first_view, theirs.on_socket.first_view)
            yield f"{name}: first view, {how}, {end} / rrweb, KiB", both(bare, sent)


def rests(name: str, theirs: Scales, ours: Shown, minutes: float) -> Iterator[tuple[str, str]]:
    for end, scales in (("viewer", ours.viewer), ("recorder", ours.recorder)):
        bare = share(scales.bare.rest, theirs.bare.rest, minutes)
        sent = share(scales.on_socket.rest, theirs.on_socket.rest, minutes)
        yield f"{name}: KiB a minute after it, cold, {end} / rrweb", both(bare, sent)


def together(totals: dict[str, list[Scales]]) -> Iterator[tuple[str, str]]:
    theirs = totals["rrweb"]
    for how in ("cold", "warm"):
        ours = totals[how]
        bare = share(sum(sum(one.bare) for one in ours), sum(sum(one.bare) for one in theirs))
        sent = share(
            sum(sum(one.on_socket) for one in ours), sum(sum(one.on_socket) for one in theirs)
        )
        yield f"all pages: all bytes, {how}, viewer / rrweb, KiB", both(bare, sent)


def share(ours: int, theirs: int, minutes: float = 1) -> str:
    sizes = [size / 1024 / minutes for size in (ours, theirs)]
    return f"{sizes[0]:.1f} / {sizes[1]:.1f} = {ours / theirs:.2f}"


def both(bare: str, sent: str) -> str:
    return f"{bare}; on a socket {sent}"


# Weighing ----------------------------------------------------------------------------------------


def of_rrweb(events: list[Event]) -> Scales:
    script = ["node", "--input-type=module", "-e", PACKED_BY_RRWEB]
    sizes = json.loads(ran(script, events))
    first = next(at for at, one in enumerate(events) if one["type"] == FULL_SNAPSHOT) + 1
    bare = [size for size, _ in sizes]
    sent = [framed(size) + MASK_BYTES for _, size in sizes]
    return Scales(weight(bare, first), weight(sent, first))


def of_stream(recorder: Path, events: list[Event], shelf: SheetShelf) -> Shown:
    """What the recorder sends of these events, a new stream for each page, and what the viewer
    gets in its one. The viewer has what the shelf has: it was there in the earlier session. What
    the other end says of known style sheets counts as sent, before the first piece."""
    recorded: list[int] = []
    viewed: list[int] = []
    has = list(shelf.told(SITE))
    viewing = Viewing(has)
    origin = "/".join(events[0]["data"]["href"].split("/")[:3])
    for page in pages_of(events):
        told = shelf.told(SITE)
        sent = ran(["node", str(recorder)], {"events": page, "told": list(told)})
        reading = Reading(PageTerms(origins=frozenset({origin})), told)
        recorded.append(len(known_sheets(list(told))))
        for piece in map(base64.b64decode, json.loads(sent)):
            understood = reading.understood(piece)
            shelf.keep(SITE, understood.sheets)
            recorded.append(len(piece))
            viewed.append(len(viewing.packed(understood.parts)))
    return Shown(
        scales(recorded, MASK_BYTES),
        scales([len(json.dumps(has)), *filter(None, viewed)], 0),
    )


def scales(sizes: list[int], mask_bytes: int) -> Scales:
    """Of messages, the first two of which are there before the picture is."""
    return Scales(weight(sizes, 2), weight([framed(size) + mask_bytes for size in sizes], 2))


def pages_of(events: list[Event]) -> list[list[Event]]:
    """A new page begins with each `Meta`."""
    number = accumulate(one["type"] == META for one in events)
    pages: dict[int, list[Event]] = {}
    for at, event in zip(number, events, strict=True):
        pages.setdefault(at, []).append(event)
    return list(pages.values())


def weight(sizes: list[int], first: int) -> Weight:
    return Weight(sum(sizes[:first]), sum(sizes[first:]))


def framed(size: int) -> int:
    """A message of that size with the header of its frame, without a mask: RFC 6455."""
    return size + (2 if size < 126 else 4 if size < 1 << 16 else 10)


def built(folder: Path) -> Path:
    """The recorder's packing as one script."""
    out = folder / "weigh.mjs"
    bundler = ["node_modules/.bin/rolldown", "cobrowse/dev/weigh.ts", "--platform", "node"]
    subprocess.run(
        [*bundler, "--format", "esm", "--file", str(out)], cwd=WEB, check=True, capture_output=True
    )
    return out


def ran(script: list[str], given: object) -> str:
    answer = subprocess.run(
        script, cwd=WEB, input=json.dumps(given), capture_output=True, text=True, check=True
    )
    return answer.stdout
