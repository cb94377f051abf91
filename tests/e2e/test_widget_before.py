"""Before a chat and without one: what the launcher offers, answers while one waits, what is said
unasked, a message that is left, and what agents see of the visit."""

import re

import pytest
from playwright.sync_api import Page, expect

from parlour.directory.records import Article, Launcher, ProactiveRule, Site
from parlour.ids import SiteId
from tests.e2e.conftest import Cast
from tests.e2e.house import House
from tests.e2e.people import Shopper

pytestmark = pytest.mark.browser

DEMO = SiteId("demo")


@pytest.fixture
def site(house: House) -> Site:
    return house.site(DEMO)


def test_a_message_is_left_where_nobody_is_free_and_a_supervisor_sees_to_it(
    cast: Cast[House], site: Site
) -> None:
    launcher = Launcher(min_sessions_available=1, when_busy="leave_message")
    with cast.place.changed(site.but(launcher=launcher)):
        ann = cast.end_user()
        ann.open_chat()
        panel = ann.panel
        expect(panel.get_by_role("heading", name="Everybody is busy")).to_be_visible()
        panel.get_by_role("button", name="Send message").click()
        expect(panel.get_by_label("Your e-mail address")).to_be_focused()
        panel.get_by_label(re.compile("Your name")).fill("Ann")
        panel.get_by_label("Your e-mail address").fill("ann@home.example")
        panel.get_by_label("Your message").fill("Is the kettle <b>loud</b>?\nThanks")
        panel.get_by_role("button", name="Send message").click()
        expect(panel.get_by_text("We answer to ann@home.example.")).to_be_visible()
        sophie = cast.sophie()
        sophie.get_by_role("link", name=re.compile("Messages")).click()
        card = sophie.get_by_role("article", name="Ann")
        expect(card.get_by_text("Is the kettle <b>loud</b>?")).to_be_visible()
        reply = card.get_by_role("link", name="Reply by e-mail").get_attribute("href")
        assert reply is not None
        assert reply.startswith("mailto:ann@home.example?subject=Your%20message%20to%20Halden")
        expect(sophie.get_by_role("img", name="1 open")).to_be_visible()
        card.get_by_role("button", name="Mark as settled").click()
        expect(sophie.get_by_text("No message is waiting")).to_be_visible()
        expect(sophie.get_by_role("img", name="1 open")).to_have_count(0)
        sophie.get_by_text("Settled", exact=True).click()
        expect(sophie.get_by_text(re.compile("Settled by Sophie"))).to_be_visible()


def test_a_launcher_that_is_to_hide_is_there_for_nobody(cast: Cast[House], site: Site) -> None:
    launcher = Launcher(min_sessions_available=1, when_busy="hide")
    with cast.place.changed(site.but(launcher=launcher)):
        page = cast.end_user().page
        page.wait_for_load_state("networkidle")
        expect(page.get_by_role("button", name="Open chat")).to_have_count(0)


def test_who_finds_the_answer_while_waiting_leaves_the_queue_as_deflected(
    cast: Cast[House], site: Site
) -> None:
    article = Article(title="Delivery times", url=f"{cast.place.origin}/demo/shop/delivery.html")
    with cast.place.changed(site.but(articles=(article,))):
        ann = cast.end_user()
        ann.open_chat()
        ann.ask("Ann", "When is the delivery?")
        with ann.page.expect_popup():
            ann.panel.get_by_role("link", name=re.compile("Delivery times")).click()
        ann.panel.get_by_role("button", name="I have found my answer").click()
        ann.reads("You found your answer while waiting.")


def test_what_is_said_unasked_opens_the_chat_and_is_said_once(
    cast: Cast[House], site: Site
) -> None:
    rule = ProactiveRule(text="May I help you choose?", after_s=1)
    with cast.place.changed(site.but(proactive=(rule,))):
        cast.ada()
        page = cast.end_user().page
        card = page.get_by_role("region", name="Invitation to chat")
        expect(card.get_by_role("status")).to_have_text("May I help you choose?")
        card.get_by_role("button", name="Start chat").press("Enter")
        expect(page.get_by_role("dialog")).to_be_visible()
        expect(card).to_have_count(0)


def test_agents_see_the_way_that_led_here_what_is_being_written_and_what_was_read(
    cast: Cast[House], site: Site
) -> None:
    settings = site.settings.but(SNEAK_PREVIEW=True)
    with cast.place.changed(site.but(settings=settings)):
        ann, ada = Shopper(shop_at(cast, "kettle.html")), cast.ada()
        ann.page.goto(f"{cast.place.shop}/beans.html")
        ann.open_chat()
        ann.ask("Ann", "Which beans?")
        ada.accept()
        ann.sees(re.compile("Ada joined"))
        about = ada.page.get_by_role("complementary", name=re.compile("About|visitor", re.I))
        expect(about.get_by_role("heading", name="Pages")).to_be_visible()
        expect(
            about.get_by_role("listitem").filter(has_text=re.compile("kettle", re.I))
        ).to_have_count(1)
        ann.box.press_sequentially("The dark")
        ada.reads("The dark")
        ada.reads(re.compile("Not sent yet"))
        ann.box.press("Enter")
        ada.sees("The dark")
        expect(ada.page.get_by_text("Not sent yet")).to_have_count(0)
        expect(ann.panel.get_by_text(re.compile("Seen"))).to_be_visible()
        ada.write("They are good.")
        ann.sees("They are good.")
        ada.reads(re.compile("Read by Ann"))


def shop_at(cast: Cast[House], page: str) -> Page:
    return cast.visitors.open(f"{cast.place.shop}/{page}")


def test_an_agent_reads_the_chats_of_before(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    ann.write("Mine is red.")
    ada.sees("Mine is red.")
    ada.conclude()
    ada.close_wrap_up()
    ann.panel.get_by_role("button", name="Start a new chat").click()
    ann.ask("Ann", "One more thing")
    ada.accept()
    ada.page.get_by_role("button", name=re.compile("Is the small kettle in stock")).click()
    dialog = ada.page.get_by_role("dialog", name=re.compile("Chat with Ann"))
    expect(dialog.get_by_text("Mine is red.")).to_be_visible()
    ada.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_news_are_counted_in_the_title_while_one_looks_elsewhere(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    title = ann.page.title()
    ann.panel.get_by_role("button", name="Minimise chat").click()
    ada.write("Yes, three of them.")
    expect(ann.page).to_have_title(f"(1) {title}")
    ann.open_chat()
    expect(ann.page).to_have_title(title)
    bell = ann.panel.get_by_role("button", name=re.compile("Sound|blocks the sound"))
    bell.click()
    expect(bell).to_have_accessible_name(re.compile("Sound is (on|off)"))
