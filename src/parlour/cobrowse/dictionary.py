"""The preset dictionary of the streams' deflate, and the name of their form. Pure."""

import zlib

from parlour.cobrowse.vocabulary import dictionary_text

DICTIONARY = dictionary_text().encode("ascii")
FORM = f"s2-{zlib.crc32(DICTIONARY):08x}"
"""Both ends name it: the kinds of lines, and what their packing knows before it begins."""
