/** What the desk fetches when the first page is shown: the stage, and what reads the stream onto it. */

import { Lines } from "./lines.ts";
import { Stage, type StageListener } from "./stage.ts";

export interface Opened {
  readonly stage: Stage;
  /** Takes the stream's next bytes. Throws when they are none, or can't be shown. */
  read(bytes: Uint8Array): void;
}

export async function openStage(
  place: HTMLElement,
  title: string,
  listener: StageListener,
): Promise<Opened> {
  const stage = new Stage(place, title, listener);
  await stage.ready;
  const lines = new Lines((line) => stage.take(JSON.parse(line)));
  return { stage, read: (bytes) => lines.push(bytes) };
}
