"""Takes the README's pictures of a lively demo: `python -m tools.pictures`.

Starts a demo of its own on a folder that is thrown away, plays a few chats, and writes
docs/pictures/{desk,widget,floor,ledger}.png.
"""

import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests.e2e.conftest import CHROMIUM, FLAGS, Cast, Demo, Visitors
from tests.e2e.people import DeskAgent, Shopper

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
SIZE: ViewportSize = {"width": 1280, "height": 800}
BYTES_MAX = 250_000
FINISHED = (
    ("Joost", "Do you ship to Norway?", "We do: three to six days, fourteen euros."),
    ("Marta", "My press came without its knob.", "So sorry! A new one leaves today."),
    ("Oleg", "Is the G2 hopper dishwasher safe?", "Better not: the walnut would crack."),
)
OPEN = (
    ("Priya Raman", "Which grinder goes with the dripper?"),
    ("Tom Okafor", "Can I send back an opened bag of beans?"),
    ("Lena Brandt", "My kettle drips from the lid."),
)


class House:
    """The demo, and a browser profile for each person."""

    def __init__(self, demo: Demo, browser: Browser) -> None:
        self.demo = demo
        self.browser = browser
        self.ada = self.cast().ada()
        self.ben = self.cast().ben()

    def cast(self) -> Cast[Demo]:
        context = self.browser.new_context(
            viewport=SIZE, color_scheme="light", reduced_motion="reduce", locale="en-GB"
        )
        return Cast(self.demo, Visitors(context))

    def ask(self, name: str, question: str) -> Shopper:
        shopper = self.cast().end_user()
        shopper.open_chat()
        shopper.ask(name, question)
        return shopper

    def accept(self, shopper: Shopper) -> DeskAgent:
        """Whoever of the two is offered the chat takes it."""
        agent = self.ada if self._is_offered(self.ada, self.ben) else self.ben
        agent.accept()
        shopper.sees(re.compile("joined"))
        return agent

    def _is_offered(self, one: DeskAgent, other: DeskAgent) -> bool:
        for _ in range(200):
            if one.offer.count() > 0:
                return True
            if other.offer.count() > 0:
                return False
            one.page.wait_for_timeout(50)
        raise AssertionError("nobody was offered the chat")


def play(house: House) -> list[tuple[Shopper, DeskAgent]]:
    """Three chats that are over, three that go on."""
    for name, question, answer in FINISHED:
        shopper = house.ask(name, question)
        agent = house.accept(shopper)
        agent.write(answer)
        shopper.sees(answer)
        shopper.write("Thank you!")
        agent.sees("Thank you!")
        agent.conclude()
        agent.close_wrap_up()
        expect(agent.page.get_by_role("button", name="Done")).to_have_count(0)
        shopper.page.context.close()
    going_on = []
    for name, question in OPEN:
        shopper = house.ask(name, question)
        going_on.append((shopper, house.accept(shopper)))
    return going_on


def talk(priya: Shopper, agent: DeskAgent) -> None:
    agent.page.get_by_role("navigation", name="My chats").get_by_role(
        "link", name=re.compile("Priya")
    ).click()
    say(agent, priya, "Hello Priya! The G2: its cup closes right over Dripper No. 1.")
    say(priya, agent, "Nice. How many clicks for a medium cup?")
    say(agent, priya, "Start at 22 of 36. If it runs through in under two minutes, go to 20.")
    say(priya, agent, "And is it loud? I get up before everybody else.")
    say(agent, priya, "It is a hand grinder: thirty turns, and the cat may wake up.")
    say(priya, agent, "Sold. Can I have the walnut knob in ash?")


def say(who: Shopper | DeskAgent, to: Shopper | DeskAgent, text: str) -> None:
    who.write(text)
    to.sees(text)


def take(page: Page, name: str) -> None:
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path, animations="disabled", caret="initial")
    assert path.stat().st_size < BYTES_MAX, f"{path} has {path.stat().st_size} bytes"


def take_all(demo: Demo, browser: Browser) -> None:
    house = House(demo, browser)
    going_on = play(house)
    priya, agent = going_on[0]
    talk(priya, agent)
    house.ask("Emeka Obi", "Do you repair grinders from 2014?")
    take(agent.page, "desk")
    priya.page.set_viewport_size({"width": 1280, "height": 800})
    take(priya.page, "widget")
    floor = house.cast().sophie()
    expect(floor.get_by_role("row", name=re.compile("Priya"))).to_be_visible()
    take(floor, "floor")
    floor.get_by_role("link", name="Priya Raman").click()
    expect(floor.get_by_role("heading", name="Ledger of Priya Raman")).to_be_visible()
    expect(floor.get_by_text("Intact", exact=True)).to_be_visible()
    take(floor, "ledger")


def with_demo(use: Callable[[Demo, Browser], None]) -> None:
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        demo = Demo(Path(folder) / "data")
        try:
            use(demo, browser)
        finally:
            browser.close()
            demo.stop()


if __name__ == "__main__":
    PICTURES.mkdir(parents=True, exist_ok=True)
    with_demo(take_all)
