"""A chat goes from one agent to another, or to a queue."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.books import PRESENCE, kinds_of, kinds_of_released
from tests.e2e.conftest import Cast
from tests.e2e.house import House

pytestmark = pytest.mark.browser

SEEN_BY_ANN = re.compile("Ada|Ben|queue")


def test_a_chat_is_handed_over_after_a_consultation(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    ben = cast.ben()
    ada.write("It is. Which colour?")
    ada.transfer_to("Ben")
    expect(ada.page.get_by_text("You asked Ben to take this chat over")).to_be_visible()
    ben.asked_by("Ada asks you to take over").get_by_role("button", name="View").click()
    ben.sees("It is. Which colour?")
    ada.reads("Ben is reading the chat")
    ben.word("Blue is sold out, isn\u2019t it?")
    ada.sees("Blue is sold out")
    ada.page.keyboard.press("Alt+KeyP")
    ada.note("Until Friday.")
    ben.sees("Until Friday.")
    ben.page.get_by_role("textbox", name="Private word").fill("And the green?")
    ben.page.get_by_role("button", name="Take over").click()
    half_written = ben.page.get_by_role("textbox", name="Private note")
    expect(half_written).to_have_value("And the green?")
    half_written.fill("")
    ben.page.keyboard.press("Alt+KeyP")
    ann.sees("Ada left the chat")
    ann.sees("Ben joined the chat")
    ada.reads("All quiet")
    ben.sees("Ada handed the chat over to you")
    ann.write("The blue one.")
    ben.sees("The blue one.")
    ben.write("On Friday again.")
    ann.sees("On Friday again.")
    assert "sold out" not in ann.page.content()
    ben.conclude()
    ben.close_wrap_up()
    kinds = kinds_of_released(cast.place)
    at = kinds.index(9)
    assert kinds[at : at + 9] == [9, 1002, 1001, 1, 15, 49, 24, 23, 48]


def test_a_transfer_is_declined_and_another_called_off(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    ben = cast.ben()
    ada.transfer_to("Ben")
    ben.asked_by("Ada asks you").get_by_role("button", name="Decline").click()
    ada.sees("Ben declined to take over")
    ada.transfer_to("Ben")
    ben.asked_by("Ada asks you")
    ada.page.get_by_role("button", name="Cancel").click()
    expect(ben.page.get_by_role("article")).to_have_count(0)
    ben.reads("Ada needs no help with Ann any more.")
    ada.sees("You called the transfer off")
    ada.write("Still here.")
    ann.sees("Still here.")
    expect(ann.page.get_by_text("Ben")).to_have_count(0)
    assert [kind for kind in kinds_of(cast.place) if kind in range(9, 23)][-4:] == [9, 16, 9, 17]


def test_a_colleague_who_cannot_be_asked_says_why(cast: Cast[House]) -> None:
    _ann, ada = cast.talking()
    ben = cast.ben()
    ben.set_status("On Break")
    dialog = ada.pass_on()
    transfer = dialog.get_by_role("button", name="Transfer to Ben")
    expect(dialog.get_by_text("On Break")).to_be_visible()
    expect(transfer).to_be_disabled()
    ben.set_status("Available")
    expect(transfer).to_be_enabled()
    ada.page.keyboard.press("ArrowDown")
    ada.page.keyboard.press("ArrowRight")
    expect(transfer).to_be_focused()
    ada.page.keyboard.press("Enter")
    ben.asked_by("Ada asks you to take over")


def test_a_chat_waits_in_another_queue_and_keeps_its_words(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    ann.write("It is for the workshop.")
    ada.sees("It is for the workshop.")
    ada.set_status("In Meeting")
    ada.transfer_to_queue("Workshop")
    ada.reads("My chats")
    ann.sees("You are being passed on")
    ann.sees("Ada left the chat")
    ann.reads("You are next in line")
    ben = cast.ben()
    ben.accept()
    ben.sees("It is for the workshop.")
    ben.sees("Ada passed the chat on to Workshop")
    ann.sees("Ben joined the chat")
    told = [kind for kind in kinds_of(cast.place) if kind not in PRESENCE]
    at = told.index(47)
    assert told[at : at + 8] == [47, 49, 24, 8, 43, 11, 23, 48]
