/**
 * The name of the form of co-browse streams: docs/cobrowse.md.
 *
 * Written by `python -m parlour.generate`; change `parlour/cobrowse/vocabulary.py` instead.
 */

export const FORM = "s2-06ad6dfa";
