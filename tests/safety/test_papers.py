"""What leaves the screens, opened in a browser that would run anything: letters, and HTML that is
shown to end-users.
"""

import pytest

from parlour.ids import Millis
from parlour.texts.markup import cleaned_markup
from parlour.transcripts.letters import dressed_letter
from parlour.transcripts.transcript import Line
from parlour.transcripts.words import ENGLISH
from tests.safety.conftest import Watching
from tests.safety.corpus import corpus
from tests.safety.poison import joined
from tests.safety.test_control import BROKEN, blank, until_quiet
from tests.safety.watch import Canary

TITLES = 40

pytestmark = pytest.mark.browser


def test_a_letter_with_every_hostile_text_does_nothing(watching: Watching, canary: Canary) -> None:
    texts = [payload.text(canary.origin) for payload in corpus()]
    lines = [
        Line(at=Millis(0), side="end_user", who=who, text=text)
        for text in texts
        for who in (text, "")
    ]
    sites = [joined(texts[first::TITLES]) for first in range(TITLES)]
    letters = [dressed_letter(lines, "Shop", ENGLISH, "UTC")]
    letters += [dressed_letter((), site, ENGLISH, "UTC") for site in sites]
    watch = watching("http://broken.example", poisoned=False)
    page = blank(watch)
    page.evaluate(WRITTEN, letters)
    until_quiet(watch, page)
    watch.look(page)
    assert watch.all_hits() == []


def test_html_for_end_users_does_nothing_once_it_is_clean(
    watching: Watching, canary: Canary
) -> None:
    watch = watching("http://broken.example", poisoned=False)
    page = blank(watch)
    texts = [payload.text(canary.origin) for payload in corpus()]
    clean = [cleaned_markup(text) for text in texts if "\ud83d" not in text]
    page.evaluate(BROKEN, clean)
    until_quiet(watch, page)
    watch.look(page)
    assert watch.all_hits() == []


WRITTEN = """(letters) => {
  for (const each of letters) {
    const frame = document.createElement("iframe");
    document.body.append(frame);
    frame.contentDocument.write(each);
    frame.contentDocument.close();
  }
}"""
