"""Every screen under axe: nothing serious, on desktop and phone, in light and dark."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e import a11y
from tests.e2e.conftest import Cast, Visitors
from tests.e2e.house import House, LinedHouse
from tests.e2e.people import DeskAgent

RUN = """() => axe.run(document, {resultTypes: ["violations"]}).then(({violations}) => violations
  .filter(({impact}) => impact === "serious" || impact === "critical")
  .map(({id, help, nodes}) => ({id, help, where: nodes.map(({target}) => target.flat().join(" "))}))
)"""
ABSENT_S = 121
"""The demo's ABSENT_INTERVAL, and a second."""
SCHEMES: tuple[a11y.Scheme, ...] = ("light", "dark")

pytestmark = pytest.mark.browser


class Inspector:
    """Looks at a screen in every size and scheme, and collects what it finds."""

    def __init__(self) -> None:
        self.findings: list[str] = []

    def look(self, page: Page, screen: str) -> None:
        for size in (a11y.DESKTOP, a11y.PHONE):
            for scheme in SCHEMES:
                a11y.show(page, size, scheme)
                found: list[dict[str, Any]] = page.evaluate(RUN)
                where = f"{screen}, {size['width']}, {scheme}"
                self.findings += [f"{where}: {json.dumps(each)}" for each in found]
        a11y.show(page, a11y.DESKTOP, "light")


@pytest.fixture
def inspected(browser: Browser) -> Iterator[Visitors]:
    """A browser in which axe is at hand on each page."""
    context = browser.new_context(viewport=a11y.DESKTOP, reduced_motion="reduce", bypass_csp=True)
    context.add_init_script(a11y.AXE)
    found = Visitors(context)
    yield found
    context.close()
    assert found.complaints == []


def test_no_screen_of_a_chat_has_a_serious_fault(house: House, inspected: Visitors) -> None:
    cast, inspector = Cast(house, inspected), Inspector()
    ann = cast.end_user()
    inspector.look(ann.page, "shop")
    ann.open_chat()
    expect(ann.page.get_by_label("Your name")).to_be_visible()
    inspector.look(ann.page, "form")
    ann.ask("Ann", "Which grinder for espresso?")
    expect(ann.page.get_by_role("heading", name="You are next in line")).to_be_visible()
    inspector.look(ann.page, "queue")

    ada = cast.ada()
    expect(ada.page.get_by_role("article", name="New chat: Ann")).to_be_visible()
    inspector.look(ada.page, "offer")
    ada.accept()
    ann.sees(re.compile("Ada joined"))
    ann.write("The small one?")
    ada.sees("The small one?")
    ada.write("The small one is fine: https://halden.example/grinder")
    ann.sees("The small one is fine")
    inspector.look(ann.page, "chat")
    inspector.look(ada.page, "chat at the desk")
    ada.conclude()
    expect(ann.page.get_by_text("Start a new chat")).to_be_visible()
    inspector.look(ann.page, "ended")
    inspector.look(ada.page, "wrap-up")
    assert inspector.findings == []


def test_no_screen_of_the_house_has_a_serious_fault(house: House, inspected: Visitors) -> None:
    cast, inspector = Cast(house, inspected), Inspector()
    stranger = inspected.open_unsigned(f"{house.origin}/desk/?seat=7")
    expect(stranger.get_by_role("heading", name="Sign in to the desk")).to_be_visible()
    inspector.look(stranger, "sign-in")
    off_duty = inspected.open(house.ben)
    expect(off_duty.get_by_role("button", name="Go on duty")).to_be_visible()
    inspector.look(off_duty, "off duty")
    ann, ada = cast.talking()
    ada.write("Yes.")
    ann.sees("Yes.")
    floor = cast.sophie()
    expect(floor.get_by_role("row", name=re.compile("Ann"))).to_be_visible()
    inspector.look(floor, "floor")
    floor.get_by_role("link", name="Ann").click()
    expect(floor.get_by_role("heading", name="Ledger of Ann")).to_be_visible()
    inspector.look(floor, "ledger")
    ada.conclude()
    ada.close_wrap_up()
    ada.page.get_by_text("All quiet").wait_for()
    floor.keyboard.press("Escape")
    floor.get_by_role("link", name="Released").click()
    expect(floor.get_by_role("link", name="Ann").first).to_be_visible()
    inspector.look(floor, "released")
    assert inspector.findings == []


