"""What a file is, by its bytes: never by its name, and never by what its sender says.

No container is opened. A file whose name says something else than its bytes is not taken, nor one
that is two things at once. Source: WHATWG MIME Sniffing, §7.1 (what browsers take for HTML).
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, cast

import puremagic

from parlour.directory.media_types import NEVER
from parlour.files.names import ending_of
from parlour.files.records import NotTaken
from parlour.value import Value

HEAD_BYTES = 4_096
TAIL_BYTES = 65_536 + 22
"""The end record of a ZIP with the longest comment."""
CHUNK_BYTES = 1 << 20
CERTAIN_BYTES = 4
"""Shorter signatures are met by chance."""

IMAGES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}
"""The only types that are decoded, and made anew."""
TEXTS = {"csv": "text/csv", "tsv": "text/csv"}
"""By ending; other texts are plain."""
ZIPPED = {
    "zip": "application/zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "pages": "application/vnd.apple.pages",
    "numbers": "application/vnd.apple.numbers",
    "key": "application/vnd.apple.keynote",
}
"""ZIP containers by ending: telling them apart would mean opening them."""
CONTAINERS = frozenset(
    {
        *ZIPPED.values(),
        "application/x-7z-compressed",
        "application/gzip",
        "application/x-gzip",
        "application/x-bzip2",
        "application/x-xz",
        "application/zstd",
        "application/x-tar",
        "application/vnd.rar",
        "application/x-rar-compressed",
        "application/x-iso9660-image",
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
    }
)
"""What only a scanner can look into: archives, and documents that carry programs."""
ENDINGS = {
    "image/png": {"png"},
    "image/jpeg": {"jpg", "jpeg", "jpe", "jfif"},
    "image/gif": {"gif"},
    "image/webp": {"webp"},
    "application/pdf": {"pdf"},
    "text/plain": {"txt", "text", "log", "md", "json", "yaml", "yml", "ini", "conf", "srt", "vtt"},
    "text/csv": {"csv", "tsv"},
    **{media_type: {ending} for ending, media_type in ZIPPED.items()},
}
"""What a name of such a file may end in."""

_page = re.compile(
    rb"\s*(<!doctype\s+html|<(html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p"
    rb"|svg|math|object|embed|link|meta|base|form|img|math|template)[\s/>]|<!--|<\?xml|<\?php|<%)",
    re.IGNORECASE,
)
_markup = re.compile(rb"<(!doctype|html|script|svg|iframe|object|embed)[\s/>]", re.IGNORECASE)
_archived_page = re.compile(rb"^(mime-version|content-type|from|message-id):[ \t]", re.I | re.M)
_controls = bytes(set(range(32)) - {9, 10, 12, 13}) + b"\x7f"
_exe = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa", b"#!")


class Signature(Protocol):
    """One that puremagic knows."""

    byte_match: bytes
    offset: int
    extension: str
    mime_type: str


SIGNATURES = cast(Sequence[Signature], puremagic.magic_header_array)


class Seen(Value):
    """The first and the last bytes."""

    head: bytes
    tail: bytes


def media_type_of(path: Path, name: str) -> str:
    """Raises: `NotTaken` (`type_mismatch`) when name and bytes disagree, or the bytes with
    themselves; `type_not_allowed` when nobody can tell what it is."""
    seen = look_at(path)
    found = _by_signature(seen, ending_of(name)) or _as_text(path, seen, name)
    if found is None:
        raise NotTaken("type_not_allowed")
    if found in NEVER:
        raise NotTaken("type_mismatch" if _claims_another(found, name) else "type_not_allowed")
    if _claims_another(found, name) or _is_zip_as_well(found, seen.tail):
        raise NotTaken("type_mismatch")
    return found


def look_at(path: Path) -> Seen:
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        size = file.seek(0, 2)
        file.seek(max(0, size - TAIL_BYTES))
        return Seen(head=head, tail=file.read())


def ending_for(media_type: str) -> str:
    """What a name without one gets; empty: none."""
    if media_type in IMAGES:
        return IMAGES[media_type]
    known = {"application/pdf": "pdf", "text/plain": "txt", "text/csv": "csv"}
    zipped = {value: key for key, value in ZIPPED.items()}
    return known.get(media_type, "") or zipped.get(media_type, "")


def _by_signature(seen: Seen, ending: str) -> str | None:
    head = seen.head
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return ZIPPED.get(ending, "application/zip")
    if head.startswith(_exe):
        return "application/x-executable"
    return _by_magic(seen, ending)


def _by_magic(seen: Seen, ending: str) -> str | None:
    """The longest signature that puremagic knows; of several, the one that the name says. One that
    any text may begin with counts only if the name says so, too."""
    fitting = [
        one
        for one in SIGNATURES
        if one.mime_type
        and len(one.byte_match) >= CERTAIN_BYTES
        and seen.head.startswith(one.byte_match, one.offset)
    ]
    fitting.sort(key=lambda one: len(one.byte_match), reverse=True)
    named = [one for one in fitting if one.extension.lstrip(".").lower() == ending]
    found = named or [one for one in fitting if not one.byte_match.isascii()]
    return found[0].mime_type if found else None


def _as_text(path: Path, seen: Seen, name: str) -> str | None:
    """Text in any encoding that keeps ASCII: no control character but blanks, from end to end."""
    head = seen.head.removeprefix(b"\xef\xbb\xbf")
    if _page.match(head) or _markup.search(head):
        return "text/html"
    if _archived_page.match(head):
        return "multipart/related"
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            if len(chunk) != len(chunk.translate(None, _controls)):
                return None
    return TEXTS.get(ending_of(name), "text/plain")


def _claims_another(media_type: str, name: str) -> bool:
    ending = ending_of(name)
    if not ending:
        return False
    if media_type in ENDINGS:
        return ending not in ENDINGS[media_type]
    return any(ending in endings for endings in ENDINGS.values())


def _is_zip_as_well(media_type: str, tail: bytes) -> bool:
    """It ends in the end record of an archive: a picture or document that is one, too."""
    if media_type in CONTAINERS:
        return False
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < 22:
        return False
    return at + 22 + int.from_bytes(tail[at + 20 : at + 22], "little") == len(tail)
