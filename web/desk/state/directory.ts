/** The set-up as admins edit it: records by kind, with the field names of the wire. Pure. */

import type {
  Agent,
  AgentStatus,
  DirectoryReply,
  Group,
  Profile,
  Queue,
  Site,
  Skill,
  StandardText,
  VersionReply,
} from "../../protocol/generated/directory.ts";

export interface Records {
  readonly site: Site;
  readonly queue: Queue;
  readonly profile: Profile;
  readonly agent: Agent;
  readonly group: Group;
  readonly status: AgentStatus;
  readonly skill: Skill;
  readonly text: StandardText;
}

export type Kind = keyof Records;
export type AnyRecord = Records[Kind];

/** In the order in which each finds what it refers to. */
export const KINDS: readonly Kind[] = [
  "status",
  "skill",
  "group",
  "site",
  "queue",
  "profile",
  "agent",
  "text",
];

/** A record as it stands, with the number of changes that made it, and who made the last. */
export interface Held<One extends AnyRecord = AnyRecord> {
  readonly version: VersionReply;
  readonly record: One;
}

type Shelves = { readonly [K in Kind]: Readonly<Record<string, Held<Records[K]>>> };

export interface Setup extends Shelves {
  readonly revision: number;
  /** Agents who can't sign in with a password yet. */
  readonly withoutPassword: ReadonlySet<string>;
  /** Since when sites have a secret to vouch for their visitors with. */
  readonly secrets: Readonly<Record<string, number>>;
}

export function setupOf(reply: DirectoryReply): Setup {
  const shelf = <One extends AnyRecord>(kind: Kind, records: readonly One[]) =>
    Object.fromEntries(
      records.map((record) => {
        const id = idOf(kind, record);
        return [id, { version: reply.versions[`${kind}/${id}`] ?? UNKNOWN_VERSION, record }];
      }),
    );
  return {
    revision: reply.revision,
    withoutPassword: new Set(reply.without_password),
    secrets: reply.secrets,
    site: shelf("site", reply.sites),
    queue: shelf("queue", reply.queues),
    profile: shelf("profile", reply.profiles),
    agent: shelf("agent", reply.agents),
    group: shelf("group", reply.groups),
    status: shelf("status", reply.statuses),
    skill: shelf("skill", reply.skills),
    text: shelf("text", reply.texts),
  };
}

/** A record without a version is older than versions are. */
const UNKNOWN_VERSION: VersionReply = { version: 1, at: 0, by: "setup", by_name: "" };

const ID_FIELDS: Readonly<Record<Kind, string>> = {
  site: "site_id",
  queue: "queue_id",
  profile: "profile_id",
  agent: "agent_id",
  group: "group_id",
  status: "status_id",
  skill: "skill_id",
  text: "text_id",
};

export function idFieldOf(kind: Kind): string {
  return ID_FIELDS[kind];
}

export function idOf(kind: Kind, record: AnyRecord): string {
  return String((record as unknown as Record<string, unknown>)[ID_FIELDS[kind]] ?? "");
}

/** The field that people call it by. */
export function titleFieldOf(kind: Kind): "name" | "label" | "title" {
  if (kind === "text") return "title";
  return kind === "status" ? "label" : "name";
}

export function titleOf(record: AnyRecord): string {
  if ("title" in record) return record.title;
  return "label" in record ? record.label : record.name;
}

/** The name of a record by its id; the id itself if it is no longer there. */
export function titleIn(setup: Setup, kind: Kind, id: string): string {
  const held = setup[kind][id];
  return held === undefined ? id : titleOf(held.record) || id;
}

const byName = new Intl.Collator();
/** Twenty thousand agents are sorted once, not whenever something is drawn. */
const sortedShelves = new WeakMap<object, readonly Held[]>();

/** All of a kind, by name. */
export function all<K extends Kind>(setup: Setup, kind: K): readonly Held<Records[K]>[] {
  const shelf: object = setup[kind];
  const known = sortedShelves.get(shelf);
  if (known !== undefined) return known as readonly Held<Records[K]>[];
  const those = Object.values(shelf) as Held<Records[K]>[];
  const sorted = those.toSorted((a, b) => byName.compare(titleOf(a.record), titleOf(b.record)));
  sortedShelves.set(shelf, sorted);
  return sorted;
}

/** Those whose name, id or other words hold what is looked for. */
export function matching<One extends AnyRecord>(
  those: readonly Held<One>[],
  wanted: string,
  wordsOf: (record: One) => string,
): readonly Held<One>[] {
  const sought = wanted.trim().toLowerCase();
  if (sought === "") return those;
  return those.filter(({ record }) => wordsOf(record).toLowerCase().includes(sought));
}
