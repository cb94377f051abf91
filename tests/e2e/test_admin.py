"""An admin sets the house up while it runs: what is saved takes effect at once."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.a11y import AXE, DESKTOP
from tests.e2e.conftest import Demo, Visitors
from tests.e2e.people import DeskAgent, Shopper
from tests.e2e.test_accessibility import Inspector

pytestmark = pytest.mark.browser

PASSWORD = "nine lives and a day"


class Admin:
    """Somebody at the Admin page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def sections(self) -> Locator:
        return self.page.get_by_role("navigation", name="Sections")

    def go(self, section: str) -> None:
        self.sections.get_by_role("link", name=re.compile(f"^{section}")).click()

    def open(self, section: str, name: str) -> None:
        self.go(section)
        listed = self.page.get_by_role("region", name=section, exact=True)
        listed.get_by_role("link", name=re.compile(rf"^{name}")).click()
        expect(self.page.get_by_role("heading", name=name, exact=True)).to_be_visible()

    def begin(self, section: str, button: str) -> None:
        self.go(section)
        self.page.get_by_role("button", name=button).click()

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_label(label, exact=True).select_option(label=option)

    def save(self, name: str) -> None:
        self.page.get_by_role("button", name=re.compile("^(Save|Create)$")).click()
        expect(self.page.get_by_text(f"{name} is saved").first).to_be_visible()


@pytest.fixture
def admin(demo: Demo, visitors: Visitors) -> Admin:
    visitors.allow("401|422")
    return Admin(visitors.open(entrance(demo)))


def entrance(demo: Demo) -> str:
    """Sophie's way in, once; straight to the page."""
    return demo.floor.replace("/desk/floor", "/desk/admin")


@pytest.fixture
def strangers(browser: Browser) -> Iterator[Visitors]:
    """Another browser, whose end-users are others."""
    context = browser.new_context(viewport=DESKTOP)
    found = Visitors(context)
    yield found
    context.close()
    assert found.complaints == []


def open_around_the_clock(admin: Admin) -> None:
    page = admin.page
    page.get_by_text("By the hours below").click()
    page.get_by_label("Monday opens").fill("00:00")
    page.get_by_label("Monday closes").fill("24:00")
    for day in ("Saturday", "Sunday"):
        page.get_by_label(f"Open on {day}").check(force=True)
    page.get_by_role("button", name="Copy Monday to the other days").click()
    expect(page.get_by_text("Open 168 hours a week")).to_be_visible()


def set_up_warranty(admin: Admin) -> None:
    """A queue with hours, a profile that serves it, an agent who has it, and chats that come."""
    admin.begin("Queues", "New queue")
    admin.fill("Name", "Warranty")
    open_around_the_clock(admin)
    admin.save("Warranty")
    admin.begin("Profiles", "New profile")
    admin.fill("Name", "Warranty team")
    admin.choose("Add a queue", "Warranty")
    admin.fill("Max Sessions", "1")
    admin.save("Warranty team")
    admin.begin("Agents", "New agent")
    admin.fill("Name", "Kim Li")
    admin.fill("Login", "kim")
    admin.choose("Profile", "Warranty team")
    admin.save("Kim Li")
    admin.fill("New password", PASSWORD)
    admin.page.get_by_role("button", name="Set password").click()
    expect(admin.page.get_by_text("The password is set.").first).to_be_visible()
    admin.open("Sites", "Halden")
    admin.choose("Default queue", "Warranty")
    admin.save("Halden")


def kim_at_work(demo: Demo, visitors: Visitors) -> DeskAgent:
    kim = DeskAgent(visitors.open(f"{demo.origin}/desk/?seat=7"))
    kim.page.get_by_label("Login").fill("kim")
    kim.page.get_by_role("textbox", name="Password").fill(PASSWORD)
    kim.page.get_by_role("button", name="Sign in").click()
    kim.go_on_duty()
    return kim


def asking(demo: Demo, visitors: Visitors, name: str) -> Shopper:
    shopper = Shopper(visitors.open(demo.shop))
    shopper.open_chat()
    shopper.ask(name, "Is this covered?")
    return shopper


