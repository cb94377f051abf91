"""Style sheets load nothing, however it is written."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parlour.cobrowse.styles import without_loads

LOADS = [
    "url(https://x.example/a.png)",
    "URL( 'https://x.example/a.png' )",
    'url("//x.example/a.png")',
    "url(  //x.example/a.png  )",
    "\\75rl(//x.example)",
    "u\\72 l(//x.example)",
    "u\\000072l(//x.example)",
    "ur\\l(//x.example)",
    "url\\28//x.example)",
    "u/**/rl(//x.example)",
    "url('//x.example' crossorigin(anonymous))",
    "url(//x.example",
    "url('//x.example\n)",
    "src('//x.example')",
    "image-set('//x.example' 1x)",
    "-webkit-image-set(url(//x.example) 1x)",
    "image\\2dset('//x.example' 1x)",
    "cross-fade(url(//x.example), url(//x.example))",
    "url(data:text/html,<script>)",
    "url(javascript:alert(1))",
    "expression(alert(1))",
    "element(#x)",
    "url(data:image/png;base64," + "A" * 5_000 + ")",
    'url("data:image/png,x" ) url(//x.example)',
]


@pytest.mark.parametrize("load", LOADS)
def test_loads_are_taken_out(load: str) -> None:
    css = without_loads(f"p {{ background: {load}; }}")
    assert not LOADING.search(css), css


LOADING = re.compile(
    r"(?i)(?:url|image-set|src|cross-fade|element|expression)\((?!\"(?:data:image/|#))"
)


@pytest.mark.parametrize(
    "rule",
    [
        "@import 'x';",
        '@IMPORT "x" screen;',
        "@\\69mport 'x';",
        "@import url(x);",
        "@font-face{src:url(x)}",
    ],
)
def test_rules_that_load_are_unknown_to_a_browser(rule: str) -> None:
    css = without_loads(rule)
    assert not re.search(r"(?i)@(?:import|font-face)", css)
    assert "@parlour-blocked-" in css


@pytest.mark.parametrize(
    "css",
    [
        "p{color:red}",
        "@media (max-width: 600px){a:hover{transform:translate(1px,2px)}}",
        ".md\\:flex{display:flex}",
        'q:before{content:"\\201C"}',
        "a{background:url(\"data:image/svg+xml;utf8,<svg d='M4111 1111 1111 1111'/>\")}",
        'a{fill:url("#gradient")}',
        "a{transform:matrix3d(1,0,0,0,0,1,0,0,0,0,1,0,0,0,0,1)}",
    ],
)
def test_plain_rules_stay(css: str) -> None:
    assert without_loads(css) == css


def test_numbers_in_rules() -> None:
    css = without_loads("a:after{content:'4111 1111 1111 1111'} b{--card:4111111111111111}")
    assert "1111" not in css


PIECES = st.sampled_from([*"url(\\75 72)\"'/*@importx;\n", "url(", "\\28", "data:image/"])


@given(st.lists(PIECES, max_size=60).map("".join))
def test_nothing_loads_whatever_is_written(css: str) -> None:
    assert not LOADING.search(without_loads(css))


@pytest.mark.parametrize(
    "piece", ["url(", "url('", "/*", "@import", "\\7", "image-set(", "url( ", '"']
)
def test_long_sheets_take_no_longer_than_their_length(piece: str) -> None:
    """Eighty times as long: about eighty times the work, not six thousand times."""
    short, long = (work(piece * count) for count in (2_500, 200_000))
    assert long < 1_000 * short


def work(css: str) -> float:
    """Seconds of CPU, at best."""
    spent = []
    for _ in range(3):
        begun = time.process_time()
        without_loads(css)
        spent.append(time.process_time() - begun)
    return max(min(spent), 2e-4)
