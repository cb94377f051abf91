"""Standard texts: what may not become of them, who may use them, in which language they come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parlour.directory.changes import Edit
from parlour.directory.checks import flaws_of, flaws_of_edits
from parlour.directory.reading import record_from
from parlour.directory.records import StandardText
from parlour.directory.shelves import encoded
from parlour.directory.standard_texts import body_for, may_use, own_hosts, texts_mark
from parlour.directory.texts import cleaned
from parlour.ids import QueueId
from tests.directory.house import ANN, BEN, FAR, GROUP, QUEUE, SALES, whole

HELLO = StandardText(text_id="hello", title="Hello", bodies={"en": "Hello {{end_user.name}}"})


def found(text: StandardText, *others: StandardText) -> set[tuple[str, str]]:
    """Field and code of each flaw."""
    directory = whole()
    for one in (*others, text):
        directory.texts[one.text_id] = one
    return {(flaw.field, flaw.code) for flaw in flaws_of(directory, text)}


def test_a_plain_one_has_no_flaws() -> None:
    full = HELLO.but(folder="A/B", shortcut="hello", queues=(SALES,), groups=("g",), form="html")
    assert found(HELLO) == found(full) == set()


@pytest.mark.parametrize(
    ("text", "field", "code"),
    [
        (HELLO.but(title=" "), "title", "empty"),
        (HELLO.but(bodies={}), "bodies", "empty"),
        (HELLO.but(bodies={"en": " "}), "bodies.en", "bad_text"),
        (HELLO.but(bodies={"en": "x" * 4_001}), "bodies.en", "too_long"),
        (HELLO.but(bodies={"en": "a\x00b"}), "bodies.en", "bad_text"),
        (HELLO.but(bodies={"english!": "x"}), "bodies.english!", "bad_language"),
        (HELLO.but(bodies={"en": "{{name}}"}), "bodies.en", "unknown_variable"),
        (HELLO.but(bodies={"en": "Hello {{end_user.name"}), "bodies.en", "unknown_variable"),
        (HELLO.but(bodies={f"a{n:c}": "x" for n in range(97, 118)}), "bodies", "too_many"),
        (HELLO.but(form="html", bodies={"en": "<script>x</script>"}), "bodies.en", "bad_text"),
        (HELLO.but(form="html", bodies={"en": "<b>{{x}}</b>"}), "bodies.en", "unknown_variable"),
        (HELLO.but(form="url", bodies={"en": "javascript:alert(1)"}), "bodies.en", "bad_address"),
        (HELLO.but(form="url", bodies={"en": "https://sh0p.example"}), "bodies.en", "bad_address"),
        (
            HELLO.but(form="url", bodies={"en": "https://{{chat.id}}.example"}),
            "bodies.en",
            "bad_address",
        ),
        (HELLO.but(shortcut="a b"), "shortcut", "bad_text"),
        (HELLO.but(shortcut="a/b"), "shortcut", "bad_text"),
        (HELLO.but(shortcut="x" * 41), "shortcut", "bad_text"),
        (HELLO.but(folder="a/b/c/d/e/f"), "folder", "too_many"),
        (HELLO.but(queues=(QueueId("none"),)), "queues[0]", "unknown"),
        (HELLO.but(queues=(SALES, SALES)), "queues[1]", "duplicate"),
        (HELLO.but(groups=("none",)), "groups[0]", "unknown"),
    ],
)
def test_what_it_may_not_be(text: StandardText, field: str, code: str) -> None:
    assert (field, code) in found(text)


def test_a_shortcut_is_of_one_text() -> None:
    other = HELLO.but(text_id="other", shortcut="hi")
    assert found(HELLO.but(shortcut="hi"), other) == {("shortcut", "taken")}
    assert found(HELLO, HELLO.but(text_id="other")) == set()


def test_an_address_may_hold_variables_behind_its_host() -> None:
    body = "https://shop.example/?n={{end_user.name|x}}#{{chat.id}}"
    assert found(HELLO.but(form="url", bodies={"en": body})) == set()


def test_it_is_read_with_clean_texts() -> None:
    sent = HELLO.but(
        title=" Hello ",
        folder=" A / /B ",
        shortcut="/Hello",
        form="html",
        bodies={"en": "<p onclick=x>Hi<script>x</script> "},
    )
    read = record_from("text", "hello", encoded(sent))
    assert isinstance(read, StandardText)
    assert (read.title, read.folder, read.shortcut) == ("Hello", "A/B", "hello")
    assert read.bodies == {"en": "<p>Hi </p>"}


bodies = st.dictionaries(
    st.sampled_from(["en", "de", "de-CH"]),
    st.text(st.characters(blacklist_categories=["Cs"]), max_size=30),
    max_size=3,
)


@given(st.sampled_from(["text", "html", "url"]), bodies)
def test_cleaning_again_changes_nothing(form: str, those: dict[str, str]) -> None:
    once, _ = cleaned(HELLO.but(form=form, bodies=those))
    assert cleaned(once)[0] == once


def test_what_a_text_is_for_can_t_be_removed_alone() -> None:
    directory = whole()
    directory.texts["hello"] = HELLO.but(queues=(FAR,), groups=("g",))
    flaws = flaws_of_edits(directory, [Edit(kind="group", id=GROUP.group_id, after=None)])
    assert any(flaw.code == "in_use" and "text Hello" in flaw.text for flaw in flaws)


def test_who_may_use_it() -> None:
    directory = whole()
    team = HELLO.but(groups=("g",))
    here = HELLO.but(queues=(SALES,))
    assert may_use(directory, HELLO, ANN.agent_id, FAR)
    assert not may_use(directory, team, ANN.agent_id, SALES)
    assert may_use(directory, team, BEN.agent_id, SALES)
    assert may_use(directory, here, ANN.agent_id, QUEUE.queue_id)
    assert may_use(directory, here, ANN.agent_id)
    assert not may_use(directory, here, ANN.agent_id, FAR)


@pytest.mark.parametrize(
    ("languages", "body"),
    [
        (("de-CH",), "ch"),
        (("DE-ch",), "ch"),
        (("de-AT",), "de"),
        (("de",), "de"),
        (("en-US",), "gb"),
        (("fr", "de"), "de"),
        (("", "de"), "de"),
        (("fr",), "gb"),
        ((), "gb"),
    ],
)
def test_the_body_for_a_language(languages: tuple[str, ...], body: str) -> None:
    text = HELLO.but(bodies={"en-GB": "gb", "de": "de", "de-CH": "ch"})
    assert body_for(text, *languages) == body


def test_names_of_ours_are_those_of_all_sites() -> None:
    assert own_hosts(whole()) == {"shop.example", "localhost"}


def test_the_mark_changes_with_the_texts_and_with_nothing_else() -> None:
    directory = whole()
    assert texts_mark(directory) == ""
    directory.texts["hello"] = HELLO
    mark = texts_mark(directory)
    directory.texts = {"b": HELLO.but(text_id="b"), "hello": HELLO}
    other = texts_mark(directory)
    directory.texts = {"hello": HELLO, "b": HELLO.but(text_id="b")}
    assert texts_mark(directory) == other != mark
