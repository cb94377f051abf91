/** A set-up of make-believe: two shops, their queues, a dozen people; and what became of it. */

import {
  type Agent,
  type ChangeReply,
  type DirectoryReply,
  type HistoryReply,
  type ImportedReply,
  type Queue,
  USUAL,
  type VersionReply,
} from "../../protocol/generated/directory.ts";
import { texts } from "./text_data.ts";

const HOUR = 3_600_000;

const queues: readonly Queue[] = [
  {
    ...USUAL.Queue,
    queue_id: "orders",
    site_id: "halden",
    name: "Orders",
    hours: [0, 1, 2, 3, 4].flatMap((weekday) => [
      { weekday, opens: 540, closes: 720 },
      { weekday, opens: 780, closes: weekday === 3 ? 1200 : 1020 },
    ]),
    holidays: ["2026-12-24", "2026-12-25", "2027-01-01"],
    max_waiting: 40,
    needs_agents: true,
    skills: [
      { skill_id: "german", level: 7, least: 3, relax_every_s: 60 },
      { skill_id: "billing", level: 4, least: 4, relax_every_s: 0 },
    ],
    overflow: [{ queue_id: "returns", after_s: 180 }],
    preferred_for_s: 45,
  },
  { ...USUAL.Queue, queue_id: "returns", site_id: "halden", name: "Returns" },
  { ...USUAL.Queue, queue_id: "trade", site_id: "halden-pro", name: "Trade customers" },
];

const PEOPLE = [
  ["mara", "Mara Lindqvist", "supervisors", "north"],
  ["jonas", "Jonas Weber", "agents", "north"],
  ["aiko", "Aiko Tanaka", "agents", "north"],
  ["sam", "Sam Okafor", "agents", "south"],
  ["ines", "Inês Carvalho", "agents", "south"],
  ["tomas", "Tomáš Novák", "pull", "south"],
  ["lea", "Léa Moreau", "agents", ""],
  ["omar", "Omar Haddad", "pull", ""],
  ["freya", "Freya Nilsen", "agents", "north"],
] as const;

const agents: readonly Agent[] = PEOPLE.map(([id, name, profile_id, group_id], place) => ({
  ...USUAL.Agent,
  agent_id: id,
  login: id,
  name,
  profile_id,
  group_id,
  roles: place === 0 ? ["agent", "supervisor", "admin"] : ["agent"],
  active: id !== "lea",
  skills: place % 3 === 1 ? { german: 8 } : {},
}));

const profile = { ...USUAL.Profile, queues: { orders: 1, returns: 2 } };

export function directory(now: number): DirectoryReply {
  const records = {
    sites: [
      {
        ...USUAL.Site,
        site_id: "halden",
        name: "Halden Kitchenware",
        default_queue_id: "orders",
        allowed_origins: ["https://halden.example", "https://shop.halden.example"],
        time_zone: "Europe/Stockholm",
        brand: "#2f6f5e",
        greeting: "Hello! What can we do for you?",
        fields: [
          { id: "name", label: "Your name", type: "text", required: true },
          { id: "order", label: "Order number", type: "text", required: false },
          { id: "question", label: "Your question", type: "textarea", required: true },
        ],
        settings: { ...USUAL.Settings, CS_IDLE_TIMEOUT: 900 },
        rules: [
          { queue_id: "returns", page_contains: "/returns", language: "", answers: {} },
          { queue_id: "orders", page_contains: "", language: "de", answers: { order: "B2B" } },
        ],
      },
      {
        ...USUAL.Site,
        site_id: "halden-pro",
        name: "Halden Pro",
        default_queue_id: "trade",
        allowed_origins: ["https://pro.halden.example"],
        settings: USUAL.Settings,
      },
    ],
    queues,
    profiles: [
      {
        ...profile,
        profile_id: "agents",
        name: "Agents",
        allow_decline: true,
        push_url: true,
        max_sessions: 4,
        skills: { billing: 3 },
      },
      { ...profile, profile_id: "pull", name: "Back office", pull_chat: true, auto_decline: true },
      {
        ...profile,
        profile_id: "supervisors",
        name: "Supervisors",
        supervisor: true,
        monitor: true,
      },
    ],
    agents,
    statuses: [
      { status_id: "available", label: "Available", type: "available" },
      { status_id: "unqualified", label: "Unavailable", type: "unavailable" },
      { status_id: "in_meeting", label: "In Meeting", type: "unavailable" },
      { status_id: "on_break", label: "On Break", type: "unavailable" },
      { status_id: "phones", label: "On the phones", type: "unavailable" },
    ],
    groups: [
      { group_id: "north", name: "North" },
      { group_id: "south", name: "South" },
    ],
    skills: [
      { skill_id: "german", name: "German" },
      { skill_id: "billing", name: "Billing" },
    ],
    texts,
  } satisfies Partial<DirectoryReply>;
  const version: VersionReply = {
    version: 3,
    at: now - 5 * HOUR,
    by: "mara",
    by_name: "Mara Lindqvist",
  };
  const keys = [
    ...records.sites.map(({ site_id }) => `site/${site_id}`),
    ...records.queues.map(({ queue_id }) => `queue/${queue_id}`),
    ...records.profiles.map(({ profile_id }) => `profile/${profile_id}`),
    ...records.agents.map(({ agent_id }) => `agent/${agent_id}`),
    ...records.statuses.map(({ status_id }) => `status/${status_id}`),
    ...records.groups.map(({ group_id }) => `group/${group_id}`),
    ...records.skills.map(({ skill_id }) => `skill/${skill_id}`),
    ...records.texts.map(({ text_id }) => `text/${text_id}`),
  ];
  return {
    revision: 41,
    ...records,
    versions: Object.fromEntries(keys.map((key) => [key, version])),
    without_password: ["omar"],
    secrets: { [records.sites[0]?.site_id ?? ""]: now - 86_400_000 },
  };
}