def test_a_new_queue_profile_and_agent_work_at_once(
    demo: Demo, visitors: Visitors, admin: Admin, strangers: Visitors
) -> None:
    set_up_warranty(admin)
    kim = kim_at_work(demo, visitors)
    ann = asking(demo, visitors, "Ann")
    kim.accept()
    ann.sees(re.compile("Kim Li joined"))
    asking(demo, strangers, "Bea")

    # Kim is full with one; the next comes as soon as the profile allows two.
    expect(kim.page.get_by_role("img", name="1 of 1 sessions in use")).to_be_visible()
    expect(kim.offer).to_have_count(0)
    admin.open("Profiles", "Warranty team")
    admin.fill("Max Sessions", "2")
    admin.save("Warranty team")
    expect(kim.offer).to_be_visible()
    kim.accept()

    admin.go("Audit log")
    log = admin.page.get_by_role("main")
    for sentence in (
        "Sophie created Warranty queue",
        "Sophie created Kim Li agent",
        "Sophie set the password of Kim Li agent",
        "Sophie changed Halden site",
    ):
        expect(log.get_by_text(sentence)).to_be_visible()
    changed = log.get_by_role("article").filter(has_text="Sophie changed Warranty team")
    expect(changed.get_by_text("Max Sessions")).to_be_visible()
    expect(changed.locator("del")).to_have_text("1")
    expect(changed.locator("ins")).to_have_text("2")


def test_fewer_sessions_hold_back_the_next_chat(
    demo: Demo, visitors: Visitors, admin: Admin, strangers: Visitors
) -> None:
    set_up_warranty(admin)
    admin.open("Profiles", "Warranty team")
    admin.fill("Max Sessions", "2")
    admin.save("Warranty team")
    kim = kim_at_work(demo, visitors)
    asking(demo, visitors, "Ann")
    kim.accept()
    expect(kim.page.get_by_role("img", name="1 of 2 sessions in use")).to_be_visible()
    admin.fill("Max Sessions", "1")
    admin.save("Warranty team")
    expect(kim.page.get_by_role("img", name="1 of 1 sessions in use")).to_be_visible()
    bea = asking(demo, strangers, "Bea")
    bea.reads("You are next in line")
    expect(kim.offer).to_have_count(0)
    kim.conclude()
    kim.close_wrap_up()
    expect(kim.offer).to_be_visible()


def test_a_bad_value_is_told_at_its_field_and_nothing_is_saved(admin: Admin) -> None:
    page = admin.page
    admin.open("Queues", "Sales")
    admin.fill("Name", "Sales and more")
    admin.fill("Answered in time", "0")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("One field needs a look. Nothing was saved.").first).to_be_visible()
    field = page.locator("[data-field=service_level_s]")
    expect(field.locator("[data-tell]")).to_have_text(re.compile(r"\S+ .*1"))

    # What was typed is kept while one looks elsewhere, and marked.
    admin.go("Audit log")
    expect(page.get_by_text("Sales and more")).to_have_count(0)
    expect(admin.sections.get_by_label("Unsaved changes")).to_have_count(1)
    admin.open("Queues", "Sales")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Sales and more")
    page.get_by_role("button", name="Discard").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Sales")
    expect(page.get_by_label("Unsaved changes")).to_have_count(0)


def test_two_admins_do_not_overwrite_each_other(
    demo: Demo, visitors: Visitors, admin: Admin
) -> None:
    visitors.allow("409")
    other = Admin(visitors.open(f"{demo.origin}/desk/admin?seat=3"))
    for each in (admin, other):
        each.open("Queues", "Workshop")
        each.fill("Answered in time", "30" if each is admin else "45")
    other.fill("Waiting limit", "9")
    admin.save("Workshop")
    other.page.get_by_role("button", name="Save").click()
    told = other.page.locator("[data-tell]")
    expect(told.get_by_text("Sophie has changed this meanwhile")).to_be_visible()
    expect(told.get_by_text("You both changed Service level.")).to_be_visible()
    other.page.get_by_role("button", name="Put mine on top").click()
    other.save("Workshop")
    admin.page.reload()
    expect(admin.page.get_by_label("Answered in time")).to_have_value("45")
    expect(admin.page.get_by_label("Waiting limit")).to_have_value("9")


