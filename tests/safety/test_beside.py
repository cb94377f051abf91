"""What stands beside the screens: the sheet that is printed, notices of the operating system,
pictures looked at one by one, and kept recordings. Each is also broken once, to be found out.
"""

import json
import unicodedata
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.e2e.scenes import Scenes, settle
from tests.e2e.test_cobrowse_hostile import evil_events
from tests.e2e.widget_scenes import ORIGIN, WidgetStage
from tests.safety.conftest import Watching
from tests.safety.poison import PACKS
from tests.safety.test_control import until_quiet
from tests.safety.watch import Canary, Watch

pytestmark = pytest.mark.browser

STILL_PRINTER = "window.print = () => { window.top.__printed = (window.top.__printed ?? 0) + 1; };"
"""In every frame: nothing is printed, so that the sheet stays to be looked at."""
AS_MARKUP = """() => {
  for (const frame of document.querySelectorAll("body > iframe")) {
    const sheet = frame.contentDocument.querySelector("pre");
    if (sheet) sheet.innerHTML = sheet.textContent;
  }
}"""
NOTED = """
window.__notices = [];
window.Notification = class {
  static permission = "granted";
  constructor(title, options) { window.__notices.push({ title, ...options }); }
  close() {}
};
Object.defineProperty(document, "visibilityState", { get: () => "hidden" });
"""
NOTICE_FIELDS = {"title", "tag", "body"}
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
ALT_AS_MARKUP = """() => {
  const stage = document.querySelector(".lightbox__stage");
  stage.innerHTML = stage.querySelector("img").alt;
}"""
WITHOUT_FRAME = """([lines]) => {
  const given = (each) =>
    Object.entries(each).map(([name, value]) => `${name}="${value}"`).join(" ");
  const open = (node) => node.type === 2
    ? `<${node.tagName} ${given(node.attributes)}>${node.childNodes.map(open).join("")}`
    : (node.textContent ?? "");
  for (const line of lines) {
    const event = JSON.parse(line);
    for (const { node } of event.data?.adds ?? []) {
      if (node === undefined) continue;
      const frame = document.createElement("iframe");
      document.body.append(frame);
      frame.contentDocument.body.innerHTML = open(node);
    }
  }
}"""
"""The same changes on a page that has neither the check nor the frame's policy."""


# The printed sheet -------------------------------------------------------------------------------


def printed(watch: Watch, stage: WidgetStage, page: Page, pack: int) -> set[str]:
    stage.show(page, "over", f"&pack={pack}")
    page.get_by_role("button", name="Print").click()
    page.wait_for_function("() => window.__printed > 0")
    return {sink for sink in watch.look(page) if sink.endswith((" in pre", " pre"))}


def test_the_sheet_that_is_printed_holds_texts_and_no_markup(watching: Watching) -> None:
    watch = watching(ORIGIN)
    watch.context.add_init_script(STILL_PRINTER)
    stage, page = WidgetStage(watch.context, with_policy=False), watch.page()
    for pack in range(PACKS):
        assert printed(watch, stage, page, pack), "nothing that was said stands on the sheet"
    assert watch.all_hits() == []


def test_a_sheet_that_took_texts_for_markup_would_be_found_out(watching: Watching) -> None:
    watch = watching(ORIGIN)
    watch.context.add_init_script(STILL_PRINTER)
    stage, page = WidgetStage(watch.context, with_policy=False), watch.page()
    printed(watch, stage, page, 0)
    page.evaluate(AS_MARKUP)
    until_quiet(watch, page)
    assert "call " in "\n".join(watch.all_hits())


# Notices -----------------------------------------------------------------------------------------


def notices(watch: Watch, page: Page, scenes: Scenes, pack: int) -> list[dict[str, Any]]:
    page.goto(scenes.address("offer", f"&pack={pack}"))
    settle(page)
    page.wait_for_function("() => window.__notices.length > 0")
    found: list[dict[str, Any]] = page.evaluate("() => window.__notices")
    return found


def faults_of(notice: dict[str, Any]) -> list[str]:
    faults = [f"has {name}" for name in set(notice) - NOTICE_FIELDS]
    for name, most in (("title", 80), ("body", 300)):
        text = notice[name]
        if len(text) > most * 2:
            faults.append(f"{name} is long")
        if {unicodedata.category(letter) for letter in text} & UNSEEN:
            faults.append(f"{name} holds what is not seen")
    return faults


