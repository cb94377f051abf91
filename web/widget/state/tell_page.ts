/** What the page around the widget is told of a change. */

import type { WidgetEvent } from "../../loader/contract.ts";
import type { Model } from "./model.ts";

type Tell = (event: WidgetEvent, detail?: unknown) => void;

/** `message` is not among them: the loader counts those. */
export function tellPage(before: Model, after: Model, tell: Tell): void {
  const was = before.chat;
  const is = after.chat;
  if (is !== null && is.chat !== was?.chat) tell("chat", { chat: is.chat });
  if (is?.phase === "waiting" && after.wait !== null && after.wait !== before.wait) {
    tell("wait", after.wait);
  }
  if (is?.phase === "engaged" && is.lead !== null && is.lead !== was?.lead) {
    tell("agent", { name: is.lead });
  }
  if (is?.phase === "ended" && was !== null && was.phase !== "ended") {
    tell("end", { chat: is.chat, cause: is.cause });
  }
}
