"""Pictures are made anew: what is seen stays, all else goes."""

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms

from parlour.files.images import Images
from parlour.files.records import NotTaken
from tests.files.bodies import frame_flood, moving, photo, picture, pixel_flood

TYPES = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "GIF": "image/gif",
    "WEBP": "image/webp",
}


async def made(folder: Path, body: bytes, media_type: str) -> bytes:
    source, target = folder / "came", folder / "made"
    source.write_bytes(body)
    await Images().reencode(media_type, source, target)
    return target.read_bytes()


async def test_a_photo_loses_its_place_and_stands_upright(tmp_path: Path) -> None:
    came = photo()
    assert b"SecretMaker" in came
    body = await made(tmp_path, came, "image/jpeg")
    for secret in (b"SecretMaker", b"SecretPlace", b"SecretComment", b"Exif", b"JFIF-comment"):
        assert secret not in body
    image = Image.open(io.BytesIO(body)).convert("RGB")
    assert image.size == (20, 40)
    assert image.getpixel((10, 5))[0] > 200  # type: ignore[index]  # red is on top now
    assert image.getpixel((10, 35))[2] > 200  # type: ignore[index]
    assert not image.getexif()


@pytest.mark.parametrize("form", TYPES)
async def test_what_hangs_on_a_picture_is_left_behind(form: str, tmp_path: Path) -> None:
    body = await made(tmp_path, picture(form) + b"PK\x03\x04<script>", TYPES[form])
    assert b"<script>" not in body
    image = Image.open(io.BytesIO(body))
    assert (image.format, image.size) == (form, (40, 20))


async def test_texts_in_a_png_are_left_behind(tmp_path: Path) -> None:
    from PIL.PngImagePlugin import PngInfo

    told = PngInfo()
    told.add_text("Comment", "SecretComment")
    body = await made(tmp_path, picture("PNG", pnginfo=told), "image/png")
    assert b"SecretComment" not in body


async def test_a_profile_is_applied_and_left_out(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    came = picture("JPEG", icc_profile=profile)
    assert b"ICC_PROFILE" in came
    assert b"ICC_PROFILE" not in await made(tmp_path, came, "image/jpeg")


@pytest.mark.parametrize("form", ["GIF", "WEBP"])
async def test_a_moving_picture_still_moves(form: str, tmp_path: Path) -> None:
    body = await made(tmp_path, moving(form), TYPES[form])
    image = Image.open(io.BytesIO(body))
    assert getattr(image, "n_frames", 1) == 3
    colours = []
    for number in range(3):
        image.seek(number)
        colours.append(image.convert("RGB").getpixel((8, 8)))
    assert [strongest(colour) for colour in colours] == [0, 1, 2]


def strongest(colour: Any) -> int:
    """Of red, green and blue."""
    return max(range(3), key=colour.__getitem__)


async def test_clear_pixels_stay_clear(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(out, "PNG")
    body = await made(tmp_path, out.getvalue(), "image/png")
    assert Image.open(io.BytesIO(body)).getpixel((0, 0))[3] == 0  # type: ignore[index]


BOMBS = {"pixels": (pixel_flood(), "image/png"), "frames": (frame_flood(), "image/gif")}


@pytest.mark.parametrize("bomb", BOMBS)
async def test_a_bomb_is_not_decoded(bomb: str, tmp_path: Path) -> None:
    with pytest.raises(NotTaken) as refused:
        await made(tmp_path, *BOMBS[bomb])
    assert refused.value.code == "image_too_large"


BROKEN = {
    "cut": picture("PNG", (200, 200))[:-60],
    "rubbish": b"\x89PNG\r\n\x1a\n" + bytes(500),
    "another": picture("GIF"),
}


@pytest.mark.parametrize("how", BROKEN)
async def test_what_is_no_whole_picture_is_not_taken(how: str, tmp_path: Path) -> None:
    with pytest.raises(NotTaken) as refused:
        await made(tmp_path, BROKEN[how], "image/png")
    assert refused.value.code == "image_unreadable"
