"""The stream's packing: raw deflate (RFC 1951), flushed after each piece. Pure.

All pieces of a stream share their history, which begins with a dictionary: what was said before
costs next to nothing. The four bytes with which each flush ends are left out, as in RFC 7692.
"""

import zlib
from collections.abc import Iterator

from parlour.cobrowse.dictionary import DICTIONARY
from parlour.cobrowse.limits import LINE_BYTES_MAX, MESSAGE_BYTES_MAX
from parlour.cobrowse.nodes import NoPage

LEVEL = 6
"""zlib's own choice: beyond it a page's first picture takes twice the time for 1 % less."""
MEMORY = 8
"""zlib's own choice."""
PIECE_BYTES = 1 << 16
"""Inflated at once: a bomb is looked at after each."""
FLUSH_END = b"\x00\x00\xff\xff"
"""A stored block of no length, after the byte in which it begins."""


class Packer:
    """One viewer's stream."""

    def __init__(self) -> None:
        self._deflate = zlib.compressobj(
            LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS, MEMORY, zlib.Z_DEFAULT_STRATEGY, DICTIONARY
        )

    def packed(self, text: bytes) -> bytes:
        """One piece; empty for no text."""
        if not text:
            return b""
        piece = self._deflate.compress(text) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
        return piece.removesuffix(FLUSH_END)


class Unpacker:
    """One recorder's stream, cut into its lines."""

    def __init__(self) -> None:
        self._inflate = zlib.decompressobj(-zlib.MAX_WBITS, DICTIONARY)
        self._begun: list[bytes] = []
        self._begun_bytes = 0
        self._goes_on = False
        """The last message was not the end of its piece."""
        self.inflated_bytes = 0
        """So far."""

    def lines(self, packed: bytes) -> Iterator[bytes]:
        """The lines that are whole now, without their ends. A message of the greatest size is not
        the end of its piece.

        Raises: `NoPage`: this is no such stream, or a line has no end.
        """
        if not packed and not self._goes_on:
            return
        is_end = len(packed) < MESSAGE_BYTES_MAX
        self._goes_on = not is_end
        for piece in self._pieces(packed + FLUSH_END if is_end else packed):
            *whole, begun = piece.split(b"\n")
            for line in whole:
                self._keep(line)
                ended = b"".join(self._begun)
                self._begun, self._begun_bytes = [], 0
                if ended:
                    yield ended
            self._keep(begun)

    def _pieces(self, packed: bytes) -> Iterator[bytes]:
        piece, left = b"", packed
        while left or len(piece) == PIECE_BYTES:
            try:
                piece = self._inflate.decompress(left, PIECE_BYTES)
            except zlib.error as error:
                raise NoPage("not deflated") from error
            if self._inflate.eof:
                raise NoPage("the stream is finished")
            self.inflated_bytes += len(piece)
            left = self._inflate.unconsumed_tail
            yield piece

    def _keep(self, part: bytes) -> None:
        if not part:
            return
        self._begun.append(part)
        self._begun_bytes += len(part)
        if self._begun_bytes > LINE_BYTES_MAX:
            raise NoPage("a line without end")
