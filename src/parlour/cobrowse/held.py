"""Texts that nobody has looked at yet, which the recorder holds back: strokes stand in for them.
Pure; `web/cobrowse/shorthand/held.ts` is the same in TypeScript."""

from parlour.cobrowse.limits import HELD_CHARACTERS_MAX

STROKE = "\u2013"
"""An en dash: as wide as half the type, about as wide as letters are, and in every font."""
_WORDS = (5, 3, 7, 2, 6, 4, 8, 3, 5)
"""Strokes without a gap, so that lines break as they do between words."""
_PATTERN = "".join(STROKE * length + " " for length in _WORDS)


def strokes(count: int) -> str:
    """What stands in for so many characters."""
    return (_PATTERN * (count // len(_PATTERN) + 1))[:count]


def said_of(text: str) -> str | int:
    """How a text is said: what stands in for another, by the number of its characters."""
    is_held = text.startswith(STROKE) and len(text) <= HELD_CHARACTERS_MAX
    return len(text) if is_held and text == strokes(len(text)) else text
