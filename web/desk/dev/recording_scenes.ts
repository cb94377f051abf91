/** A kept recording of an end-user's page: in the ledger, and in its player. */

import { zlibSync } from "fflate";
import { ledger } from "./ledger_data.ts";
import { events } from "./page_stream.ts";
import type { Scene } from "./scenes.ts";
import { before, NOW, threeChats } from "./stage.ts";

const BEGAN = before(1_200);
const KEPT = { cobrowse_id: "cb1", at: BEGAN, until: BEGAN + 173_000, bytes: 48_211 };
const ERASED = { status: 404, body: { code: "not_found", text: "There is nothing here." } };
const OF_CHAT = "/api/v1/chats/c1/recordings";

export function recordingScenes(
  http: Scene["http"],
): Record<"ledger_recording" | "recording" | "recording_erased", Scene> {
  const whole = ledger(NOW, false);
  const [first] = whole.rows;
  const shown = { ...first, seq: 99, kind: 40, at: BEGAN, printed: "Co-Browse Session Started" };
  const earlier = whole.rows.filter(({ at }) => at <= BEGAN);
  const rows = [...earlier, shown, ...whole.rows.slice(earlier.length)];
  const answers = {
    ...http,
    "/api/v1/chats/c1/ledger": { ...whole, rows },
    [OF_CHAT]: { recordings: [KEPT, { ...KEPT, cobrowse_id: "cb2", at: BEGAN + 400_000 }] },
    [`${OF_CHAT}/cb1`]: kept(),
  };
  const route = { page: "released", chat: "c1" } as const;
  const scene: Scene = { http: answers, welcome: threeChats, screen: { route } };
  return {
    ledger_recording: scene,
    recording: { ...scene, after: watch },
    recording_erased: {
      ...scene,
      answers: (_, path) => (path === `${OF_CHAT}/cb1` ? ERASED : undefined),
      after: watch,
    },
  };
}

/** The drawer reads the ledger first. */
function watch(): void {
  const button = document.querySelector<HTMLElement>(".recordings button");
  if (button === null) setTimeout(watch, 20);
  else button.click();
}

declare global {
  interface Window {
    /** Lines to be played instead, for those who try hostile ones. */
    keptLines?: readonly string[];
  }
}

/** A page; a pause of a minute; the pointer; the page again. */
function kept(): Blob {
  if (window.keptLines) return new Blob(part([BEGAN, ...window.keptLines]));
  const [meta, full, moved] = events().map((event) => JSON.stringify(event));
  const pages = [BEGAN, meta, full, BEGAN + 1_000, moved, BEGAN + 2_000, moved];
  const later = [BEGAN + 90_000, moved, BEGAN + 120_000, meta, full, BEGAN + 173_000, moved];
  return new Blob([...part(pages), ...part(later)]);
}

function part(lines: readonly unknown[]): BlobPart[] {
  const packed = zlibSync(new TextEncoder().encode(`${lines.join("\n")}\n`));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, packed.length);
  return [length, packed.slice()];
}
