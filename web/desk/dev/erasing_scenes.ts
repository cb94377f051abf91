/** An admin erases what is kept of an end-user: asked, done, and not possible yet. */

import type { Scene } from "./scenes.ts";
import { threeChats } from "./stage.ts";

const ERASED = {
  chats: 3,
  texts: 41,
  requests: 3,
  files: 2,
  recordings: 0,
  pages: 17,
  comments: 1,
  messages: 0,
  letters: 0,
  visits: 2,
};
const CHAT_OPEN = { code: "chat_open", text: "They are in a chat." };

export function erasingScenes(
  asAdmin: Scene["http"],
): Record<"erase" | "erased" | "erase_open", Scene> {
  const scene: Scene = {
    http: asAdmin,
    welcome: threeChats,
    screen: { route: { page: "released", chat: "c1" } },
    after: () => press(".erase button"),
  };
  const answered = (status: number, body: object): Scene => ({
    ...scene,
    answers: (method, path) =>
      method === "POST" && path.endsWith("/erase") ? { status, body } : undefined,
    after: () => press(".erase button", ".dialog__acts button:last-child"),
  });
  return {
    erase: scene,
    erased: answered(200, ERASED),
    erase_open: answered(409, CHAT_OPEN),
  };
}

/** One after the other, as soon as each is there. */
function press(first: string, ...others: readonly string[]): void {
  const button = document.querySelector<HTMLElement>(first);
  if (button === null) {
    setTimeout(() => press(first, ...others), 20);
    return;
  }
  button.click();
  const [next, ...rest] = others;
  if (next !== undefined) press(next, ...rest);
}
