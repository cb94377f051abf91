"""What people do on the pages, in the words they see there."""

import re

from playwright.sync_api import Locator, Page, expect


class Shopper:
    """An end-user in the shop."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open_chat(self) -> None:
        self.page.get_by_role("button", name=re.compile("chat", re.I)).first.click()

    def ask(self, name: str, question: str) -> None:
        self.page.get_by_label("Your name").fill(name)
        self.page.get_by_label("Your question").fill(question)
        self.page.get_by_role("button", name="Start chat").click()

    @property
    def panel(self) -> Locator:
        return self.page.get_by_role("dialog")

    @property
    def box(self) -> Locator:
        return self.page.get_by_role("textbox", name=re.compile("message", re.I))

    def write(self, text: str) -> None:
        self.box.fill(text)
        self.box.press("Enter")

    def sees(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_role("log").get_by_text(text).last).to_be_visible()

    def reads(self, text: str | re.Pattern[str]) -> None:
        """Anywhere in the panel."""
        expect(self.panel.get_by_text(text).first).to_be_visible()


class DeskAgent:
    """An agent at the desk."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go_on_duty(self) -> None:
        self.page.get_by_role("button", name="Go on duty").click()
        expect(self.page.get_by_role("button", name="Your status: Available")).to_be_visible()

    @property
    def offer(self) -> Locator:
        return self.page.get_by_role("article", name=re.compile("New chat"))

    def accept(self) -> None:
        self.page.get_by_role("button", name=re.compile("^Accept")).click()

    def decline(self) -> None:
        self.page.get_by_role("button", name="Decline").click()

    @property
    def box(self) -> Locator:
        return self.page.get_by_role("textbox", name=re.compile("Write to|message", re.I))

    def write(self, text: str) -> None:
        self.box.fill(text)
        self.box.press("Enter")

    def note(self, text: str) -> None:
        """A private note: the switch is on, or the chat is over for the end-user."""
        box = self.page.get_by_role("textbox", name="Private note")
        box.fill(text)
        box.press("Enter")

    def sees(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_role("log").get_by_text(text).last).to_be_visible()

    def reads(self, text: str | re.Pattern[str]) -> None:
        """Anywhere on the desk."""
        expect(self.page.get_by_text(text).first).to_be_visible()

    def conclude(self) -> None:
        self.page.get_by_role("button", name="Conclude").click()
        self.page.get_by_role("button", name="End chat").click()

    def close_wrap_up(self) -> None:
        self.page.get_by_role("button", name="Done").click()
