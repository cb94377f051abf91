"""Readable colours from a site's brand colour. Pure.

Worked out here and not in the widget, which has few bytes to spend before it is opened.
Source: WCAG 2.2, relative luminance and contrast ratio.
"""

from parlour.value import Value

WHITE, NEAR_BLACK = "#ffffff", "#14171c"
LIGHT_GROUND, DARK_GROUND = "#f0f2f5", "#262c36"
"""The darkest light and the lightest dark ground that text of the widget stands on: bubbles."""
READABLE = 4.5
TINT_STEPS = 12


class Palette(Value):
    """`on_brand`: text on the brand colour; `ink_light`, `ink_dark`: the brand as text or line on
    light and on dark ground."""

    on_brand: str
    ink_light: str
    ink_dark: str


def palette_of(brand: str) -> Palette:
    """Of a colour like #3b5bdb."""
    return Palette(
        on_brand=readable_on(brand),
        ink_light=_towards(brand, NEAR_BLACK, LIGHT_GROUND),
        ink_dark=_towards(brand, WHITE, DARK_GROUND),
    )


def readable_on(ground: str) -> str:
    """White where it reads well, else whichever of white and black reads better."""
    white = contrast(WHITE, ground)
    return WHITE if white >= READABLE or white >= contrast(NEAR_BLACK, ground) else NEAR_BLACK


def contrast(one: str, other: str) -> float:
    """From 1 (same) to 21 (black on white)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _towards(colour: str, pole: str, ground: str) -> str:
    """The colour mixed with the pole until it reads on the ground."""
    for step in range(TINT_STEPS + 1):
        mixed = _mix(colour, pole, step / TINT_STEPS)
        if contrast(mixed, ground) >= READABLE:
            return mixed
    return pole


def _mix(colour: str, pole: str, part: float) -> str:
    mixed = (
        round(one + (other - one) * part)
        for one, other in zip(_rgb(colour), _rgb(pole), strict=True)
    )
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def _rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour[1:])
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
