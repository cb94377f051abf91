"""Records three pages in a real browser, as rrweb does by itself and as the widget's recorder does.

    .venv/bin/python -m bench.record_pages

Writes `bench/pages/{shop,article,form}.json.gz`: `{"raw": [event, …], "masked": [event, …]}`, both
of the same walk over the same pages: pointer, scrolling, typing, a part that opens, a list that
changes. Texts are drawn by lot from a fixed seed, styles are those of the shop.
"""

import gzip
import json
import random
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from parlour.web.clients import BUILT
from tests.e2e.conftest import CHROMIUM, FLAGS
from tests.e2e.replay_house import HTML, Canary, build

OUT = Path(__file__).parent / "pages"
SEED = 6
TEXT = """
    the of to and a in is it you that was for on are with as his they at be this from have or by one
    had not but what all were when we there can an your which their said if do will each about how
    up out them then she many some so these would other into has more her two like him see time
    could no make than first been its who now people my made over did down only way find use may
    water long little very after words called just where most know coffee grinder burr kettle
    dripper filter roast brew ratio grams extraction temperature steel walnut workshop
"""
WORDS = TEXT.split()
WINDOW: ViewportSize = {"width": 1280, "height": 800}
Walk = Callable[[Page], None]


def main() -> None:
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        harness = build(Path(folder))
        site = Canary({**shop(), **made(), "/harness.js": ("text/javascript", harness)})
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for name, steps in WALKS.items():
            recorded = {
                how: list(walked(browser, site.origin, steps, how)) for how in ("raw", "masked")
            }
            text = json.dumps(recorded, separators=(",", ":"))
            (OUT / f"{name}.json.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))
            print(name, {how: len(events) for how, events in recorded.items()}, len(text))
        browser.close()
        site.close()


def walked(
    browser: Browser, origin: str, steps: tuple[tuple[str, Walk], ...], how: str
) -> Iterator[dict[str, Any]]:
    """Each page of the walk begins with a full snapshot, as after a navigation."""
    context = browser.new_context(viewport=WINDOW)
    page = context.new_page()
    for path, walk in steps:
        page.goto(origin + path)
        page.add_script_tag(url="/harness.js")
        begin = "recordRaw()" if how == "raw" else "record([])"
        page.evaluate(f"() => {{ window.told = window.harness.{begin}; }}")
        walk(page)
        page.wait_for_timeout(600)
        for line in page.evaluate("() => window.told()"):
            yield json.loads(line)
    context.close()


def wander(page: Page) -> None:
    """Reads: the pointer here and there, the page down and up."""
    lots = random.Random(SEED)
    for _ in range(6):
        page.mouse.move(lots.randrange(100, 1180), lots.randrange(100, 700), steps=12)
        page.mouse.wheel(0, lots.choice((240, 360, 480, -200)))
        page.wait_for_timeout(250)


def read_article(page: Page) -> None:
    wander(page)
    page.click("summary >> nth=2")
    page.click("th >> nth=1")
    wander(page)


def fill_in(page: Page) -> None:
    for number, field in enumerate(page.query_selector_all("input[type=text]")[:14]):
        field.click()
        page.keyboard.type(f"Answer number {number}", delay=25)
    page.click("text=Add another person")
    page.click("text=Add another person")
    page.select_option("select >> nth=1", index=3)
    page.check("input[type=checkbox] >> nth=2")
    wander(page)


def shop() -> dict[str, tuple[str, bytes]]:
    kinds = {".html": HTML, ".css": "text/css"}
    files = {path.name: path for path in (BUILT / "shop").iterdir()}
    found = {
        f"/demo/shop/{name}": (kinds[path.suffix], path.read_bytes())
        for name, path in files.items()
    }
    return {**found, "/demo/shop/": found["/demo/shop/index.html"]}


def made() -> dict[str, tuple[str, bytes]]:
    return {"/article": (HTML, article().encode()), "/form": (HTML, form().encode())}


def frame(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<link rel="stylesheet" href="/demo/shop/shop.css"></head>'
        f'<body><header class="head"><a class="mark" href="/">Halden</a></header>'
        f"<main>{body}</main></body></html>"
    )


def article() -> str:
    lots = random.Random(SEED)

    def sentence() -> str:
        words = lots.choices(WORDS, k=lots.randrange(6, 22))
        return " ".join(words).capitalize() + "."

    def paragraph() -> str:
        said = [sentence() for _ in range(lots.randrange(3, 9))]
        said[0] = f'{said[0]} <a href="/wiki/{lots.choice(WORDS)}">{lots.choice(WORDS)}</a>'
        return f"<p>{' '.join(said)}</p>"

    parts = "".join(
        f'<section id="s{number}"><h2>{sentence()}</h2>'
        + "".join(paragraph() for _ in range(8))
        + f"<details><summary>More</summary>{paragraph()}</details></section>"
        for number in range(25)
    )
    rows = "".join(
        f"<tr><td>{lots.choice(WORDS).title()}</td><td>{lots.randrange(10, 9000)} g</td>"
        f"<td>{lots.random():.3f}</td><td>{lots.choice(WORDS)} {lots.choice(WORDS)}</td></tr>"
        for _ in range(300)
    )
    heads = "".join(f"<th>{head}</th>" for head in ("Name", "Weight", "Share", "Notes"))
    sort = (
        "<script>for (const th of document.querySelectorAll('th')) th.onclick = () => {"
        "const body = document.querySelector('tbody');"
        "body.append(...[...body.rows].slice(0, 40).reverse()); };</script>"
    )
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    return frame("On coffee", f"<h1>On coffee</h1>{parts}{table}{sort}")


def form() -> str:
    groups = "".join(
        f"<fieldset><legend>{title}</legend>"
        + "".join(
            f'<label for="{title}{number}">{title} {word}</label>'
            f'<input id="{title}{number}" type="text" name="{title}-{number}" required>'
            f"<small>As it stands in your papers</small>"
            for number, word in enumerate(("first", "second", "third", "fourth", "fifth"))
        )
        + f'<label><input type="checkbox" name="{title}"> The same as before</label>'
        + f"<select name='{title}-country'>"
        + "".join(f"<option>{word.title()}</option>" for word in WORDS[:60])
        + "</select></fieldset>"
        for title in ("Person", "Address", "Delivery", "Invoice", "Work", "Travel", "Family")
    )
    add = (
        '<div id="more"></div><button type="button" id="add">Add another person</button>'
        "<script>document.querySelector('#add').onclick = () => {"
        "document.querySelector('#more').append("
        "document.querySelector('fieldset').cloneNode(true)); };</script>"
    )
    return frame("Application", f"<h1>Application</h1><form>{groups}{add}</form>")


WALKS: dict[str, tuple[tuple[str, Walk], ...]] = {
    "shop": (
        ("/demo/shop/", wander),
        ("/demo/shop/grinder.html", wander),
        ("/demo/shop/delivery.html", wander),
    ),
    "article": (("/article", read_article),),
    "form": (("/form", fill_in),),
}

if __name__ == "__main__":
    main()
