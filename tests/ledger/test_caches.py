"""A bounded memory keeps what is used."""

from hypothesis import given
from hypothesis import strategies as st

from parlour.ledger.caches import Recent


@given(st.lists(st.integers(0, 40), max_size=200), st.integers(2, 30))
def test_the_half_that_was_used_last_is_there_and_the_limit_holds(
    keys: list[int], limit: int
) -> None:
    recent: Recent[int, str] = Recent(limit)
    used: list[int] = []
    for key in keys:
        if recent.get(key) is None:
            recent.keep(key, str(key))
        used = [key, *(other for other in used if other != key)]
        assert len(recent) <= limit
        for lately in used[: limit // 2]:
            assert str(lately) in (*recent._young.values(), *recent._old.values())


def test_what_is_forgotten_is_gone() -> None:
    recent: Recent[str, int] = Recent(10)
    recent.keep_all({"a": 1, "b": 2})
    recent.forget("a")
    recent.forget("never seen")
    assert (recent.get("a"), recent.get("b")) == (None, 2)
