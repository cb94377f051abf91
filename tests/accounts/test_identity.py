"""A site vouches for its visitors, and nobody else does."""

import hmac
from hashlib import sha256
from typing import Any

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parlour.accounts.identity import (
    LEEWAY_S,
    LIFE_S_MAX,
    NotVouched,
    SignedFields,
    SignedToken,
    signature_of,
    vouched_by,
)
from parlour.ids import Millis, SiteId, is_known

SECRET = "a secret that is long enough for the longest of the hashes there are"
NOW_S = 1_800_000_000
NOW = Millis(NOW_S * 1000)
names = st.text(st.characters(codec="utf-8"), max_size=20)


def token(secret: str = SECRET, algorithm: str = "HS256", **claims: Any) -> SignedToken:
    told = {"sub": "42", "exp": NOW_S + 3600, "name": "Ann", "email": "ann@site.example"} | claims
    kept = {name: value for name, value in told.items() if value is not None}
    return SignedToken(token=jwt.encode(kept, secret, algorithm=algorithm))


def test_a_token_of_the_site_is_believed() -> None:
    who = vouched_by(SECRET, token(plan="gold"), NOW)
    assert (who.known_as, who.name, who.email) == ("42", "Ann", "ann@site.example")


def test_the_same_person_is_the_same_on_each_device_and_another_on_each_site() -> None:
    who = vouched_by(SECRET, token(), NOW)
    again = vouched_by(SECRET, token(name="Annie"), NOW)
    assert who.end_user_id(SiteId("shop")) == again.end_user_id(SiteId("shop"))
    assert who.end_user_id(SiteId("shop")) != who.end_user_id(SiteId("blog"))
    assert is_known(who.end_user_id(SiteId("shop")))
    assert not is_known(who.end_user_id(SiteId("shop"))[2:])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "claim",
    [
        token(secret=SECRET + "?"),
        token(algorithm="HS512"),
        SignedToken(token=jwt.encode({"sub": "42", "exp": NOW_S + 9}, None, algorithm="none")),
        SignedToken(token=token().token[:-2]),
        SignedToken(token="not a token"),
        token(exp=None),
        token(sub=None),
        token(sub=""),
        token(sub=42),
        token(sub="x" * 201),
        token(exp=NOW_S - LEEWAY_S - 1),
        token(exp=NOW_S + LIFE_S_MAX + LEEWAY_S + 1),
        token(exp="tomorrow"),
        token(nbf=NOW_S + LEEWAY_S + 1),
        token(name=["Ann"]),
        token(name="Ann\r\nBcc: all"),
        token(name="\u202eAnn"),
    ],
)
def test_anything_else_is_not(claim: SignedToken) -> None:
    with pytest.raises(NotVouched):
        vouched_by(SECRET, claim, NOW)


@given(known_as=names.filter(bool), name=names, email=names)
def test_the_hash_is_a_plain_hmac_over_three_lines(known_as: str, name: str, email: str) -> None:
    """As any language computes it with its standard library."""
    text = "\n".join([known_as, email, name])
    expected = hmac.new(SECRET.encode(), text.encode(), sha256).hexdigest()
    assert signature_of(SECRET, known_as, email, name) == expected


def test_signed_fields_are_believed_and_changed_ones_are_not() -> None:
    signature = signature_of(SECRET, "42", "a@b.example", "Ann")
    good = SignedFields(id="42", name="Ann", email="a@b.example", hash=signature)
    assert vouched_by(SECRET, good, NOW).known_as == "42"
    for claim in (good.but(id="43"), good.but(name="Eve"), good.but(email="e@b.example")):
        with pytest.raises(NotVouched):
            vouched_by(SECRET, claim, NOW)


@pytest.mark.parametrize("moved", [("42\na@b.example", "Ann", ""), ("42", "a@b.example\nAnn", "")])
def test_what_was_signed_as_one_field_is_not_taken_for_another(
    moved: tuple[str, str, str],
) -> None:
    """The signed text is lines: a field that holds a line break could borrow from its neighbour."""
    signature = signature_of(SECRET, "42", "a@b.example", "Ann\n")
    known_as, email, name = moved
    claim = SignedFields(id=known_as, email=email, name=name, hash=signature)
    assert signature_of(SECRET, known_as, email, name) == signature
    with pytest.raises(NotVouched):
        vouched_by(SECRET, claim, NOW)
