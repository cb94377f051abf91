/**
 * The lines of a stream: JSON arrays, which say less than rrweb's own events and no more than a
 * viewer can see. docs/cobrowse.md has their form; `parlour/cobrowse/shorthand.py` is the same in
 * Python, and both are tested by `tests/cobrowse/shorthand.json`.
 */

export const SHEET = 0;
export const WINDOW = 1;
export const PICTURE = 2;
export const MUTATED = 3;
export const POINTED = 4;
export const PRESSED = 5;
export const SCROLLED = 6;
export const WRITTEN = 7;
export const RESIZED = 8;
export const PLAIN = 9;
export const FORGET = 10;

export const DOT = "•";
/** A shorter style sheet is said whole: its name would be a tenth of it. */
export const NAMED_CHARACTERS_MIN = 256;
/** A longer one is no style sheet that many pages share. */
export const NAMED_CHARACTERS_MAX = 256 << 10;
/** Of all style sheets that one stream may say to name them. */
export const SHEETS_CHARACTERS_MAX = 4 << 20;
/** Dots that are said by their number. */
export const DOTS_MAX = 65_536;
