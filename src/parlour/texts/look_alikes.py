"""Names of hosts that look like others: scripts mixed, letters borrowed. Pure.

A label keeps to one script, or to a mix that a language writes; a label all of whose letters look
like Latin ones must stand below a domain of its own script; and no name may read like one of our
own. Source: UTS #39 §5 ("highly restrictive") and §4 (skeletons), cut down to what hosts may hold.
"""

import unicodedata
from functools import cache

_BORROWED = {
    # Cyrillic
    **dict(zip("аԁеһіјӏорԛѕԝхуѵсҁѡпгтмкнвь", "adehijlopqswxyvccwnrtmkhbb", strict=True)),
    # Greek
    **dict(zip("αβεικνορτυχωηκγσ", "abeiknoptuxwnkyo", strict=True)),
    # Armenian
    **dict(zip("աոսհօցզքյլ", "wnuhogqpjl", strict=True)),
    # Latin letters that are drawn like plain ones
    **dict(
        zip("ɑɡıɩɪʀʏƅɴʜʟʙɫᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢǀøđħłŧ", "agiiirybnhlblacdejkmoptuvwzlodhlt", strict=True)
    ),
    # Digits
    "0": "o",
    "1": "l",
}
"""Letters by the plain one that they are taken for."""
_WIDE = (("m", "rn"), ("w", "vv"))
"""Letters by the pairs that they are taken for: taken apart, so that the order is nothing."""
_ODD_LATIN = frozenset("ɑɡɩɪʀʏƅɴʜʟʙɫᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢǀ")
"""Written in no language's host names, and only there to be taken for others."""
_WHOLE = frozenset({"CYRILLIC", "GREEK", "ARMENIAN"})
_MIXES = (
    frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA"}),
    frozenset({"LATIN", "CJK", "BOPOMOFO"}),
    frozenset({"LATIN", "CJK", "HANGUL"}),
)
_COMMON = frozenset({"DIGIT", "HYPHEN-MINUS", "MIDDLE", "LOW"})
_JAPANESE_MARKS = frozenset({"KATAKANA-HIRAGANA", "IDEOGRAPHIC"})


def is_mixed(host: str) -> bool:
    """Whether a label is written in scripts that nobody writes together."""
    return any(not _is_of_one(label) for label in host.split("."))


def reads_as_latin(host: str) -> bool:
    """Whether a label only looks Latin: borrowed letters alone, below a domain of Latin letters."""
    labels = host.split(".")
    top = scripts_of(labels[-1])
    for label in labels:
        if _ODD_LATIN.intersection(label):
            return True
        scripts = scripts_of(label)
        letters = [letter for letter in label if letter.isalpha()]
        if scripts and scripts <= _WHOLE and scripts != top and _all_borrowed(letters):
            return True
    return False


def imitates(host: str, own: str) -> bool:
    """Whether `host`, which is neither `own` nor below it, could be read as that."""
    own = own.removeprefix("www.")
    if host == own or host.endswith("." + own):
        return False
    looks, ours = skeleton(host), skeleton(own)
    if looks == ours or looks.endswith("." + ours):
        return True
    if "." not in own or own.replace(".", "").isdigit():
        return False
    inside = f".{looks}."
    return f".{ours}." in inside or f".{ours.replace('.', '-')}." in inside


def skeleton(host: str) -> str:
    """What the eye takes it for: equal for names that are easily mistaken for each other."""
    bare = "".join(
        _BORROWED.get(letter, letter)
        for letter in unicodedata.normalize("NFD", host)
        if not unicodedata.combining(letter)
    )
    for letter, pair in _WIDE:
        bare = bare.replace(letter, pair)
    return bare


def scripts_of(label: str) -> frozenset[str]:
    return frozenset(script for letter in label if (script := _script(letter)) not in _COMMON)


@cache
def _script(letter: str) -> str:
    """The first word of the letter's name, which is its script for all that hosts may hold."""
    word = unicodedata.name(letter, "UNKNOWN").partition(" ")[0]
    return "KATAKANA" if word in _JAPANESE_MARKS else word


def _is_of_one(label: str) -> bool:
    scripts = scripts_of(label)
    if len(scripts) <= 1:
        return "COMBINING" not in scripts
    return any(scripts <= mix for mix in _MIXES)


def _all_borrowed(letters: list[str]) -> bool:
    return bool(letters) and all(letter in _BORROWED for letter in letters)
