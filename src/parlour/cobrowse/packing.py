"""The stream's packing: raw deflate (RFC 1951), flushed after each piece. Pure.

All pieces of a stream share their history: what was said before costs next to nothing.
"""

import zlib
from collections.abc import Iterator

from parlour.cobrowse.limits import LINE_BYTES_MAX
from parlour.cobrowse.nodes import NoPage

LEVEL = 6
"""zlib's own choice: beyond it a page's first picture takes twice the time for 1 % less."""
PIECE_BYTES = 1 << 16
"""Inflated at once: a bomb is looked at after each."""


class Packer:
    """One viewer's stream."""

    def __init__(self) -> None:
        self._deflate = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)

    def packed(self, text: bytes) -> bytes:
        return self._deflate.compress(text) + self._deflate.flush(zlib.Z_SYNC_FLUSH)


class Unpacker:
    """One recorder's stream, cut into its lines."""

    def __init__(self) -> None:
        self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        self._begun: list[bytes] = []
        self._begun_bytes = 0
        self.inflated_bytes = 0
        """So far."""

    def lines(self, packed: bytes) -> Iterator[bytes]:
        """The lines that are whole now, without their ends.

        Raises: `NoPage`: this is no such stream, or a line has no end.
        """
        for piece in self._pieces(packed):
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
