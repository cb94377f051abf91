/** Which of the widget's screens is to be seen. */

import type { Model } from "./model.ts";

export type Screen =
  | "form"
  | "closed"
  | "asking"
  | "queue"
  | "chat"
  /** Over before anybody had joined. */
  | "over"
  /** The line is down for good. */
  | "failed";

export function screenOf(model: Model): Screen {
  const { chat } = model;
  if (chat !== null && (chat.wasEngaged || chat.phase === "engaged")) return "chat";
  if (chat?.phase === "ended") return "over";
  if (model.line.phase === "stopped" && (chat !== null || model.asking)) return "failed";
  if (chat !== null) return "queue";
  if (model.asking) return "asking";
  return model.look.open ? "form" : "closed";
}

/** What the bar under the title says of the line; `null`: nothing. */
export type LineTrouble =
  /** `seconds`: until the next try. `kept`: how long the chat is sure to be kept. */
  | { readonly is: "down"; readonly seconds: number; readonly kept: number | null }
  | { readonly is: "stopped" };

export function lineTrouble(model: Model): LineTrouble | null {
  const { line } = model;
  if (model.chat === null && !model.asking) return null;
  if (model.chat?.phase === "ended") return null;
  switch (line.phase) {
    case "open":
    case "offline":
      return null;
    case "waiting":
      return down(model, line.until, line.paced);
    case "stopped":
      return { is: "stopped" };
    default:
      return model.met || line.attempt > 0 ? down(model, model.now, false) : null;
  }
}

/** A pause that the server has named is its own affair, and costs nobody their chat. */
function down(model: Model, until: number, paced: boolean): LineTrouble {
  const { chat, borneUntil, now } = model;
  const kept = chat === null || borneUntil === null || paced ? null : secondsUntil(borneUntil, now);
  return { is: "down", seconds: secondsUntil(until, now), kept };
}

export function secondsUntil(then: number, now: number): number {
  return Math.max(0, Math.ceil((then - now) / 1_000));
}
