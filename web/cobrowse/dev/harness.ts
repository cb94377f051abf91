/** Recorder and stage without a chat around them: for the browser tests, and to record pages. */

import { record } from "rrweb";
import { Mask } from "../privacy/mask.ts";
import { secretsOf } from "../privacy/secrets.ts";
import type { Recorded } from "../recorded.ts";
import { Holder } from "../recorder/holder.ts";
import { keepsLines, nearness } from "../recorder/nearness.ts";
import { Packer } from "../recorder/packer.ts";
import { RECORDING } from "../recorder/recording.ts";
import { Lines } from "../replay/lines.ts";
import { Stage } from "../replay/stage.ts";
import { Reader } from "../shorthand/reader.ts";
import { sheetLine, Writer } from "../shorthand/writer.ts";

/** What the stage was told to show, and what became of it. */
interface Played {
  readonly drawn: boolean;
  /** Why the show was over; empty: it was not. */
  readonly fault: string;
}

const harness = {
  /** Shows the events one after the other; unchecked: whatever they are. */
  play(events: readonly unknown[], unchecked: boolean): Promise<Played> {
    document.querySelector("iframe")?.remove();
    let drawn = false;
    const listener = {
      window: () => {},
      drawn: () => {
        drawn = true;
      },
    };
    const stage = new Stage(document.body, "Page", listener, unchecked ? asTheyAre : undefined);
    return new Promise((resolve) => {
      stage.frame.addEventListener("load", () => {
        let fault = "";
        for (const event of events) {
          try {
            stage.take(event);
          } catch (error) {
            fault ||= `${error}`;
          }
        }
        resolve({ drawn, fault });
      });
    });
  },

  /**
   * Records this page from now on; the answer gives what would have been sent so far. `whole`:
   * nothing is held back.
   */
  record(
    masked: readonly string[],
    own: readonly Element[] = [],
    whole = false,
  ): () => readonly string[] {
    const secrets = secretsOf(masked, own);
    const nodeOf = (id: number) => record.mirror.getNode(id);
    const mask = new Mask(nodeOf, secrets);
    const lines: string[] = [];
    const emit = (event: Recorded) => void lines.push(JSON.stringify(event));
    const holder = new Holder({
      nodeOf,
      masked: (event) => mask.masked(event),
      emit,
      nearness,
      keepsLines,
      timer: (ms, ring) => {
        const waiting = setTimeout(ring, ms);
        return () => clearTimeout(waiting);
      },
      now: Date.now,
    });
    record({
      ...RECORDING,
      blockSelector: secrets.unshown,
      emit: (event) => {
        const kept = mask.masked(event);
        if (kept === null) return;
        if (whole) emit(kept);
        else holder.take(kept);
      },
    });
    return () => lines;
  },

  /** As rrweb would send it by itself. */
  recordRaw(): () => readonly string[] {
    const lines: string[] = [];
    const emit = (event: Recorded) => void lines.push(JSON.stringify(event));
    record({ maskAllInputs: true, emit });
    return () => lines;
  },

  /** Through both ends of the stream. */
  carried(lines: readonly string[]): readonly unknown[] {
    const [packer, reader, sheets] = [new Packer(), new Reader(), new Map<string, string>()];
    const writer = new Writer((sheet) => {
      sheets.set(`s${sheets.size}`, sheet);
      return `s${sheets.size - 1}`;
    });
    const events: unknown[] = [];
    const read = new Lines((line) => events.push(reader.event(line)));
    for (const line of lines.map((each) => writer.line(JSON.parse(each)))) {
      for (const [name, sheet] of sheets) read.push(packer.packed(sheetLine(sheet, name)));
      sheets.clear();
      read.push(packer.packed(line));
    }
    return events.filter((event) => event !== null);
  },
};

const asTheyAre = {
  shown: (event: unknown) => {
    const { type, data } = event as { readonly type: number; readonly data: object };
    return { is: "picture" as const, type, data };
  },
};

export type Harness = typeof harness;
Object.assign(window, { harness });
