/** What is shown in place of a text that is held back: it takes about the same room. */

import { strokes } from "../shorthand/held.ts";

/** Twice as wide as letters: Chinese, Japanese, Korean, and pictures. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]/g;

/** `keepsLines`: its line ends are drawn as such. White space stays what it is. */
export function standIn(text: string, keepsLines: boolean): string {
  if (keepsLines) return text.split("\n").map(ofLine).join("\n");
  return text.trim() === "" ? text : ofLine(text.replaceAll(/\s+/g, " "));
}

function ofLine(line: string): string {
  return strokes(line.length + (line.match(WIDE)?.length ?? 0));
}
