/** A chat as a text to keep: what the transcript shows, line by line. */

import { plainText } from "../../shown/plain.ts";
import type { AfterWords } from "../messages/after.ts";
import type { Item } from "./chat.ts";

/** `site`: its name; times are in the reader's language and zone. Off-the-record posts are left out. */
export function takeaway(
  items: readonly Item[],
  site: string,
  language: string,
  words: AfterWords,
): string {
  const time = new Intl.DateTimeFormat(language, { dateStyle: "short", timeStyle: "short" });
  const lines = items.flatMap((item): string[] => {
    const said = saidIn(item, words);
    return said === null ? [] : [`${time.format(item.at)}  ${said}`];
  });
  return `${words.chatWith(site)}\n\n${lines.join("\n")}\n`;
}

function saidIn(item: Item, words: AfterWords): string | null {
  if (item.is === "notice" || ("offRecord" in item && item.offRecord)) return null;
  const who = item.is === "own" ? words.you : item.name || words.someone;
  const isHtml = item.is === "pushed" && item.form === "html" && item.text !== null;
  return `${who}: ${isHtml ? plainText(item.text) : (item.text ?? words.erased)}`;
}
