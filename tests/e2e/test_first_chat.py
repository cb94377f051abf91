"""The first chat, as README tells it: shop, desk, reloads, a cut line, the end; then the ledger."""

import re

import pytest

from tests.e2e.books import kinds_of_released, texts
from tests.e2e.conftest import Demo, Visitors
from tests.e2e.people import DeskAgent, Shopper

PLAIN = [26, 8, 43, 11, 23, 48, 2, 1, 2, 1, 2, 44, 49, 27]


@pytest.mark.browser
def test_the_first_chat_leaves_exactly_the_plain_sequence(demo: Demo, visitors: Visitors) -> None:
    ann = Shopper(visitors.open(demo.shop))
    ada = DeskAgent(visitors.open(demo.ada))
    ada.go_on_duty()
    ann.open_chat()
    ann.ask("Ann", "Is the small kettle in stock?")
    ada.accept()
    ann.sees(re.compile("Ada joined"))
    ann.write("Hello, is anybody there?")
    ada.sees("Hello, is anybody there?")
    ada.write("Hi Ann, three are left.")
    ann.sees("Hi Ann, three are left.")

    ann.page.reload()
    ann.sees("Hi Ann, three are left.")
    ada.page.reload()
    ada.sees("Hello, is anybody there?")

    ann.write("In green?")
    ada.sees("In green?")
    demo.line.cut()
    ada.write("In green and in white.")
    ann.write("I take the white one.")
    ann.panel.get_by_text("Connection lost").wait_for()
    demo.line.mend()
    ann.sees("In green and in white.")
    ada.sees("I take the white one.")

    ada.conclude()
    ann.page.get_by_text("Start a new chat").wait_for()
    ada.close_wrap_up()
    ada.page.get_by_text("All quiet").wait_for()
    kinds = kinds_of_released(demo)
    assert sorted(kinds) == sorted(PLAIN)
    assert kinds[:7] == PLAIN[:7]
    assert kinds[-3:] == PLAIN[-3:]
    assert texts(demo).count("I take the white one.") == 1
