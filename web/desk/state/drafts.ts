/** Records being edited: what they were, what they are to be, what the server said to it. Pure. */

import type { Flaw, VersionReply } from "../../protocol/generated/directory.ts";
import { type AnyRecord, idOf, type Kind } from "./directory.ts";

/** As the server tells it, its record known to be of the kind. */
export interface Clash {
  readonly current: VersionReply | null;
  /** `null`: it is no longer there. */
  readonly record: AnyRecord | null;
}

export interface Draft {
  readonly kind: Kind;
  /** Of the record; `NEW` for one that is to be created. */
  readonly key: string;
  /** That the editing began with; 0 for a new one. */
  readonly version: number;
  readonly before: AnyRecord;
  readonly after: AnyRecord;
  /** A new site comes with its first queue; this is that queue's name. */
  readonly firstQueue: string;
  readonly flaws: readonly Flaw[];
  readonly clash: Clash | null;
  /** Why nothing was saved, if no field is to blame. */
  readonly failure: string | null;
}

/** In the place of an id; ids hold no `~`. */
export const NEW = "~new";

export type Drafts = Readonly<Record<string, Draft>>;

export function draftKey(kind: Kind, key: string): string {
  return `${kind}/${key}`;
}

export function begun(
  kind: Kind,
  key: string,
  of: { readonly version: number; readonly record: AnyRecord },
): Draft {
  const { version, record } = of;
  return {
    kind,
    key,
    version,
    before: record,
    after: record,
    firstQueue: "",
    flaws: [],
    clash: null,
    failure: null,
  };
}

/** With some fields changed; what was wrong with those is no longer said. */
export function changed(draft: Draft, change: Readonly<Record<string, unknown>>): Draft {
  const fields = Object.keys(change);
  return {
    ...draft,
    after: { ...draft.after, ...change } as AnyRecord,
    flaws: draft.flaws.filter(({ field }) => !fields.includes(rootOf(field))),
    failure: null,
  };
}

export function isNew(draft: Draft): boolean {
  return draft.version === 0;
}

export function isDirty(draft: Draft): boolean {
  return draft.firstQueue !== "" || !same(draft.before, draft.after);
}

/** Which fields are no longer as they were. */
export function dirtyFields(draft: Draft): readonly string[] {
  const [before, after] = [fieldsOf(draft.before), fieldsOf(draft.after)];
  return Object.keys(after).filter((field) => !same(before[field], after[field]));
}

export function flawed(draft: Draft, flaws: readonly Flaw[], failure: string | null): Draft {
  return { ...draft, flaws, failure };
}

export function clashing(draft: Draft, clash: Clash): Draft {
  return { ...draft, clash, flaws: [], failure: null };
}

/** My changes upon theirs: of a field that both have changed, mine stays. */
export function rebased(draft: Draft): Draft {
  const { clash } = draft;
  if (clash === null || clash.record === null || clash.current === null) return draft;
  const mine = fieldsOf(draft.after);
  const kept = Object.fromEntries(dirtyFields(draft).map((field) => [field, mine[field]]));
  return {
    ...begun(draft.kind, draft.key, { version: clash.current.version, record: clash.record }),
    after: { ...clash.record, ...kept } as AnyRecord,
  };
}

/** Fields that both sides have changed, each to something else. */
export function disputed(draft: Draft): readonly string[] {
  if (draft.clash?.record == null) return [];
  const theirs = fieldsOf(draft.clash.record);
  const [before, mine] = [fieldsOf(draft.before), fieldsOf(draft.after)];
  return dirtyFields(draft).filter(
    (field) => !same(before[field], theirs[field]) && !same(mine[field], theirs[field]),
  );
}

/** What is wrong with a field or with what lies in it, if anything. */
export function flawOf(draft: Draft, field: string): string | null {
  return draft.flaws.find((flaw) => covers(field, flaw.field))?.text ?? null;
}

/** What is wrong with exactly this place. */
export function flawAt(draft: Draft, field: string): string | null {
  return draft.flaws.find((flaw) => flaw.field === field)?.text ?? null;
}

/** The place itself, or within it. */
function covers(field: string, place: string): boolean {
  if (place === field) return true;
  return place.startsWith(field) && /^[.[]/.test(place.slice(field.length));
}

/** `hours[2].closes` → `hours` */
export function rootOf(field: string): string {
  return field.split(/[.[]/, 1)[0] ?? "";
}

/** Flaws that no field of the form shows: they stand above it. */
export function unplaced(draft: Draft): readonly Flaw[] {
  const fields = new Set([...Object.keys(draft.after), "firstQueue"]);
  return draft.flaws.filter(({ kind, field }) => kind !== draft.kind || !fields.has(rootOf(field)));
}

export function idOfDraft(draft: Draft): string {
  return draft.key === NEW ? idOf(draft.kind, draft.after) : draft.key;
}

export function withDraft(drafts: Drafts, draft: Draft): Drafts {
  return { ...drafts, [draftKey(draft.kind, draft.key)]: draft };
}

export function withoutDraft(drafts: Drafts, kind: Kind, key: string): Drafts {
  const { [draftKey(kind, key)]: _gone, ...others } = drafts;
  return others;
}

export function dirtyOf(drafts: Drafts, kind: Kind): readonly Draft[] {
  return Object.values(drafts).filter((draft) => draft.kind === kind && isDirty(draft));
}

function fieldsOf(record: AnyRecord): Readonly<Record<string, unknown>> {
  return record as unknown as Record<string, unknown>;
}

/** Alike in every value; the order of keys is nothing. */
export function same(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return false;
  }
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [a, b] = [one as Record<string, unknown>, other as Record<string, unknown>];
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => key in b && same(a[key], b[key]))
  );
}
