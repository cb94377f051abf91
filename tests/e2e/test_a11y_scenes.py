"""Every scene of the desk and every state of the widget, in light and dark, on a desktop, a phone
and at 400 %; and the focus: kept in a dialog, given back by what is closed.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e import a11y
from tests.e2e.scenes import Scenes, settle
from tests.e2e.widget_scenes import SCENES, WidgetStage

pytestmark = [pytest.mark.browser, pytest.mark.slow]

IN_DIALOG = """() => {
  const dialog = document.querySelector("[aria-modal=true]");
  return dialog === null || dialog.contains(document.activeElement);
}"""
INTO_DIALOG = """() => document.querySelector(
  "[aria-modal=true] :is(button, input, select, textarea, a[href])").focus()"""
"""A scene draws the page and the dialog over it at once; both want the focus."""
HAS_DIALOG = "() => document.querySelector('[aria-modal=true]') !== null"
IN_SHEET = """() => {
  const root = document.getElementById("parlour").shadowRoot;
  return root.querySelector("[aria-modal=true]").contains(root.activeElement);
}"""
TABS = 14
"""More than any dialog's first screenful has; the last one goes round."""


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scenes]:
    served = Scenes(tmp_path_factory.mktemp("scenes"))
    yield served
    served.stop()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=a11y.DESKTOP, reduced_motion="reduce", bypass_csp=True)
    context.add_init_script(a11y.AXE)
    yield context.new_page()
    context.close()


def test_no_scene_of_the_desk_has_a_fault(scenes: Scenes, page: Page) -> None:
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for name in scenes.names(page):
        page.goto(scenes.address(name))
        settle(page)
        complaints += focus_lost(page, name)
        complaints += a11y.look(page, name)
    assert not complaints, "\n".join(complaints)


def focus_lost(page: Page, name: str) -> list[str]:
    """Tab goes round in a dialog, forwards and back."""
    if not page.evaluate(HAS_DIALOG):
        return []
    found = []
    page.evaluate(INTO_DIALOG)
    for key in ("Tab", "Shift+Tab"):
        for _ in range(TABS):
            page.keyboard.press(key)
            if not page.evaluate(IN_DIALOG):
                found.append(f"{name}: {key} leaves the dialog")
                break
    return found


END_OF_BAR = """() => Math.max(
  ...[...document.querySelectorAll(".top-bar *")].map((e) => e.getBoundingClientRect().right))"""


@pytest.mark.parametrize("scene", ["pulling", "set_up_queues"])
def test_the_bar_keeps_to_the_page_at_every_width(scenes: Scenes, page: Page, scene: str) -> None:
    """With all that may stand in it: five pages, a request, sound that is blocked."""
    page.goto(scenes.address(scene))
    settle(page)
    for width in range(360, 1_640, 40):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate(END_OF_BAR) <= width, f"beyond the edge at {width}"


@pytest.mark.parametrize("scene", ["chat", "set_up_queues", "floor"])
def test_a_menu_is_clean_and_gives_the_focus_back(scenes: Scenes, page: Page, scene: str) -> None:
    """What floats over the page belongs to none of its regions."""
    page.goto(scenes.address(scene))
    settle(page)
    openers = page.locator("[aria-haspopup=menu]:visible")
    assert openers.count() >= 2
    for place in range(min(openers.count(), 4)):
        opener = openers.nth(place)
        opener.focus()
        page.keyboard.press("Enter")
        page.get_by_role("menu").wait_for()
        page.evaluate(a11y.SETTLE)
        assert [each for each in a11y.axe(page) if '"region"' not in each] == []
        page.keyboard.press("ArrowDown")
        assert page.evaluate("() => document.activeElement.role") in {"menuitem", "menuitemradio"}
        page.keyboard.press("Escape")
        page.get_by_role("menu").wait_for(state="detached")
        assert opener.evaluate("(button) => button === document.activeElement")


def test_no_state_of_the_widget_has_a_fault(page: Page) -> None:
    stage = WidgetStage(page.context)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for name in SCENES:
        stage.show(page, name)
        complaints += a11y.look(page, name)
    assert not complaints, "\n".join(complaints)


def test_the_widget_keeps_the_focus_and_gives_it_back(page: Page) -> None:
    stage = WidgetStage(page.context)
    stage.show(page, "asked whether to end")
    for key in ("Tab", "Tab", "Tab", "Shift+Tab", "Shift+Tab"):
        page.keyboard.press(key)
        assert page.evaluate(IN_SHEET), key
    page.keyboard.press("Escape")
    active = "() => document.getElementById('parlour').shadowRoot.activeElement"
    assert page.evaluate(f"({active})().ariaLabel") == "End chat"
    page.keyboard.press("Escape")
    page.locator(".panel").wait_for(state="detached")
    assert page.evaluate(f"({active})().classList.contains('launcher')")