export const emptyDirectory: DirectoryReply = {
  revision: 0,
  sites: [],
  queues: [],
  profiles: [],
  agents: [],
  statuses: [],
  groups: [],
  skills: [],
  texts: [],
  versions: {},
  without_password: [],
  secrets: {},
};

/** Somebody watched a recording. */
const LOOKED = {
  by: "freya",
  by_name: "Freya Nilsen",
  deed: "recording",
  kind: "chat",
  id: "c_7tq2",
  name: "c_7tq2",
  before: null,
  after: null,
} as const;

export function history(now: number): HistoryReply {
  const [orders] = queues;
  const { agents: people, profiles } = directory(now);
  const by = { by: "mara", by_name: "Mara Lindqvist" };
  const fields = { fields: [], version: 3 };
  const changes: readonly ChangeReply[] = [
    {
      ...fields,
      ...by,
      number: 9,
      at: now - 0.4 * HOUR,
      deed: "put",
      kind: "queue",
      id: "orders",
      name: "Orders",
      before: {
        ...orders,
        max_waiting: 25,
        needs_agents: false,
        holidays: ["2026-12-25"],
        overflow: [],
      },
      after: orders,
    },
    {
      ...fields,
      ...by,
      number: 8,
      at: now - 2.2 * HOUR,
      deed: "password",
      kind: "agent",
      id: "omar",
      name: "Omar Haddad",
      before: null,
      after: null,
    },
    {
      ...fields,
      ...by,
      number: 7,
      at: now - 2.3 * HOUR,
      deed: "put",
      kind: "agent",
      id: "omar",
      name: "Omar Haddad",
      before: null,
      after: people.find(({ agent_id }) => agent_id === "omar"),
    },
    { ...fields, number: 7, at: now - 25 * HOUR, ...LOOKED },
    {
      ...fields,
      number: 6,
      at: now - 26 * HOUR,
      by: "freya",
      by_name: "Freya Nilsen",
      deed: "put",
      kind: "profile",
      id: "agents",
      name: "Agents",
      before: { ...profiles[0], max_sessions: 3, allow_decline: false, queues: { orders: 1 } },
      after: profiles[0],
    },
    {
      ...fields,
      number: 5,
      at: now - 27 * HOUR,
      by: "setup",
      by_name: "",
      deed: "put",
      kind: "status",
      id: "available",
      name: "Available",
      before: null,
      after: { status_id: "available", label: "Available", type: "available" },
    },
  ];
  return { changes, more: true };
}

/** What a save of the queue is told when something is wrong with it. */
export const flawedQueue = {
  code: "invalid",
  text: "Nothing was saved.",
  clashes: [],
  flaws: [
    {
      kind: "queue",
      id: "orders",
      field: "max_waiting",
      code: "out_of_range",
      text: "The waiting limit is 1 or more; leave it empty for none.",
    },
    {
      kind: "queue",
      id: "orders",
      field: "name",
      code: "taken",
      text: "Another queue is called Returns already.",
    },
  ],
};

export function clashingQueue(now: number): object {
  return {
    code: "conflict",
    text: "Somebody else has changed it.",
    flaws: [],
    clashes: [
      {
        kind: "queue",
        id: "orders",
        current: { version: 4, at: now - 20_000, by: "freya", by_name: "Freya Nilsen" },
        record: { ...queues[0], max_waiting: 60, service_level_s: 90 },
      },
    ],
  };
}

export function comparison(now: number): ImportedReply {
  const { profiles } = directory(now);
  return {
    revision: 41,
    done: false,
    differences: [
      {
        kind: "queue",
        id: "warranty",
        name: "Warranty",
        deed: "add",
        fields: [],
        before: null,
        after: { ...queues[1], queue_id: "warranty", name: "Warranty" },
      },
      {
        kind: "profile",
        id: "agents",
        name: "Agents",
        deed: "change",
        fields: ["max_sessions"],
        before: profiles[0],
        after: { ...profiles[0], max_sessions: 5 },
      },
    ],
  };
}
