/** Style sheets as they may leave the page: they load nothing and quote nobody. */

import { withoutNumbers } from "./patterns.ts";

/** Small drawings stay: arrows of menus, ticks of boxes. */
const DRAWING_CHARACTERS_MAX = 4_096;

/** A letter written by its number or for no reason with a backslash, as in `u\\72l(…)`. */
const ESCAPED = /\\(?:([0-9a-f]{1,6})(?:\r\n|[ \t\r\n\f])?|([g-z]))/gi;
/** But the marks that rrweb sets between the texts of one sheet. */
const COMMENTS = /\/\*(?! rr_split \*\/)[\s\S]*?(?:\*\/|$)/g;
const URL_OF = /(?:url|src)\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^)]*))\s*\)/gi;
const LOADS = /(?:-webkit-)?(?:image-set|cross-fade)\((?:[^()]|\([^()]*\))*\)/gi;
const IMPORTS = /@import\b(?:"[^"]*"|'[^']*'|\([^)]*\)|[^;"'()])*;?/gi;
const FONTS = /@font-face\s*\{[^}]*\}/gi;
const QUOTES = /"[^"\n]{13,}"|'[^'\n]{13,}'/g;
const DRAWING = /^data:image\/(?:png|gif|jpeg|webp|svg\+xml)[;,]/i;

export function withoutLoads(css: string): string {
  return css
    .replace(COMMENTS, "")
    .replace(ESCAPED, letter)
    .replace(IMPORTS, "")
    .replace(FONTS, "")
    .replace(URL_OF, (whole, ...found: (string | undefined)[]) => {
      const url = found.slice(0, 3).find((each) => each !== undefined) ?? "";
      return mayStay(url.trim()) ? whole : "none";
    })
    .replace(LOADS, (whole) => (/url\(|["']/i.test(whole) ? "none" : whole))
    .replace(QUOTES, (quote) => (DRAWING.test(quote.slice(1)) ? quote : withoutNumbers(quote)));
}

/** A drawing within the page's own data, or a part of the page. */
export function mayStay(url: string): boolean {
  if (url.startsWith("#")) return true;
  return url.length <= DRAWING_CHARACTERS_MAX && DRAWING.test(url);
}

function letter(whole: string, code: string | undefined, plain: string | undefined): string {
  if (plain !== undefined) return plain;
  const character = String.fromCodePoint(Math.min(Number.parseInt(code ?? "", 16), 0x10ffff));
  return /[a-z@(]/i.test(character) ? character : whole;
}
