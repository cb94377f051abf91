/** What the desk fetches when the first page is shown: the stage, and what reads the stream onto it. */

import { Reader } from "../shorthand/reader.ts";
import { Lines } from "./lines.ts";
import { SHELF } from "./sheets.ts";
import { Stage, type StageListener } from "./stage.ts";

export interface Opened {
  readonly stage: Stage;
  /** Takes the stream's next bytes. Throws when they are none, or can't be shown. */
  read(bytes: Uint8Array): void;
}

/** `sheets`: style sheets that we said we have. */
export async function openStage(
  place: HTMLElement,
  title: string,
  listener: StageListener,
  sheets: ReadonlyMap<string, string>,
): Promise<Opened> {
  const stage = new Stage(place, title, listener);
  await stage.ready;
  const reader = new Reader(sheets, (name, sheet) => SHELF.keep(name, sheet));
  const lines = new Lines((line) => {
    const event = reader.event(line);
    if (event !== null) stage.take(event);
  });
  return { stage, read: (bytes) => lines.push(bytes) };
}
