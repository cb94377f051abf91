/** What has become of a record, piece by piece, for people to read. Pure. */

import { same } from "./drafts.ts";

/** One piece that differs; `undefined`: it was not there before, or is no longer. */
export interface Alteration {
  readonly field: string;
  /** Which entry of a field that holds many by name: a queue, a skill, a setting. */
  readonly part: string | null;
  readonly before: unknown;
  readonly after: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

/** Fields of two records that differ, in the order of the record; lists and maps entry by entry. */
export function alterations(before: object | null, after: object | null): readonly Alteration[] {
  const [was, is] = [(before ?? {}) as Fields, (after ?? {}) as Fields];
  const fields = [...new Set([...Object.keys(is), ...Object.keys(was)])];
  return fields.flatMap((field) => alterationsOf(field, was[field], is[field]));
}

function alterationsOf(field: string, before: unknown, after: unknown): readonly Alteration[] {
  if (same(before, after)) return [];
  if (isList(before) && isList(after)) return ofLists(field, before, after);
  if (isMap(before) && isMap(after)) {
    const parts = [...new Set([...Object.keys(after), ...Object.keys(before)])];
    return parts
      .filter((part) => !same(before[part], after[part]))
      .map((part) => ({ field, part, before: before[part], after: after[part] }));
  }
  return [{ field, part: null, before, after }];
}

/** Entries that went and entries that came; if the same are there in another order, that. */
function ofLists(
  field: string,
  before: readonly unknown[],
  after: readonly unknown[],
): readonly Alteration[] {
  const gone = before.filter((entry) => !after.some((other) => same(entry, other)));
  const come = after.filter((entry) => !before.some((other) => same(entry, other)));
  if (gone.length + come.length === 0) return [{ field, part: null, before, after }];
  return [
    ...gone.map((entry) => ({ field, part: null, before: [entry], after: undefined })),
    ...come.map((entry) => ({ field, part: null, before: undefined, after: [entry] })),
  ];
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isMap(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
