/** What a new record begins with, so that most of it can stay as it is. Pure. */

import { USUAL } from "../../protocol/generated/directory.ts";
import {
  type AnyRecord,
  all,
  idOf,
  type Kind,
  type Records,
  type Setup,
  titleFieldOf,
} from "./directory.ts";

/** The words a new record is born with. */
export interface FirstWords {
  readonly nameField: string;
  readonly questionField: string;
  /** Of this browser. */
  readonly timeZone: string;
}

type Makers = { readonly [K in Kind]: (setup: Setup, words: FirstWords) => Records[K] };

const MAKERS: Makers = {
  site: (_setup, words) => ({
    ...USUAL.Site,
    site_id: "",
    name: "",
    default_queue_id: "",
    allowed_origins: [],
    time_zone: words.timeZone,
    fields: [
      { id: "name", label: words.nameField, type: "text", required: true },
      { id: "question", label: words.questionField, type: "textarea", required: true },
    ],
    settings: USUAL.Settings,
  }),
  queue: (setup) => ({ ...USUAL.Queue, queue_id: "", site_id: firstOf(setup, "site"), name: "" }),
  profile: () => ({ ...USUAL.Profile, profile_id: "", name: "", queues: {} }),
  agent: (setup) => ({
    ...USUAL.Agent,
    agent_id: "",
    login: "",
    name: "",
    profile_id: commonProfile(setup),
  }),
  group: () => ({ group_id: "", name: "" }),
  status: () => ({ status_id: "", label: "", type: "unavailable" }),
  skill: () => ({ skill_id: "", name: "" }),
  text: (setup) => ({
    ...USUAL.StandardText,
    text_id: "",
    title: "",
    bodies: { [commonLanguage(setup)]: "" },
  }),
};

export function newRecord<K extends Kind>(kind: K, setup: Setup, words: FirstWords): Records[K] {
  return MAKERS[kind](setup, words);
}

/** A record like another, under a name of its own. */
export function copyOf(kind: Kind, record: AnyRecord, title: string): AnyRecord {
  const field = titleFieldOf(kind);
  const copy = { ...record, [`${kind}_id`]: "", [field]: title };
  if (kind === "agent") return { ...copy, login: "" } as AnyRecord;
  return (kind === "text" ? { ...copy, shortcut: "" } : copy) as AnyRecord;
}

/** Of the first site. */
function commonLanguage(setup: Setup): string {
  const [site] = all(setup, "site");
  return site?.record.language ?? "en";
}

function firstOf(setup: Setup, kind: Kind): string {
  const [first] = all(setup, kind);
  return first === undefined ? "" : idOf(kind, first.record);
}

/** The profile that most agents have. */
function commonProfile(setup: Setup): string {
  const counts = new Map<string, number>();
  for (const { record } of all(setup, "agent")) {
    counts.set(record.profile_id, (counts.get(record.profile_id) ?? 0) + 1);
  }
  const [most] = [...counts].toSorted((a, b) => b[1] - a[1]);
  return most?.[0] ?? firstOf(setup, "profile");
}

const ID_CHARACTERS_MAX = 40;

/** An id made of a name: `Orders & Returns` → `orders-returns`; numbered if there is one already. */
export function idFrom(title: string, taken: (id: string) => boolean): string {
  const plain = title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, ID_CHARACTERS_MAX);
  const base = plain === "" ? "new" : plain;
  let id = base;
  for (let number = 2; taken(id); number += 1) id = `${base}-${number}`;
  return id;
}
