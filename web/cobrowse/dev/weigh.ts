/** What the recorder sends of recorded events, for the bench: `bench/cobrowse.py` runs it. */

import type { Recorded } from "../recorded.ts";
import { Batches } from "../recorder/batches.ts";

/** One page: what was recorded on it, and the style sheets that the server has told it of. */
interface Page {
  readonly events: readonly Recorded[];
  readonly told: readonly string[];
}

/** Its pieces, in base64. */
function pieces({ events, told }: Page): readonly string[] {
  const sent: string[] = [];
  let due: { readonly at: number; readonly ring: () => void } | null = null;
  let now = 0;
  const batches = new Batches({
    send: (bytes) => sent.push(Buffer.from(bytes).toString("base64")),
    unsentBytes: () => 0,
    timer: (ms, ring) => {
      due = { at: now + ms, ring };
      return () => {
        due = null;
      };
    },
    overrun: () => {
      throw new Error("More than can be shown.");
    },
  });
  batches.told(told);
  const passTo = (time: number): void => {
    const waiting = due as { readonly at: number; readonly ring: () => void } | null;
    if (waiting !== null && waiting.at <= time) {
      now = waiting.at;
      waiting.ring();
    }
    now = time;
  };
  for (const event of events) {
    passTo(event.timestamp);
    batches.add(event);
  }
  passTo(Number.POSITIVE_INFINITY);
  return sent;
}

let text = "";
for await (const part of process.stdin) text += part;
process.stdout.write(JSON.stringify(pieces(JSON.parse(text))));
