"""What a file is, by its bytes; liars and double natures are found."""

from pathlib import Path

import pytest

from parlour.directory.media_types import NEVER
from parlour.directory.records import Site
from parlour.files.kinds import media_type_of
from parlour.files.records import NotTaken
from tests.files.bodies import HTML, PDF, SVG, archive, moving, picture

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

HONEST: dict[str, tuple[bytes, str]] = {
    "a.png": (picture("PNG"), "image/png"),
    "a.jpg": (picture("JPEG"), "image/jpeg"),
    "a.jpeg": (picture("JPEG"), "image/jpeg"),
    "a.gif": (moving("GIF"), "image/gif"),
    "a.webp": (picture("WEBP"), "image/webp"),
    "a.pdf": (PDF, "application/pdf"),
    "a.txt": (b"Guten Tag\n", "text/plain"),
    "umlaut.txt": ("Grüße".encode("latin-1"), "text/plain"),
    "bom.txt": (b"\xef\xbb\xbfhello", "text/plain"),
    "sums.txt": (b"a < b and c > d", "text/plain"),
    "a.csv": (b"a;b\n1;2\n", "text/csv"),
    "a.zip": (archive(a=b"a"), "application/zip"),
    "a.docx": (archive(a=b"a"), DOCX),
    "nameless": (picture("PNG"), "image/png"),
    "a.mp3": (b"ID3\x03\x00" + bytes(100), "audio/mpeg"),
}
MISMATCH: dict[str, bytes] = {
    "html.png": HTML,
    "html.txt": HTML,
    "svg.png": SVG,
    "svg.txt": SVG,
    "late.txt": b"hello " * 100 + b"<script>alert(1)</script>",
    "xhtml.txt": b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>',
    "page.txt": b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n",
    "png.pdf": picture("PNG"),
    "png.jpg": picture("PNG"),
    "pdf.png": PDF,
    "zip.png": archive(a=b"a"),
    "zip.pdf": archive(a=b"a"),
    "text.png": b"hello",
    "gifar.gif": moving("GIF") + archive(Evil=b"\xca\xfe\xba\xbe"),
    "png+zip.png": picture("PNG") + archive(a=b"a"),
    "pdf+zip.pdf": PDF + archive(a=b"a"),
    "exe.pdf": b"MZ" + bytes(200),
    "exe.png": b"\x7fELF" + bytes(200),
    "script.txt": b"#!/bin/sh\nrm -rf /\n",
}
NOT_ALLOWED: dict[str, bytes] = {
    "a.svg": SVG,
    "a.html": HTML,
    "a.xhtml": b'<?xml version="1.0"?><html/>',
    "a.mht": b"From: <Saved by Browser>\nMIME-Version: 1.0\n\n",
    "a.exe": b"MZ" + bytes(200),
    "a.bin": bytes(range(256)),
    "shy": b"   \n\t<svg onload=alert(1)>",
}


def write(folder: Path, body: bytes) -> Path:
    path = folder / "came"
    path.write_bytes(body)
    return path


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_file_is_known(name: str, tmp_path: Path) -> None:
    body, media_type = HONEST[name]
    assert media_type_of(write(tmp_path, body), name) == media_type


@pytest.mark.parametrize("name", MISMATCH)
def test_a_lie_is_found(name: str, tmp_path: Path) -> None:
    with pytest.raises(NotTaken) as refused:
        media_type_of(write(tmp_path, MISMATCH[name]), name)
    assert refused.value.code == "type_mismatch"


@pytest.mark.parametrize("name", NOT_ALLOWED)
def test_what_runs_or_is_unknown_is_not_taken(name: str, tmp_path: Path) -> None:
    with pytest.raises(NotTaken) as refused:
        media_type_of(write(tmp_path, NOT_ALLOWED[name]), name)
    assert refused.value.code == "type_not_allowed"


def test_a_control_character_anywhere_makes_it_no_text(tmp_path: Path) -> None:
    with pytest.raises(NotTaken):
        media_type_of(write(tmp_path, b"a" * 3_000_000 + b"\0"), "long.txt")


def test_no_site_begins_with_a_type_that_runs() -> None:
    default = Site.__struct_defaults__
    types = next(one for one in default if isinstance(one, tuple) and "image/png" in one)
    assert not NEVER & set(types)
