"""Whole text frames, read straight out of what has arrived (RFC 6455 §5.2).

Nearly everything that clients send is one unfragmented text frame after the other, each of them
whole in one read. The library's parser takes any bytes in any pieces, and needs a generator and a
dozen calls for a frame; this takes the plain case only, and leaves all else to the library.
"""

from websockets.frames import Frame, apply_mask  # type: ignore[attr-defined]  # or the fallback

TEXT = 0x81
"""FIN, no reserved bit, and the opcode of text."""
MASKED = 0x80
TWO_BYTES = 126
"""In place of a length: it follows in two bytes, or (127) in eight."""


def text_at(data: bytes, start: int, bytes_max: int) -> tuple[bytes, int] | None:
    """The text of the frame that begins there, and where the next one begins.

    `None`: it is not whole, or anything else than a masked, final text of at most `bytes_max`.
    """
    size = len(data)
    if size < start + 6 or data[start] != TEXT:
        return None
    length = data[start + 1] - MASKED
    mask = start + 2
    if length == TWO_BYTES:
        length = int.from_bytes(data[mask : mask + 2], "big")
        mask += 2
    elif length > TWO_BYTES:
        return None
    text = mask + 4
    end = text + length
    if not 0 <= length <= bytes_max or end > size:
        return None
    return apply_mask(data[text:end], data[mask:text]), end


def wire_bytes(frame: Frame) -> int:
    """How long a masked frame was at least: with its length written as short as can be."""
    length = len(frame.data)
    if length < TWO_BYTES:
        return 6 + length
    return (8 if length < 1 << 16 else 14) + length
