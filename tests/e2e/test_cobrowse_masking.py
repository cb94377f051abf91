"""A page full of secrets is recorded in a real browser: none of them is in what would be sent.

The server masks once more what it is sent; here is only what the end-user's own browser does.
"""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.replay_house import HTML, Canary, build

CARD = "4111 1111 1111 1111"
IBAN = "DE89 3704 0044 0532 0130 00"
SECRETS = {
    name: f"sEcr3t{name}"
    for name in (
        "typed", "value", "password", "shown", "hidden", "area", "chosen", "editable", "nested",
        "shadow", "frame", "deep", "masked", "attribute", "token", "title", "query", "script",
        "comment", "meta", "data", "canvas", "widget", "added", "changed", "checkbox", "later",
        "noscript", "template", "option", "list", "textbox", "author", "block", "inshadow",
    )
}  # fmt: skip
S = SECRETS
TIMES = re.compile(r'"timestamp":[0-9]+')
"""Digits of theirs may be any."""
PAGE = f"""<!doctype html><html lang="en"><head><title>Pay</title>
<meta name="csrf-token" content="{S["meta"]}">
<script>const secret = "{S["script"]}";</script>
<style>p {{ color: navy }} b::after {{ content: "{CARD}" }}</style></head>
<body data-session="{S["data"]}"><!-- {S["comment"]} -->
<h1 id="plain">Pay your order 12345 of 2026-11-28</h1>
<p>Charged to {CARD}, account <b>{IBAN}</b></p>
<a id="link" href="/reset?token={S["token"]}#{S["token"]}">Reset</a>
<img alt="card" src="/photo?key={S["query"]}" data-src="{S["data"]}">
<input id="text" value="{S["value"]}" placeholder="Name" title="Your name">
<input id="password" type="password" value="{S["password"]}">
<button id="eye" type="button">Show</button>
<input id="hidden" type="hidden" value="{S["hidden"]}">
<input id="box" type="checkbox" checked value="{S["checkbox"]}">
<input id="submit" type="submit" value="Pay now">
<textarea id="area">{S["area"]}</textarea>
<select id="select"><option>a</option>
  <option selected value="{S["option"]}">{S["chosen"]}</option></select>
<datalist id="list"><option value="{S["list"]}"></datalist>
<div id="editable" contenteditable title="{S["title"]}">{S["editable"]}<b>{S["nested"]}</b></div>
<div role="textbox">{S["textbox"]}</div>
<div class="account" title="{S["attribute"]}">Balance <span>{S["masked"]}</span></div>
<div data-parlour-mask>{S["author"]}</div><div data-parlour-block>{S["block"]}</div>
<iframe srcdoc="<p>{S["frame"]}</p><input value='{S["deep"]}'>"></iframe>
<noscript>{S["noscript"]}</noscript><template>{S["template"]}</template>
<div id="host"></div><div id="parlour"></div><div id="place"></div>
</body></html>"""
TREES = """(secrets) => {
    const host = document.querySelector('#host').attachShadow({ mode: 'open' });
    host.innerHTML = `<p id="said">${secrets.card}</p><input value="${secrets.shadow}">
        <div contenteditable>${secrets.inshadow}</div>`;
    document.querySelector('#parlour').attachShadow({ mode: 'open' }).innerHTML =
        `<p>${secrets.widget}</p>`;
    document.querySelector('iframe').contentDocument.body.append(secrets.frame);
}"""
CHANGES = """(secrets) => {
    const get = (id) => document.querySelector('#' + id);
    get('eye').onclick = () => { get('password').type = 'text'; };
    get('eye').click();
    get('password').value = secrets.shown;
    get('password').setAttribute('value', secrets.shown);
    get('text').value = secrets.changed;
    get('text').setAttribute('title', secrets.card);
    get('hidden').value = secrets.hidden;
    get('area').value = secrets.added;
    get('editable').firstChild.data = secrets.changed;
    get('editable').append(secrets.added);
    get('place').innerHTML = `<input value="${secrets.later}"><p>${secrets.iban}</p>
        <div contenteditable>${secrets.later}</div><div class="account">${secrets.later}</div>
        <script>"${secrets.script}"</scr` + `ipt><iframe srcdoc="${secrets.frame}"></iframe>
        <input type="hidden" value="${secrets.later}">`;
    const within = get('host').shadowRoot;
    within.querySelector('#said').firstChild.data = secrets.iban;
    within.append(secrets.card);
    within.querySelector('div').append(secrets.inshadow);
    get('parlour').shadowRoot.append(secrets.widget);
    get('parlour').shadowRoot.querySelector('p').firstChild.data = secrets.widget;
    get('plain').append(' Thank you');
}"""


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return build(tmp_path_factory.mktemp("harness"))