def test_no_screen_of_a_team_has_a_serious_fault(house: House, inspected: Visitors) -> None:
    cast, inspector = Cast(house, inspected), Inspector()
    ann, ada = cast.talking()
    ben = cast.ben()
    ada.pass_on().get_by_text("Ben").wait_for()
    inspector.look(ada.page, "pass on")
    ada.page.keyboard.press("Escape")
    ada.invite("Ben")
    toast = ben.asked_by("Ada asks you to join")
    inspector.look(ben.page, "asked by a colleague")
    toast.get_by_role("button", name="View").click()
    ben.word("May I?")
    inspector.look(ben.page, "consultation")
    ada.sees("May I?")
    inspector.look(ada.page, "pending invitation")
    ben.page.get_by_role("button", name="Join").click()
    ann.reads("Ada and Ben")
    inspector.look(ann.page, "two agents")
    expect(ada.team().get_by_role("button", name="Make lead: Ben")).to_be_visible()
    inspector.look(ada.page, "roster")
    ada.page.keyboard.press("Escape")
    sophie = DeskAgent(cast.sophie())
    sophie.watch("Ann")
    inspector.look(sophie.page, "watching")
    assert inspector.findings == []


def test_no_screen_of_an_absence_has_a_serious_fault(house: House, inspected: Visitors) -> None:
    lined, inspector = LinedHouse(house), Inspector()
    cast = Cast(lined, inspected)
    ann, ada = cast.talking()
    lined.ann_line.cut()
    ann.reads(re.compile("Your chat is kept"))
    ann.write("Is it blue?")
    inspector.look(ann.page, "own line lost")
    house.pass_time(ABSENT_S, lines=1)
    ada.reads(re.compile("Ann’s connection is silent. The chat"))
    inspector.look(ada.page, "end-user absent")
    house.pass_time(ABSENT_S, lines=1)
    lined.ann_line.mend()
    ann.page.evaluate("dispatchEvent(new Event('online'))")
    ann.reads(re.compile("You were away"))
    inspector.look(ann.page, "was away")
    ada.close_wrap_up()
    ann.panel.get_by_role("button", name="Start a new chat").click()
    ann.page.get_by_role("button", name="Start chat").click()
    ada.accept()
    ann.sees(re.compile("Ada joined"))
    ada.box.fill("It is as blue as")
    lined.ada_line.cut()
    ada.reads(re.compile("Your chats stay with you"))
    inspector.look(ada.page, "own line lost at the desk")
    house.pass_time(ABSENT_S, lines=1)
    ann.reads(re.compile("Ada’s line is lost"))
    inspector.look(ann.page, "agent absent")
    house.pass_time(ABSENT_S, lines=1)
    ann.sees(re.compile("You are back in the queue"))
    inspector.look(ann.page, "back in the queue")
    lined.ada_line.mend()
    ada.page.evaluate("dispatchEvent(new Event('online'))")
    ada.reads(re.compile("Ann went back to Sales"))
    inspector.look(ada.page, "was away at the desk")
    lined.close()
    assert inspector.findings == []


def test_no_screen_of_a_take_over_has_a_serious_fault(
    house: House, inspected: Visitors, visitors: Visitors
) -> None:
    cast, inspector = Cast(house, inspected), Inspector()
    _ann, ada = cast.talking()
    elsewhere = DeskAgent(visitors.open(house.ada))
    elsewhere.page.get_by_role("button", name="Take over here").click()
    ada.reads("You’re at work on another console now")
    inspector.look(ada.page, "taken over")
    ada.page.reload()
    ada.reads("You’re on duty somewhere else")
    inspector.look(ada.page, "on duty elsewhere")
    assert inspector.findings == []
