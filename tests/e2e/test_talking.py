"""What both sides of a chat see of each other."""

import re

import pytest
from playwright.sync_api import WebSocket, expect

from tests.e2e.books import kinds_of, kinds_of_released, texts
from tests.e2e.conftest import Cast
from tests.e2e.house import House

pytestmark = pytest.mark.browser


def test_the_end_user_ends_the_chat_and_the_agent_wraps_it_up(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    ann.write("Thank you!")
    ada.sees("Thank you!")
    ann.page.get_by_role("button", name="End chat").click()
    ann.page.get_by_role("alertdialog").get_by_role("button", name="End chat").click()
    expect(ann.panel.get_by_text("You ended the chat.")).to_be_visible()
    expect(ada.page.get_by_text("The visitor has left.")).to_be_visible()
    assert 27 not in kinds_of(cast.place)
    ada.note("Wants the kettle in green next time.")
    ada.sees("Wants the kettle in green next time.")
    ada.close_wrap_up()
    ada.page.get_by_text("All quiet").wait_for()
    assert kinds_of_released(cast.place)[-5:] == [2, 44, 49, 1, 27]


def test_a_private_note_never_reaches_the_shop(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    heard: list[str | bytes] = []

    def overhear(socket: WebSocket) -> None:
        socket.on("framereceived", lambda text: heard.extend([text]))

    ann.page.on("websocket", overhear)
    ann.page.reload()
    ann.sees(re.compile("Ada joined"))
    ada.page.keyboard.press("Alt+KeyP")
    ada.note("She has complained before.")
    ada.sees("She has complained before.")
    ada.page.keyboard.press("Alt+KeyP")
    ada.write("Three are left.")
    ann.sees("Three are left.")
    ann.page.reload()
    ann.sees("Three are left.")
    assert "complained" not in ann.page.content()
    expect(ann.page.get_by_text("complained")).to_have_count(0)
    assert any("Three are left" in str(text) for text in heard)
    assert not any("complained" in str(text) for text in heard)
    assert "She has complained before." in texts(cast.place)


def test_each_side_sees_the_other_typing(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    ann.box.press_sequentially("Do you")
    expect(ada.page.get_by_text("Ann is typing")).to_be_visible()
    ada.box.press_sequentially("We")
    expect(ann.page.get_by_text("Ada is typing").first).to_be_visible()
    ada.write("We do.")
    ann.sees("We do.")
    expect(ann.page.get_by_role("log").get_by_text("Ada is typing")).to_have_count(0)
