"""Whatever the brand, what is drawn with it can be read."""

from hypothesis import given
from hypothesis import strategies as st

from parlour.directory.colours import DARK_GROUND, LIGHT_GROUND, contrast, palette_of

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(brand=colours)
def test_it_reads_well_whatever_the_brand(brand: str) -> None:
    palette = palette_of(brand)
    assert contrast(palette.on_brand, brand) > 4.2
    assert contrast(palette.ink_light, LIGHT_GROUND) >= 4.5
    assert contrast(palette.ink_light, "#ffffff") >= 4.5
    assert contrast(palette.ink_dark, DARK_GROUND) >= 4.5


def test_a_brand_that_reads_already_stays() -> None:
    assert palette_of("#0b1f4b").on_brand == "#ffffff"
    assert palette_of("#0b1f4b").ink_light == "#0b1f4b"
    assert palette_of("#ffd400").on_brand == "#14171c"


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