def test_notices_are_given_one_line_of_what_can_be_seen(scenes: Scenes, watching: Watching) -> None:
    watch = watching(scenes.origin)
    watch.context.add_init_script(NOTED)
    page, told = watch.page(), ""
    for pack in range(PACKS):
        for notice in notices(watch, page, scenes, pack):
            assert faults_of(notice) == []
            told += notice["title"] + notice["body"]
    assert "⟦" in told, "no text that was told stands in a notice"
    assert watch.all_hits() == []


def test_a_notice_with_what_it_was_told_would_be_found_out() -> None:
    plain = {"title": "Ann\u202e", "tag": "t", "body": "a\nb", "icon": "http://a.example/"}
    told = faults_of(plain)
    assert len(told) == 3


# Pictures and files ------------------------------------------------------------------------------


def looked_at(watch: Watch, page: Page, scenes: Scenes, pack: int) -> set[str]:
    page.goto(scenes.address("lightbox", f"&pack={pack}"))
    settle(page)
    page.locator(".lightbox__stage img").wait_for()
    found = watch.look(page)
    page.keyboard.press("ArrowRight")
    return found | watch.look(page)


def test_names_of_files_do_nothing_in_the_conversation_nor_over_it(
    scenes: Scenes, watching: Watching
) -> None:
    watch = watching(scenes.origin, keep=("media_type",))
    page, sinks = watch.page(), set[str]()
    for pack in range(PACKS):
        sinks |= looked_at(watch, page, scenes, pack)
    for place in ("img@alt", "lightbox__name", "file-line__name", "@aria-label"):
        assert any(place in sink for sink in sinks), place
    assert watch.all_hits() == []


def test_media_types_do_nothing(scenes: Scenes, watching: Watching) -> None:
    """They decide what is shown as a picture; hostile ones decide nothing."""
    watch = watching(scenes.origin)
    page = watch.page()
    for pack in range(PACKS):
        page.goto(scenes.address("files", f"&pack={pack}"))
        settle(page)
        page.locator(".file-line__card").first.wait_for()
        assert page.locator(".file-line__picture").count() == 0
        watch.look(page)
    assert watch.all_hits() == []


def test_a_lightbox_that_took_names_for_markup_would_be_found_out(
    scenes: Scenes, watching: Watching
) -> None:
    watch = watching(scenes.origin, keep=("media_type",))
    page = watch.page()
    looked_at(watch, page, scenes, 0)
    page.evaluate(ALT_AS_MARKUP)
    until_quiet(watch, page)
    watch.look(page)
    assert watch.all_hits() != []


# Kept recordings ---------------------------------------------------------------------------------


def lines_of(canary: Canary) -> list[str]:
    return [json.dumps(event) for event in evil_events(canary.origin)]


def test_a_hostile_recording_runs_and_loads_nothing_in_the_player(
    scenes: Scenes, watching: Watching, canary: Canary
) -> None:
    watch = watching(scenes.origin, poisoned=False)
    watch.context.add_init_script(f"window.keptLines = {json.dumps(lines_of(canary))}")
    page = watch.page()
    page.goto(scenes.address("recording"))
    settle(page)
    play = page.get_by_role("button", name="Play again")
    play.wait_for()
    assert page.locator(".player__said").count() == 0, "it was not shown to its end"
    assert page.evaluate("() => document.querySelector('.page-view__place iframe') !== null")
    page.mouse.click(600, 400)
    slider = page.get_by_role("slider", name="Place in the recording")
    slider.focus()
    slider.press("Home")
    until_quiet(watch, page)
    assert watch.all_hits() == []
    assert page.evaluate("() => [window.stolen ?? null, ({}).stolen ?? null]") == [None, None]


def test_a_player_without_its_frame_would_be_found_out(
    scenes: Scenes, watching: Watching, canary: Canary
) -> None:
    watch = watching(scenes.origin, poisoned=False)
    page = watch.page()
    page.goto(scenes.address("recording"))
    settle(page)
    page.evaluate(WITHOUT_FRAME, [lines_of(canary)])
    until_quiet(watch, page)
    assert "canary /" in "\n".join(watch.all_hits())
