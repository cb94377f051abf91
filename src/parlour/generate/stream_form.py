"""web/protocol/generated/stream_*.ts: what both ends of a co-browse stream know beforehand. In two
files, for the dictionary is fetched with the recorder or the stage, and not before."""

import json

from parlour.cobrowse.dictionary import DICTIONARY, FORM

HEADER = """\
/**
 * {what}: docs/cobrowse.md.
 *
 * Written by `python -m parlour.generate`; change `parlour/cobrowse/vocabulary.py` instead.
 */
"""


def form() -> str:
    header = HEADER.format(what="The name of the form of co-browse streams")
    return f'{header}\nexport const FORM = "{FORM}";\n'


def dictionary() -> str:
    header = HEADER.format(what="What the packing of co-browse streams knows beforehand")
    text = json.dumps(DICTIONARY.decode("ascii"))
    return f"{header}\nexport const DICTIONARY =\n  {text};\n"
