/** Standard texts as an agent finds them: by shortcut, by words, by folder. Pure. */

import type { StandardText } from "../../protocol/generated/directory.ts";
import type { About } from "./wire.ts";

export type { StandardText };

/** Those for chats of this queue. */
export function usable(texts: readonly StandardText[], about: About): readonly StandardText[] {
  return texts.filter(({ queues }) => queues.length === 0 || queues.includes(about.queue_id));
}

/** The language of the body for the first of those wanted that there is; else of the first body. */
export function languageOf(text: StandardText, wanted: readonly string[]): string {
  const tags = Object.keys(text.bodies);
  const primary = (tag: string): string => tag.toLowerCase().split("-")[0] ?? "";
  for (const language of wanted) {
    if (language === "") continue;
    const own = tags.find((tag) => tag.toLowerCase() === language.toLowerCase());
    const plain = tags.find((tag) => tag.toLowerCase() === primary(language));
    const near = tags.find((tag) => primary(tag) === primary(language));
    const found = own ?? plain ?? near;
    if (found !== undefined) return found;
  }
  return tags[0] ?? "";
}

/** Of a chat: the end-user's, then the site's. */
export function wantedLanguages(about: About): readonly string[] {
  return [about.language, about.site_language];
}

/** Those that hold all words looked for; a shortcut that begins so comes first, then a title. */
export function found(
  texts: readonly StandardText[],
  wanted: string,
  languages: readonly string[],
): readonly StandardText[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const ranked = texts.flatMap((text) => {
    const rank = rankOf(text, words, languages);
    return rank === null ? [] : [{ text, rank }];
  });
  return ranked
    .toSorted((a, b) => a.rank - b.rank || byTitle.compare(a.text.title, b.text.title))
    .map(({ text }) => text);
}

const byTitle = new Intl.Collator();

/** Shorter ones are in every body, and look for nothing. */
const WORD_CHARACTERS_MIN = 3;

function rankOf(
  text: StandardText,
  words: readonly string[],
  languages: readonly string[],
): number | null {
  const [first = ""] = words;
  if (first === "") return 2;
  const title = text.title.toLowerCase();
  const body = text.bodies[languageOf(text, languages)] ?? "";
  const names = `${text.shortcut} ${title} ${text.folder}`.toLowerCase();
  const said = body.toLowerCase();
  const holds = (word: string): boolean =>
    names.includes(word) || (word.length >= WORD_CHARACTERS_MIN && said.includes(word));
  if (!words.every(holds)) return null;
  if (words.length === 1 && text.shortcut === first) return 0;
  if (words.length === 1 && text.shortcut.startsWith(first)) return 1;
  if (title.startsWith(words.join(" "))) return 2;
  return title.includes(first) ? 3 : 4;
}

export interface Folder {
  /** Path; empty: those without a folder. */
  readonly path: string;
  readonly texts: readonly StandardText[];
}

/** By folder, those without one first; within, in the order given. */
export function folders(texts: readonly StandardText[]): readonly Folder[] {
  const by = new Map<string, StandardText[]>();
  for (const text of texts) by.set(text.folder, [...(by.get(text.folder) ?? []), text]);
  return [...by]
    .toSorted(([a], [b]) => byTitle.compare(a, b))
    .map(([path, those]) => ({ path, texts: those }));
}

export interface Slash {
  /** Where the `/` stands. */
  readonly from: number;
  readonly wanted: string;
}

/** A `/` at the beginning or after a blank, with what was typed behind it up to the caret. */
export function slashAt(text: string, caret: number): Slash | null {
  const match = /(?:^|\s)\/([^\s/]{0,40})$/.exec(text.slice(0, caret));
  if (match === null) return null;
  const wanted = match[1] ?? "";
  return { from: caret - wanted.length - 1, wanted };
}
