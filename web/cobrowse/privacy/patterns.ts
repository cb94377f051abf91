/** Finds card and account numbers in texts and blots them out. */

const DOT = "•";
/** ISO/IEC 7812: the numbers on payment cards. */
const CARD_DIGITS = { min: 13, max: 19 };
/** ISO 13616: from Norway's to the longest that the standard allows. */
const IBAN_CHARACTERS = { min: 15, max: 34 };
/** The zeros of the digits that people write: Latin, Arabic, Persian, Devanagari, full-width. */
const ZEROS = [0x30, 0x660, 0x6f0, 0x966, 0xff10];

const DIGIT = "[0-9\\u0660-\\u0669\\u06f0-\\u06f9\\u0966-\\u096f\\uff10-\\uff19]";
/** What people and pages put between groups of digits, also what is not seen. */
const GAP = "[\\s.\\-/\\u00ad\\u200b-\\u200d\\u2010-\\u2015\\u2060\\ufeff]{0,3}";
const DIGITS = new RegExp(`${DIGIT}(?:${GAP}${DIGIT}){${CARD_DIGITS.min - 1},}`, "g");
const IBAN = new RegExp(`[a-z]{2}${GAP}${DIGIT}(?:${GAP}[a-z0-9]){12,60}`, "gi");
const EMAIL = /[^\s@<>"'(),:;]{1,64}@[^\s@<>"'(),:;]{1,255}/g;
const ANY_DIGIT = new RegExp(DIGIT);
const LETTER_OR_DIGIT = new RegExp(`[a-z]|${DIGIT}`, "i");

/** The text, as long as before, with dots for the digits of card and account numbers. */
export function withoutNumbers(text: string): string {
  if (text.length < CARD_DIGITS.min) return text;
  return text.replace(IBAN, withoutIban).replace(DIGITS, withoutCards);
}

/** The text without e-mail addresses too. */
export function withoutEmail(text: string): string {
  return text.includes("@") ? text.replace(EMAIL, dots) : text;
}

/** As many dots as there were letters; spaces stay, so that lines break where they did. */
export function dots(text: string): string {
  return text.replace(/\S/g, DOT);
}

function withoutCards(run: string): string {
  return blotted(run, ANY_DIGIT, CARD_DIGITS, (characters) => isCard(characters));
}

function withoutIban(run: string): string {
  return blotted(run, LETTER_OR_DIGIT, IBAN_CHARACTERS, (characters) => isIban(characters));
}

interface Lengths {
  readonly min: number;
  readonly max: number;
}

/** Blots out every stretch that is such a number, wherever in the run it begins. */
function blotted(
  run: string,
  counts: RegExp,
  lengths: Lengths,
  is: (characters: string) => boolean,
): string {
  const places = [...run.matchAll(new RegExp(counts, "gi"))].map(({ index }) => index);
  const normal = places.map((place) => plain(run.charAt(place))).join("");
  const hidden = new Set<number>();
  for (let start = 0; start + lengths.min <= places.length; start += 1) {
    const longest = Math.min(lengths.max, places.length - start);
    for (let size = lengths.min; size <= longest; size += 1) {
      if (!is(normal.slice(start, start + size))) continue;
      for (const place of places.slice(start, start + size)) hidden.add(place);
    }
  }
  if (hidden.size === 0) return run;
  return [...run].map((character, at) => (hidden.has(at) ? DOT : character)).join("");
}

function plain(character: string): string {
  const code = character.charCodeAt(0);
  const zero = ZEROS.find((first) => code >= first && code <= first + 9);
  return zero === undefined ? character.toUpperCase() : `${code - zero}`;
}

/** Luhn's check digit; cards begin with 2 to 6. */
function isCard(digits: string): boolean {
  if (!/^[2-6]/.test(digits)) return false;
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits.charAt(digits.length - 1 - at));
    const twice = digit * 2;
    sum += at % 2 === 0 ? digit : twice > 9 ? twice - 9 : twice;
  }
  return sum % 10 === 0;
}

/** The remainder by 97 of the number that letters and digits make, country and check digits last. */
function isIban(text: string): boolean {
  if (!/^[A-Z]{2}[0-9]{2}/.test(text)) return false;
  let rest = 0;
  for (const character of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
