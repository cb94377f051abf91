"""Hostile texts in the place of all that a page is told: what a screen does with texts that got
past the door, or were in the ledger before there was one.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from tests.safety.corpus import LEADING, corpus, of

PACKS = 4
"""Each text is so many loads of a page away from having been the whole corpus."""
SCRIPT = (Path(__file__).parent / "poison.js").read_text()
BREAKER = (
    "\"'>--></script></style></textarea></title></noscript></xmp></iframe></template></svg>"
    "</math></select>"
)
"""Out of whatever the text before may have begun, so that the next one begins afresh."""
_HOLDERS = "script|style|textarea|title|no|xmp|plaintext|iframe|template|svg|math|select|listing"
_begins = re.compile(rf"<!|<\?|<({_HOLDERS})|[\"'`]", re.IGNORECASE)
KINDS = (
    "type kind part form cause code visibility role roles state deed method status_type phase went"
    " who outcome section scheme side corner identity when_busy when_closed pull_policy supervises"
)
IDS = (
    "id ids chat invitation status epoch sender agent tx hash prev_hash allowed_statuses queues"
    " path url_path token ticket time_zone language"
)
KEPT = f"{KINDS} {IDS}".split(" ")
"""Names under which no text for people stands. Whatever is not here is made hostile."""


def poison(canary: str, keep: Iterable[str] = ()) -> str:
    """A script to run in each page before its own. `canary`: the origin of the canary's server;
    `keep`: names whose texts stay, too."""
    texts = [text for payload in corpus() if is_sent(text := payload.text(canary))]
    given = {
        "leading": [payload.text(canary) for payload in of(*LEADING)],
        "packs": [joined(texts[first::PACKS]) for first in range(PACKS)],
        "names": [*KEPT, *keep],
    }
    return f"({SCRIPT})({json.dumps(given)})"


def joined(texts: list[str]) -> str:
    """One after the other; a text after which nothing would be markup comes last."""
    last = [text for text in texts if "<plaintext" in text]
    first = [text for text in texts if text not in last]
    return " ".join(f"{text}{BREAKER}" if _begins.search(text) else text for text in first + last)


def is_sent(text: str) -> bool:
    """No lone surrogate comes over a line: UTF-8 has none."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)