@pytest.fixture
def page(browser: Browser, script: bytes) -> Iterator[Page]:
    site = Canary({"/pay": (HTML, PAGE.encode()), "/h.js": ("text/javascript", script)})
    context = browser.new_context()
    opened = context.new_page()
    opened.goto(f"{site.origin}/pay?session={S['query']}")
    opened.add_script_tag(url="/h.js")
    yield opened
    context.close()
    site.close()


def recorded(page: Page, masked: list[str]) -> str:
    """Everything that would be sent of the page, of what changes on it and of what is typed."""
    secrets = {**SECRETS, "card": CARD, "iban": IBAN}
    page.evaluate(TREES, secrets)
    page.evaluate("(masked) => { window.told = window.harness.record(masked); }", masked)
    page.evaluate(CHANGES, secrets)
    for field in ("#text", "#password", "#area", "#editable"):
        page.click(field)
        page.keyboard.type(S["typed"])
    page.wait_for_function("() => window.told().some((line) => line.includes('\"source\":5'))")
    return "\n".join(page.evaluate("() => window.told()"))


def test_no_secret_leaves_the_page(page: Page) -> None:
    told = TIMES.sub("", recorded(page, [".account"]))
    found = [name for name, secret in SECRETS.items() if secret in told]
    assert found == []
    digits = "".join(character for character in told if character.isdigit())
    assert CARD.replace(" ", "") not in digits
    assert "3704" not in told
    assert "0532" not in told


def test_what_is_no_secret_is_shown(page: Page) -> None:
    """A mask that hides everything would pass the test above."""
    told = recorded(page, [".account"])
    for shown in (
        "Pay your order 12345 of 2026-11-28",
        "Thank you",
        "Charged to ",
        "Balance",
        '"placeholder":"Name"',
        '"title":"Your name"',
        "Pay now",
        "color: navy",
    ):
        assert (shown in told) == (shown != "Balance"), shown


def test_what_is_typed_is_seen_to_be_typed(page: Page) -> None:
    told = recorded(page, [])
    events = [json.loads(line) for line in told.splitlines()]
    texts = [e["data"]["text"] for e in events if e["type"] == 3 and e["data"]["source"] == 5]
    assert texts
    assert {character for text in texts for character in text} == {"•"}


def test_a_bad_selector_hides_rather_than_shows(page: Page) -> None:
    assert "Pay your order" not in recorded(page, ["p[["])


def test_the_recording_can_be_shown(page: Page) -> None:
    recorded(page, [])
    played = page.evaluate(
        """async () => {
            const events = window.harness.carried(window.told());
            const played = await window.harness.play(events, false);
            const outer = [...document.querySelectorAll('iframe')].at(-1);
            const inner = outer.contentDocument.querySelector('iframe').contentDocument;
            return {
                ...played,
                text: inner.body.innerText,
                shadow: inner.querySelector('#host').shadowRoot.textContent,
            };
        }"""
    )
    assert played["fault"] == ""
    assert played["drawn"]
    assert "Thank you" in played["text"]
    assert "••••" in played["shadow"]
