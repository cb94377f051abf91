/** A server of make-believe: two days of it, with or without something wrong. */

import type { Overview } from "../state/admin.ts";

const HOUR = 3_600_000;

export function overview(now: number, isTroubled: boolean): Overview {
  const ago = (hours: number): number => now - hours * HOUR;
  const pass = {
    begun: ago(5.3),
    finished: ago(4.9),
    rows: 184_220,
    chats: 9_311,
    log_ins: 1_204,
    faults: isTroubled ? 2 : 0,
  };
  const quiet: Overview = {
    version: "0.1.0",
    now,
    started: ago(30),
    store_bytes: 214_300_000,
    proven: pass,
    reading: null,
    proven_at_release: 412,
    faults: [],
    quarantined: [],
    lives: [{ number: 7, version: "0.1.0", started: ago(30), alive: now, stopped: null }],
    outages: [],
  };
  if (!isTroubled) return quiet;
  return {
    ...quiet,
    started: ago(3.2),
    reading: { begun: ago(0.2), done: 142_000, total: 368_440 },
    faults: [
      {
        chat_id: "ch_5d0f1c7e2ab94c01",
        stream: "chat/ch_5d0f1c7e2ab94c01",
        seq: 14,
        rule: "S3",
        sentence: "Each row's hash fits its content and the hash of the row before it.",
        text: "the hash is not that of the content",
        found: ago(4.95),
      },
      {
        chat_id: null,
        stream: "agent/l_77aa01",
        seq: 3,
        rule: "Q2",
        sentence: "Every projection equals its recomputation from the rows.",
        text: "the log-in's record is not as told",
        found: ago(29),
      },
    ],
    quarantined: [
      {
        chat_id: "ch_91bb02c4d7e0aa10",
        stream: "chat/ch_91bb02c4d7e0aa10",
        reason: "row 9 of chat/ch_91bb02c4d7e0aa10 is broken: the hash does not fit",
        seq: 9,
        since: ago(3.1),
        name: "Priya Raman",
      },
    ],
    lives: [
      { number: 9, version: "0.1.0", started: ago(3.2), alive: now, stopped: null },
      { number: 8, version: "0.1.0", started: ago(11), alive: ago(5.1), stopped: null },
      { number: 7, version: "0.1.0", started: ago(30), alive: ago(11.01), stopped: ago(11.01) },
    ],
    outages: [
      { kind: "stall", since: ago(1.5), until: ago(1.5) + 4_200 },
      { kind: "restart", since: ago(5.1), until: ago(3.2) },
      { kind: "store", since: ago(7.4), until: ago(7.1) },
      { kind: "drain", since: ago(11.01), until: ago(11) },
    ],
  };
}
