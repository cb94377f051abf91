"""What can be measured of WCAG 2.2 AA on one screen, as it stands. See docs/accessibility.md."""

import json
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page, ViewportSize

AXE = (Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js").read_text()
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
ZOOMED: ViewportSize = {"width": 320, "height": 640}
"""1280 pixels at 400 % (SC 1.4.10)."""
ONE_PANE = '"page-has-heading-one"'
"""Advice, no rule of WCAG: a phone shows one pane of the desk, and its heading is a second one."""
Scheme = Literal["light", "dark"]

SETTLE = """async () => {
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  const shadows = [...document.querySelectorAll("*")].flatMap(({shadowRoot}) => shadowRoot ?? []);
  for (const animation of [document, ...shadows].flatMap((root) => root.getAnimations())) {
    if (animation.effect.getComputedTiming().endTime !== Infinity) animation.finish();
  }
}"""
"""Colours that are still on their way from one scheme to the other are nobody's."""
RUN = """(only) => axe.run(document, {
  resultTypes: ["violations"],
  rules: {"target-size": {enabled: true}},
  ...(only.length > 0 ? {runOnly: only} : {}),
}).then(({violations}) => violations.map(
  ({id, help, nodes}) => ({id, help, where: nodes.map(({target}) => target.flat().join(" "))})
))"""
OWN = (Path(__file__).parent / "a11y.js").read_text()


def axe(page: Page, *rules: str) -> list[str]:
    """What axe complains of, at any impact; `rules`: of these alone."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate(RUN, list(rules))
    return [json.dumps(each) for each in found]


def look(page: Page, where: str) -> list[str]:
    """Everything that can be measured, in the sizes and schemes in which it can differ."""
    found: list[str] = []

    def note(how: str, complaints: list[str]) -> None:
        found.extend(f"{where}, {how}: {complaint}" for complaint in complaints)

    show(page, DESKTOP, "light")
    note("desktop", axe(page) + own(page))
    show(page, DESKTOP, "dark")
    note("dark", axe(page, "color-contrast"))
    show(page, PHONE, "dark")
    note("phone, dark", axe(page, "color-contrast", "target-size"))
    show(page, PHONE, "light")
    note("phone", [each for each in axe(page) if ONE_PANE not in each] + own(page))
    show(page, ZOOMED, "light")
    note("400 %", own(page, reflow=True) + axe(page, "target-size"))
    show(page, DESKTOP, "light")
    return found


def show(page: Page, size: ViewportSize, scheme: Scheme) -> None:
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.evaluate(SETTLE)


def own(page: Page, *, reflow: bool = False) -> list[str]:
    """Live regions, motion, what scrolls; with `reflow` also what is out of reach at the side."""
    found: list[str] = page.evaluate(OWN, {"reflow": reflow})
    return found
