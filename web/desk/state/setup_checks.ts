/** What a browser can say about a record before the server is asked. Pure; the server has the last
 * word, and says the rest. */

import type { Agent, Flaw, Profile, Site } from "../../protocol/generated/directory.ts";
import { type AnyRecord, all, type Kind, type Setup, titleFieldOf } from "./directory.ts";
import { type Draft, idOfDraft, isNew } from "./drafts.ts";
import { misplaced } from "./hours.ts";
import { ANSWER_MARGIN_S } from "./setting_ranges.ts";
import { unknownIn } from "./variables.ts";

/** The sentences, by what is wrong. */
export interface CheckWords {
  readonly needed: string;
  readonly taken: string;
  readonly badOrigin: string;
  readonly badColour: string;
  readonly backwards: string;
  readonly overlap: string;
  readonly noQuestion: string;
  readonly tooLate: string;
  readonly limitFirst: string;
  readonly noNumber: string;
  noVariable(written: string): string;
}

type Found = readonly (readonly [field: string, code: Flaw["code"], text: string])[];

export function checked(draft: Draft, setup: Setup, words: CheckWords): readonly Flaw[] {
  const { kind } = draft;
  const found = [
    ...named(draft, setup, words),
    ...notNumbers(draft.after, "", words),
    ...ofKind(draft, words),
  ];
  return found.map(([field, code, text]) => ({ kind, id: idOfDraft(draft), field, code, text }));
}

/** What was typed where a number belongs, wherever in the record. */
function notNumbers(value: unknown, place: string, words: CheckWords): Found {
  if (Number.isNaN(value)) return [[place, "wrong_type", words.noNumber]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    const within = place === "" ? key : `${place}.${key}`;
    return notNumbers(part, Array.isArray(value) ? `${place}[${key}]` : within, words);
  });
}

function named(draft: Draft, setup: Setup, words: CheckWords): Found {
  const field = titleFieldOf(draft.kind);
  const title = String(fieldOf(draft.after, field) ?? "").trim();
  if (title === "") return [[field, "empty", words.needed]];
  const id = idOfDraft(draft);
  const isTaken = isNew(draft) && setup[draft.kind][id] !== undefined;
  return isTaken ? [[`${draft.kind}_id`, "taken", words.taken]] : [];
}

function ofKind({ kind, after, version, firstQueue }: Draft, words: CheckWords): Found {
  switch (kind) {
    case "site":
      return ofSite(after as Site, words, version === 0 && firstQueue.trim() === "");
    case "queue":
      return "hours" in after ? ofHours(after.hours, words) : [];
    case "agent":
      return "login" in after ? ofAgent(after, words) : [];
    case "profile":
      return "wrap_up" in after ? ofWrapUp(after, words) : [];
    case "text":
      return "bodies" in after ? ofBodies(after.bodies, words) : [];
    case "group":
    case "status":
    case "skill":
      return [];
    default:
      return kind satisfies never;
  }
}

function ofAgent(agent: Agent, words: CheckWords): Found {
  return [
    ...(agent.login.trim() === "" ? [["login", "empty", words.needed] as const] : []),
    ...(agent.profile_id === "" ? [["profile_id", "empty", words.needed] as const] : []),
  ];
}

function ofWrapUp(profile: Profile, words: CheckWords): Found {
  const isLate = profile.wrap_up && profile.wrap_up_guideline_s > profile.wrap_up_limit_s;
  return isLate ? [["wrap_up_guideline_s", "order", words.limitFirst]] : [];
}

function ofBodies(bodies: Readonly<Record<string, string>>, words: CheckWords): Found {
  return Object.entries(bodies).flatMap(([language, body]): Found => {
    const field = `bodies.${language}`;
    if (body.trim() === "") return [[field, "empty", words.needed] as const];
    const [unknown] = unknownIn(body);
    return unknown === undefined
      ? []
      : [[field, "unknown_variable", words.noVariable(unknown)] as const];
  });
}

