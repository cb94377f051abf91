"""Which pages may be shown."""

import pytest

from parlour.cobrowse.pages import bare_address, may_show

ORIGINS = {"https://shop.example", "http://localhost:8080"}


@pytest.mark.parametrize(
    ("address", "beginnings", "shown"),
    [
        ("https://shop.example/", (), True),
        ("https://shop.example", (), True),
        ("HTTPS://Shop.Example:443/a?b#c", (), True),
        ("http://localhost:8080/x", (), True),
        ("http://shop.example/", (), False),
        ("https://shop.example:444/", (), False),
        ("https://shop.example.evil.example/", (), False),
        ("https://shop.example@evil.example/", (), False),
        ("https://ann@shop.example/", (), False),
        ("javascript:alert(1)", (), False),
        ("file:///etc/passwd", (), False),
        ("about:blank", (), False),
        ("https://[::1", (), False),
        ("https://shop.example/help", ("/help",), True),
        ("https://shop.example/help/more", ("/help",), True),
        ("https://shop.example/helpers", ("/help",), False),
        ("https://shop.example/help/", ("/help/",), True),
        ("https://shop.example/help", ("/help/",), False),
        ("https://shop.example/help/../account", ("/help",), False),
        ("https://shop.example/a/b", ("/x", "https://shop.example/a/"), True),
        ("https://shop.example/a/b", ("https://other.example/a/",), False),
        ("https://shop.example/", ("/",), True),
    ],
)
def test_which_may(address: str, beginnings: tuple[str, ...], shown: bool) -> None:
    assert may_show(address, beginnings, ORIGINS) is shown


@pytest.mark.parametrize(
    ("address", "bare"),
    [
        ("https://shop.example/a?card=1#b", "https://shop.example/a"),
        ("https://shop.example/card/4111111111111111", "https://shop.example/card/" + "•" * 16),
        ("nonsense", ""),
    ],
)
def test_what_is_passed_on_of_an_address(address: str, bare: str) -> None:
    assert bare_address(address) == bare
