/** The outbox as the screen needs it: messages on their way, and what is being done. */

import type { Entry, Outbox } from "../../protocol/outbox.ts";
import type { Echo } from "../state/transcript.ts";

/** Messages of this client; once their event has come, the transcript drops them. */
export function echoesOf(outbox: Outbox): readonly Echo[] {
  return outbox.entries.flatMap((entry) => {
    if (entry.body.type !== "post") return [];
    const { chat, text } = entry.body;
    const isPrivate = entry.body.private ?? false;
    const marked = entry.body.off_record === true ? { offRecord: true as const } : {};
    return [
      {
        command: commandOf(outbox, entry),
        chat,
        at: entry.at,
        text,
        isPrivate,
        ...marked,
        ...fate(entry),
      },
    ];
  });
}

/** `<client>:<number>`, as the ledger names the command. */
export function commandOf(outbox: Outbox, entry: Entry): string {
  return `${outbox.client}:${entry.id}`;
}

export function busyOf(outbox: Outbox): ReadonlySet<string> {
  const busy = new Set<string>();
  for (const { body, state } of outbox.entries) {
    if (state.is !== "sending" && state.is !== "delayed") continue;
    busy.add("chat" in body ? `${body.type}:${body.chat}` : body.type);
  }
  return busy;
}

function fate(entry: Entry): Pick<Echo, "state" | "reason" | "n"> {
  switch (entry.state.is) {
    case "refused":
      return { state: "refused", reason: entry.state.text, n: 0 };
    case "lost":
      return { state: "lost", reason: "", n: 0 };
    case "sent":
      return { state: "sent", reason: "", n: entry.state.n };
    default:
      return { state: "sending", reason: "", n: 0 };
  }
}
