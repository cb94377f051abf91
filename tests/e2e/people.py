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

    # Teamwork

    def open_chat(self, name: str) -> None:
        self.page.get_by_role("navigation", name="My chats").get_by_role("link", name=name).click()

    def pass_on(self) -> Locator:
        """The dialog with whom and what there is."""
        self.page.get_by_role("button", name="Pass on").click()
        dialog = self.page.get_by_role("dialog", name=re.compile("Pass on"))
        expect(dialog).to_be_visible()
        return dialog

    def transfer_to(self, name: str) -> None:
        self.pass_on().get_by_role("button", name=f"Transfer to {name}").click()

    def transfer_to_queue(self, name: str) -> None:
        dialog = self.pass_on()
        dialog.get_by_role("button", name=f"Transfer to {name}").click()
        expect(dialog.get_by_text(f"waits in {name}")).to_be_visible()
        dialog.get_by_role("button", name="Transfer", exact=True).click()

    def invite(self, name: str) -> None:
        self.pass_on().get_by_role("button", name=f"Invite {name} to join").click()

    def asked_by(self, sentence: str) -> Locator:
        """The toast in which a colleague asks."""
        toast = self.page.get_by_role("article").filter(has_text=sentence)
        expect(toast).to_be_visible()
        return toast

    def word(self, text: str) -> None:
        """To the chat's agents, from outside the chat."""
        box = self.page.get_by_role("textbox", name="Private word")
        box.fill(text)
        box.press("Enter")
        self.sees(text)

    def team(self) -> Locator:
        """Who is in the chat, and what one can do about it."""
        self.page.get_by_role("button", name=re.compile("In this chat")).click()
        return self.page.get_by_role("dialog", name=re.compile("In this chat"))

    def set_status(self, label: str) -> None:
        self.page.get_by_role("button", name=re.compile("Your status")).click()
        self.page.get_by_role("menuitem", name=label, exact=True).click()
        expect(self.page.get_by_role("button", name=f"Your status: {label}")).to_be_visible()

    def watch(self, name: str) -> None:
        """As a supervisor, by the floor and the keys."""
        self.page.get_by_role("link", name="Desk", exact=True).click()
        self.page.get_by_role("button", name="Go on duty").click()
        self.page.get_by_role("link", name="Floor", exact=True).click()
        expect(self.page.get_by_role("row", name=re.compile(name))).to_be_visible()
        self.page.keyboard.press("Control+KeyK")
        self.page.get_by_placeholder("Find a chat").fill(f"Watch {name}")
        self.page.get_by_role("button", name=f"Watch {name}\u2019s chat").click()
        expect(self.page.get_by_text("You are watching unseen")).to_be_visible()
