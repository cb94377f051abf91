"""Files of all kinds, made here: plain ones, and those that pretend."""

import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><script>alert(1)</script>"


def picture(form: str = "PNG", size: tuple[int, int] = (40, 20), **more: Any) -> bytes:
    """Left half red, right half blue."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    out = io.BytesIO()
    image.save(out, form, **more)
    return out.getvalue()


def photo() -> bytes:
    """As a phone takes it: lying on its side, with a place, a maker and a thumbnail's text."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it by 90° to see it upright
    exif[0x010F] = "SecretMaker"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    exif.get_ifd(0x8825)[29] = "SecretPlace"
    return picture("JPEG", exif=exif, comment=b"SecretComment", quality=95)


def moving(form: str = "GIF") -> bytes:
    frames = [Image.new("RGB", (16, 16), colour) for colour in ("red", "lime", "blue")]
    out = io.BytesIO()
    frames[0].save(
        out, form, save_all=True, append_images=frames[1:], duration=[100, 200, 300], loop=0
    )
    return out.getvalue()


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return out.getvalue()


def zip_bomb() -> bytes:
    """A gigabyte and more, in a megabyte and less, twice packed."""
    inner = archive(zeros=bytes(64 << 20))
    return archive(**{f"bomb{number}": inner for number in range(20)})


def pixel_flood(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of three and a half thousand million pixels, in some bytes."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1 << 20), 9)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")
    )


def frame_flood() -> bytes:
    """A GIF of many frames, no two alike."""
    frames = [Image.new("RGB", (1, 1), (number % 256, number // 256, 0)) for number in range(600)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=20)
    return out.getvalue()


def _chunk(name: bytes, content: bytes) -> bytes:
    crc = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", crc)
