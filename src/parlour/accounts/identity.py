"""A site vouches for its visitors: signed by its own server, so that nobody can pose as another.

Two ways. A JWT (HS256, with `sub`, `exp` and, if known, `name` and `email`), which is over after a
while. Or an HMAC-SHA256 in hex over the three lines id, e-mail, name: shorter to make, and good for
as long as the secret is. Source: RFC 7519 (JWT), RFC 2104 (HMAC).
"""

import hmac
from hashlib import sha256
from typing import Annotated

import jwt
import msgspec
from jwt.types import Options

from parlour.ids import EndUserId, Millis, SiteId, known_end_user
from parlour.value import Value
from parlour.wire.text import BadText, clean_line

TOKEN_CHARACTERS_MAX = 4_096
"""Of a JWT: ours need three claims, sites put in a dozen."""
LIFE_S_MAX = 86_400
"""A token that is good for longer than a day is refused: it would be as good as a password."""
LEEWAY_S = 60
"""By so much may the clocks of the two servers differ."""

KnownAs = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Name = Annotated[str, msgspec.Meta(max_length=80)]
Email = Annotated[str, msgspec.Meta(max_length=254)]


_OPTIONS: Options = {
    "require": ["exp", "sub"],
    "verify_exp": False,
    "verify_nbf": False,
    "verify_iat": False,
    "verify_aud": False,
}


class SignedToken(Value, forbid_unknown_fields=True):
    """A JWT."""

    token: Annotated[str, msgspec.Meta(min_length=1, max_length=TOKEN_CHARACTERS_MAX)]


class SignedFields(Value, forbid_unknown_fields=True):
    """The fields and their HMAC."""

    id: KnownAs
    hash: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$(?!\n)")]
    name: Name = ""
    email: Email = ""


class Vouched(Value):
    """Whom the site says it is: `known_as` is its own id for them."""

    known_as: KnownAs
    name: Name = ""
    email: Email = ""

    def end_user_id(self, site_id: SiteId) -> EndUserId:
        """The same on all devices of one person."""
        digest = sha256(f"{site_id}\n{self.known_as}".encode()).hexdigest()
        return known_end_user(digest[:32])


class NotVouched(Exception):
    """The signature is not the site's, or it is over; `reason` is for the site's developers."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def vouched_by(secret: str, claim: SignedToken | SignedFields, now: Millis) -> Vouched:
    """
    Raises:
        NotVouched
    """
    if isinstance(claim, SignedToken):
        known = _by_token(secret, claim.token, now // 1000)
        return _clean(known.sub, known.name, known.email)
    if any("\n" in field for field in (claim.id, claim.email, claim.name)):
        raise NotVouched("Id, e-mail and name are a line each.")
    expected = signature_of(secret, claim.id, claim.email, claim.name)
    if not hmac.compare_digest(expected, claim.hash):
        raise NotVouched("The hash is not the HMAC-SHA256 of id, e-mail and name, line by line.")
    return _clean(claim.id, claim.name, claim.email)


def signature_of(secret: str, known_as: str, email: str, name: str) -> str:
    """What the site's server computes for `SignedFields.hash`."""
    message = f"{known_as}\n{email}\n{name}".encode()
    return hmac.new(secret.encode(), message, sha256).hexdigest()


def _clean(known_as: str, name: str, email: str) -> Vouched:
    """As texts of end-users are cleaned: what the site calls them is shown to agents."""
    try:
        return Vouched(known_as=known_as, name=clean_line(name), email=clean_line(email))
    except BadText as bad:
        raise NotVouched(f"Name or e-mail: {bad.reason}") from bad


def _by_token(secret: str, token: str, now_s: int) -> "_Claims":
    """Times are judged here, by the server's own clock."""
    try:
        claims: object = jwt.decode(  # pyright: ignore[reportUnknownMemberType] — its keys' types
            token, secret, algorithms=["HS256"], options=_OPTIONS
        )
        known = msgspec.convert(claims, _Claims)
    except jwt.PyJWTError as error:
        raise NotVouched(f"The token is none of this site's: {error}.") from error
    except msgspec.ValidationError as error:
        raise NotVouched(f"The token's claims are not as they must be: {error}.") from error
    if known.exp + LEEWAY_S < now_s:
        raise NotVouched("The token is over.")
    if known.exp > now_s + LIFE_S_MAX + LEEWAY_S:
        raise NotVouched("The token is good for longer than a day.")
    if known.nbf > now_s + LEEWAY_S:
        raise NotVouched("The token is not good yet.")
    return known


class _Claims(Value):
    """What we read of a token; it may say more."""

    sub: KnownAs
    exp: int
    nbf: int = 0
    name: Name = ""
    email: Email = ""