def test_a_supervisor_whose_right_to_monitor_goes_stops_watching_at_once(
    demo: Demo, visitors: Visitors, admin: Admin
) -> None:
    asking(demo, visitors, "Ann")
    ada = DeskAgent(visitors.open(demo.ada))
    ada.go_on_duty()
    ada.accept()
    sophie = DeskAgent(visitors.open(f"{demo.origin}/desk/?seat=3"))
    sophie.go_on_duty()
    sophie.page.get_by_role("link", name="Floor", exact=True).click()
    sophie.page.get_by_role("button", name="Actions for Ann").click()
    sophie.page.get_by_role("menuitem", name="Monitor").click()
    watching = sophie.page.get_by_text("You are watching unseen")
    expect(watching).to_be_visible()
    admin.open("Profiles", "Supervisors")
    admin.page.get_by_label("Monitor", exact=True).uncheck(force=True)
    admin.save("Supervisors")
    expect(watching).to_have_count(0, timeout=1_000)


def test_the_set_up_goes_out_as_a_file_and_comes_back_changed(admin: Admin, tmp_path: Path) -> None:
    page = admin.page
    admin.go("Import & export")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the set-up").click()
    set_up = json.loads(download.value.path().read_text())
    set_up["skills"].append({"skill_id": "dutch", "name": "Dutch"})
    set_up["sites"][0]["greeting"] = "Good day!"
    changed, broken = tmp_path / "changed.json", tmp_path / "broken.json"
    changed.write_text(json.dumps(set_up))
    set_up["sites"][0]["time_zone"] = "Nowhere/Atall"
    broken.write_text(json.dumps(set_up))

    file = page.locator("input[type=file]")
    file.set_input_files(broken)
    expect(page.locator("[data-tell]").get_by_text("site/demo time_zone")).to_be_visible()
    file.set_input_files(changed)
    expect(page.get_by_text("This would add 1, change 1.").first).to_be_visible()
    admin.go("Skills")
    expect(page.get_by_role("heading", name="Skills", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Dutch")).to_have_count(0)
    admin.go("Import & export")
    file.set_input_files(changed)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("The set-up is imported.").first).to_be_visible()
    admin.open("Skills", "Dutch")


def test_a_sign_in_link_lets_its_agent_in_once(
    demo: Demo, admin: Admin, strangers: Visitors
) -> None:
    strangers.allow("401")
    admin.open("Agents", "Ben")
    admin.page.get_by_role("button", name="Make a sign-in link").click()
    shown = admin.page.get_by_role("textbox", name="Make a sign-in link")
    expect(shown).to_have_value(re.compile("^http"))
    address = shown.input_value()
    ben = strangers.open(address)
    expect(ben.get_by_role("button", name="Go on duty")).to_be_visible()
    ben.close()
    strangers.context.clear_cookies()
    again = strangers.open(address)
    expect(again.get_by_text("This sign-in link has been used")).to_be_visible()


def test_what_is_needed_cannot_be_removed_and_the_rest_can(admin: Admin) -> None:
    page = admin.page
    admin.begin("Groups", "New group")
    admin.fill("Name", "Night shift")
    admin.save("Night shift")
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Remove").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(page.get_by_role("link", name="Night shift")).to_have_count(0)
    admin.open("Profiles", "Supervisors")
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Remove").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text(re.compile("used by 1 agent"))).to_be_visible()
    expect(dialog.get_by_role("button", name="Remove")).to_be_disabled()


def test_only_admins_see_the_page(demo: Demo, visitors: Visitors) -> None:
    ada = visitors.open(demo.ada)
    expect(ada.get_by_role("button", name="Go on duty")).to_be_visible()
    expect(ada.get_by_role("link", name="Admin", exact=True)).to_have_count(0)
    ada.goto(f"{demo.origin}/desk/admin/queues?seat=1")
    expect(ada.get_by_text("This page is for administrators")).to_be_visible()


@pytest.fixture
def inspected(browser: Browser) -> Iterator[Visitors]:
    context = browser.new_context(viewport=DESKTOP, reduced_motion="reduce", bypass_csp=True)
    context.add_init_script(AXE)
    found = Visitors(context)
    yield found
    context.close()
    assert found.complaints == []


def test_no_section_has_a_serious_fault(demo: Demo, inspected: Visitors) -> None:
    inspector = Inspector()
    admin = Admin(inspected.open(entrance(demo)))
    for section, name in (
        ("Sites", "Halden"),
        ("Queues", "Sales"),
        ("Agents", "Ada"),
        ("Profiles", "Supervisors"),
        ("Statuses", "On Break"),
    ):
        admin.open(section, name)
        inspector.look(admin.page, section)
        admin.page.set_viewport_size(DESKTOP)
    for section in ("Settings", "Groups", "Skills", "Server", "Audit log", "Import & export"):
        admin.go(section)
        inspector.look(admin.page, section)
    assert inspector.findings == []
