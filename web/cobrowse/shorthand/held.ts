/**
 * Texts that nobody has looked at yet, which the recorder holds back: strokes stand in for them.
 * `parlour/cobrowse/held.py` is the same in Python.
 */

/** An en dash: as wide as half the type, about as wide as letters are, and in every font. */
const STROKE = "\u2013";
/** Strokes without a gap, so that lines break as they do between words. */
const WORDS = [5, 3, 7, 2, 6, 4, 8, 3, 5];
const PATTERN = WORDS.map((length) => `${STROKE.repeat(length)} `).join("");
/** For which one number stands; a longer text is a book, and rare. */
export const HELD_CHARACTERS_MAX = 65_536;

/** What stands in for so many characters. */
export function strokes(count: number): string {
  return PATTERN.repeat(Math.floor(count / PATTERN.length) + 1).slice(0, count);
}

/** How a text is said: what stands in for another, by the number of its characters. */
export function saidOf(text: string): string | number {
  const isHeld = text.startsWith(STROKE) && text.length <= HELD_CHARACTERS_MAX;
  return isHeld && text === strokes(text.length) ? text.length : text;
}
