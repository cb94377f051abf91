"""Makes a picture anew from its pixels: nothing else that was in the file is in the new one.

A program of its own (`python -m parlour.files.reencode TYPE SOURCE TARGET PIXELS_MAX BYTES_MAX`):
decoders are where pictures attack, so they run apart from the server, with little memory, little
time and nothing to gain. Exit 0: made; 3: no such picture; 4: too many pixels.
"""

import io
import resource
import sys
from pathlib import Path
from typing import Any, cast

from PIL import Image, ImageCms, ImageFile, ImageOps, ImageSequence

UNREADABLE, TOO_LARGE = 3, 4
FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/webp": "WEBP"}
MEMORY_BYTES = 1_500_000_000
"""Three copies of the largest picture taken, and the decoders."""
CPU_SECONDS = 20
FRAMES_MAX = 500
"""Of a moving picture: twenty seconds."""
QUALITY = 90
"""No eye sees the difference."""


class TooManyPixels(Exception):
    """More than anybody's screen shows."""


def main(arguments: list[str]) -> int:
    media_type, source, target, pixels_max, bytes_max = arguments
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(bytes_max), int(bytes_max)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        reencode(media_type, Path(source), Path(target), int(pixels_max))
    except (TooManyPixels, Image.DecompressionBombError, MemoryError):
        return TOO_LARGE
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError):
        return UNREADABLE  # the many ways in which decoders say so
    return 0


def reencode(media_type: str, source: Path, target: Path, pixels_max: int) -> None:
    """Turned as its camera was held, in sRGB, without any metadata."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    Image.MAX_IMAGE_PIXELS = pixels_max
    form = FORMATS[media_type]
    with Image.open(source, formats=(form,)) as image:
        frames = getattr(image, "n_frames", 1)
        if image.width * image.height * frames > pixels_max or frames > FRAMES_MAX:
            raise TooManyPixels
        if frames > 1 and form in {"GIF", "WEBP"}:
            _save_moving(image, target, form)
        else:
            _save_still(image, target, form)


def _save_still(image: Image.Image, target: Path, form: str) -> None:
    plain = _without_metadata(_in_srgb(ImageOps.exif_transpose(image)))
    match form:
        case "JPEG":
            rgb = plain if plain.mode in {"RGB", "L"} else plain.convert("RGB")
            rgb.save(target, form, quality=QUALITY, progressive=True, exif=b"", icc_profile=None)
        case "WEBP":
            plain.save(target, form, quality=QUALITY, exif=b"", icc_profile=None, xmp=b"")
        case _:
            plain.save(target, form)


def _save_moving(image: Image.Image, target: Path, form: str) -> None:
    """Each frame as it is seen, with its time; how often it runs stays."""
    frames: list[Image.Image] = []
    durations: list[int] = []
    for frame in ImageSequence.Iterator(image):
        frames.append(_without_metadata(frame.convert("RGBA")))
        durations.append(int(frame.info.get("duration", 100)))
    loop = image.info.get("loop")
    more: dict[str, Any] = {} if loop is None else {"loop": loop}
    if form == "WEBP":
        more |= {"quality": QUALITY, "exif": b"", "xmp": b""}
    else:
        more |= {"disposal": 2}
    frames[0].save(
        target, form, save_all=True, append_images=frames[1:], duration=durations, **more
    )


def _without_metadata(image: Image.Image) -> Image.Image:
    """The pixels, the palette, and which colour is clear; writers copy from `info` what they like:
    comments, places, profiles."""
    clear = image.info.get("transparency")
    image.info = {} if clear is None else {"transparency": clear}
    image.getexif().clear()
    return image


def _in_srgb(image: Image.Image) -> Image.Image:
    """Wide colours look dull when their profile is merely left out."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "RGBA", "L", "CMYK"}:
        return image
    mode = image.mode if image.mode in {"RGB", "RGBA"} else "RGB"
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        srgb = cast(Any, ImageCms).createProfile("sRGB")
        shown = ImageCms.profileToProfile(image, given, srgb, outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return shown or image


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
