"""Variables of standard texts. The desk's own filling passes the same table:
web/desk/state/variables.test.ts."""

import json
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parlour.texts.addresses import Address, Unsafe
from parlour.texts.variables import VARIABLES, filled, judge_filled, unknown_in

CASES = json.loads((Path(__file__).parent / "variables.json").read_text())
"""`body`, `values`, and what they make: `filled`, `unknown`."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["body"]))
def test_a_body_is_filled(case: dict[str, object]) -> None:
    body, values = str(case["body"]), case["values"]
    assert isinstance(values, dict)
    assert filled(body, values) == case["filled"]
    assert list(unknown_in(body)) == case["unknown"]


@given(st.sampled_from(VARIABLES), st.text())
def test_a_value_is_never_read_as_a_variable_again(name: str, value: str) -> None:
    assert filled(f"<{{{{{name}}}}}>", {name: value}) == f"<{value}>"


@given(st.text(st.sampled_from("{}|. adegntm_u"), max_size=40))
def test_a_body_without_flaws_has_no_braces_left(body: str) -> None:
    if not list(unknown_in(body)):
        assert "{{" not in filled(body, {})


@pytest.mark.parametrize(
    "body",
    [
        "https://{{end_user.name}}/",
        "https://{{end_user.name|x}}.example/",
        "{{page.url}}",
        "https://shop.example{{end_user.name}}",
        "https:/{{end_user.name}}",
        "{{end_user.name}}:alert(1)",
    ],
)
def test_no_variable_decides_whose_address_it_is(body: str) -> None:
    values = {"end_user.name": ".evil.example", "page.url": "https://evil.example/"}
    assert isinstance(judge_filled(body, values), Unsafe)


@given(st.text(max_size=50))
def test_a_value_stays_where_it_stands_in_an_address(value: str) -> None:
    try:
        coded = quote(value, safe="")
    except UnicodeEncodeError:
        return
    told = judge_filled("https://shop.example/?n={{end_user.name}}&m=1", {"end_user.name": value})
    assert told == Address(url=f"https://shop.example/?n={coded}&m=1", host="shop.example")
