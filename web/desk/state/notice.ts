/** Texts for notices of the operating system, which know no direction and no markup. Pure. */

/** Steers, turns round, or is not seen: controls, marks of direction, what has no width, tags. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]+/gu;
export const TITLE_CHARACTERS_MAX = 80;
export const BODY_CHARACTERS_MAX = 300;

/** One line of what can be seen, cut to a length. */
export function noticeText(text: string, most: number): string {
  const seen = text.replace(UNSEEN, (found) =>
    /[\t-\r\u0085\u2028\u2029]/.test(found) ? " " : "",
  );
  const letters = [...seen.replace(/\s+/g, " ").trim()];
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : letters.join("");
}