function ofHours(hours: Parameters<typeof misplaced>[0], words: CheckWords): Found {
  return [...misplaced(hours)].map(([place, what]) =>
    what === "backwards"
      ? ([`hours[${place}].closes`, "order", words.backwards] as const)
      : ([`hours[${place}].opens`, "overlap", words.overlap] as const),
  );
}

function ofSite(site: Site, words: CheckWords, lacksQueue: boolean): Found {
  const origins = site.allowed_origins.flatMap((origin, place) =>
    isOrigin(origin) ? [] : [[`allowed_origins[${place}]`, "bad_origin", words.badOrigin] as const],
  );
  const fields = site.fields.flatMap(({ label }, place) =>
    label.trim() === "" ? [[`fields[${place}].label`, "empty", words.noQuestion] as const] : [],
  );
  const { CHAT_ALERTFORM_AUTOCLOSE_TIMEOUT: shown, SRV_AGENT_TIMEOUT: waits } = site.settings;
  const late: Found =
    shown > waits - ANSWER_MARGIN_S
      ? [["settings.CHAT_ALERTFORM_AUTOCLOSE_TIMEOUT", "order", words.tooLate]]
      : [];
  const colour: Found = /^#[0-9a-f]{6}$/i.test(site.brand)
    ? []
    : [["brand", "bad_colour", words.badColour]];
  const queue: Found = lacksQueue ? [["firstQueue", "empty", words.needed]] : [];
  return [...origins, ...fields, ...late, ...colour, ...queue];
}

/** `https://shop.example` or with a port; no path, no slash behind. */
export function isOrigin(text: string): boolean {
  try {
    const url = new URL(text);
    return /^https?:$/.test(url.protocol) && url.origin === text.toLowerCase();
  } catch {
    return false;
  }
}

/** The origin within an address that somebody has copied whole. */
export function originIn(text: string): string {
  const address = text.trim();
  try {
    const whole = /^https?:\/\//i.test(address) ? address : `https://${address}`;
    const { origin } = new URL(whole);
    return origin === "null" ? address : origin;
  } catch {
    return address;
  }
}

/** How many refer to a record, by kind: what would be without it. */
export function usersOf(
  setup: Setup,
  kind: Kind,
  id: string,
): Readonly<Partial<Record<Kind, number>>> {
  const counts: Partial<Record<Kind, number>> = {};
  for (const [other, refers] of REFERENCES[kind] ?? []) {
    const count = all(setup, other).filter(({ record }) => refers(record, id)).length;
    if (count > 0) counts[other] = count;
  }
  return counts;
}

type Reference = readonly [Kind, (record: AnyRecord, id: string) => boolean];

const REFERENCES: Readonly<Partial<Record<Kind, readonly Reference[]>>> = {
  site: [["queue", (record, id) => fieldOf(record, "site_id") === id]],
  queue: [
    ["profile", (record, id) => "queues" in record && id in record.queues],
    ["site", (record, id) => fieldOf(record, "default_queue_id") === id],
    ["text", (record, id) => "bodies" in record && record.queues.includes(id)],
  ],
  profile: [["agent", (record, id) => fieldOf(record, "profile_id") === id]],
  group: [
    ["agent", (record, id) => fieldOf(record, "group_id") === id],
    ["text", (record, id) => "bodies" in record && record.groups.includes(id)],
  ],
  skill: [
    ["agent", (record, id) => isNamed(fieldOf(record, "skills"), id)],
    ["profile", (record, id) => isNamed(fieldOf(record, "skills"), id)],
    [
      "queue",
      (record, id) => "hours" in record && record.skills.some(({ skill_id }) => skill_id === id),
    ],
  ],
};

function isNamed(levels: unknown, id: string): boolean {
  return typeof levels === "object" && levels !== null && id in levels;
}

function fieldOf(record: AnyRecord, name: string): unknown {
  return (record as unknown as Record<string, unknown>)[name];
}
