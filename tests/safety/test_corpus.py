"""The corpus is large, of many families, and each of its texts can be told from the others."""

from tests.safety.corpus import FAMILIES, corpus

CANARY = "http://canary.example"
LEAST = 500
LEAST_OF_A_FAMILY = 20


def test_it_is_large_and_no_text_is_in_it_twice() -> None:
    texts = [payload.pattern for payload in corpus()]
    assert len(texts) >= LEAST
    assert len(set(texts)) == len(texts)


def test_each_family_has_many_texts() -> None:
    sizes = {family: len(tuple(patterns)) for family, patterns in FAMILIES.items()}
    assert {family for family, size in sizes.items() if size < LEAST_OF_A_FAMILY} == set()


def test_a_canary_tells_which_text_it_was() -> None:
    for payload in corpus():
        text = payload.text(CANARY)
        assert "!JS!" not in text
        assert "!URL!" not in text
        if "!JS!" in payload.pattern:
            assert f"__hit({payload.number})" in text
