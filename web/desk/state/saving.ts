/** What saving a draft asks of the server. Pure. */

import { USUAL } from "../../protocol/generated/directory.ts";
import type { Edit } from "./admin_acts.ts";
import { type AnyRecord, idFieldOf, type Setup, titleOf } from "./directory.ts";
import { type Draft, idOfDraft, NEW } from "./drafts.ts";
import { idFrom } from "./new_records.ts";

/** The id a draft will be saved under: its own, the one that was typed, or one made of its name. */
export function futureId(draft: Draft, setup: Setup): string {
  if (draft.key !== NEW) return draft.key;
  const typed = idOfDraft(draft).trim();
  if (typed !== "") return typed;
  const title =
    "login" in draft.after ? draft.after.login || draft.after.name : titleOf(draft.after);
  return idFrom(title, (id) => setup[draft.kind][id] !== undefined);
}

/** The draft under that id. */
export function named(draft: Draft, setup: Setup): Draft {
  const id = futureId(draft, setup);
  return { ...draft, after: { ...draft.after, [idFieldOf(draft.kind)]: id } as AnyRecord };
}

/** A new site comes with its first queue, for each refers to the other. */
export function editsOf(draft: Draft, setup: Setup): readonly Edit[] {
  const { kind, version } = draft;
  const id = futureId(draft, setup);
  const record = { ...draft.after, [idFieldOf(kind)]: id } as AnyRecord;
  if (kind !== "site" || version !== 0) return [{ kind, id, version, record }];
  const queue_id = idFrom(draft.firstQueue, (taken) => setup.queue[taken] !== undefined);
  const queue = { ...USUAL.Queue, queue_id, site_id: id, name: draft.firstQueue.trim() };
  return [
    { kind, id, version, record: { ...record, default_queue_id: queue_id } as AnyRecord },
    { kind: "queue", id: queue_id, version: 0, record: queue },
  ];
}
