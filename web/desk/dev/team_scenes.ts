/** Chats with several agents at them. */

import type { Screen } from "../state/screen.ts";
import type { FakeServer } from "./fake_server.ts";
import type { Scene } from "./scenes.ts";
import { before, engage, greet, NOW, offer, open, them, threeChats, us } from "./stage.ts";

const between = (from: string, to: string) => ({
  invitation_id: `i-${to}`,
  from_agent_id: from,
  to_agent_id: to,
});
const due = { toast_until: NOW + 15_000, answer_until: NOW + 58_000 };

function colleagues(server: FakeServer): void {
  const agent = (
    id: string,
    name: string,
    group: string,
    sessions_free: number,
    more: object = {},
  ) => ({
    id,
    name,
    group,
    status: "Unrestricted",
    status_type: "available",
    absent: false,
    sessions_free,
    max_sessions: 4,
    ...more,
  });
  const resting = { status: "On break", status_type: "unavailable" };
  server.tell({
    type: "colleagues",
    agents: [
      agent("a2", "Jonas Weber", "Orders", 2),
      agent("a3", "Aiko Tanaka", "Orders", 3),
      agent("a4", "Sam Okafor", "Orders", 4, resting),
      agent("a5", "Ines Duarte", "Returns", 1, { status: "Only returns" }),
      agent("a6", "Noah Klein", "Returns", 0),
      agent("a7", "Sofia Rossi", "Returns", 2, { absent: true }),
    ],
    queues: [
      {
        id: "q1",
        name: "Orders",
        open: true,
        waiting: 3,
        agents_available: 4,
        expected_wait_ms: 190_000,
      },
      {
        id: "q2",
        name: "Returns",
        open: true,
        waiting: 0,
        agents_available: 2,
        expected_wait_ms: 20_000,
      },
      {
        id: "q3",
        name: "Business",
        open: false,
        waiting: 0,
        agents_available: 0,
        expected_wait_ms: null,
      },
    ],
  });
}

/** Jonas has come to help Mara with the first chat. */
function conference(server: FakeServer): void {
  threeChats(server);
  server.event("c1", before(90), { kind: 10, ...between("a1", "a2"), ...due });
  server.event("c1", before(85), { kind: 1002, ...between("a1", "a2"), ...due });
  server.event(
    "c1",
    before(80),
    { ...word("a2", "w1", "invited") },
    "Is that the Malmö depot again?",
  );
  server.event("c1", before(70), us("a1", "x8", "agents"), "Yes. Could you call them?");
  server.event("c1", before(62), { kind: 19, ...between("a1", "a2") });
  server.event("c1", before(62), { kind: 23, agent_id: "a2" });
  server.event(
    "c1",
    before(40),
    us("a2", "y8"),
    "Hello Priya, Jonas here. I have the depot on the line.",
  );
  server.event("c1", before(20), them("v8"), "That’s great, thank you both!");
}

const word = (agent_id: string, command_id: string, part: "monitor" | "invited") => ({
  kind: 1001,
  agent_id,
  message_id: "m",
  command_id,
  part,
});

/** Somebody else's chat, which this agent is `part` of. */
function foreign(server: FakeServer, part: "monitor" | "invited"): void {
  greet(server, "s1");
  open(server, "c4", part);
  const chat = "c4";
  engage(server, chat, 700, 25);
  server.event(chat, before(600), us("a1", "f1"), "Good morning! Which lamp is it?");
  server.event(chat, before(560), them("g1"), "Halden, the brass one. The shade has a dent.");
  server.event(chat, before(500), us("a1", "f2", "agents"), "Looks like the August batch.");
  server.event(chat, before(470), us("a1", "f3"), "I am sorry about that. One moment, I’ll ask.");
}

/** In the scenes with a chat of somebody else, Jonas sits here. */
const asJonas = (server: FakeServer, part: "monitor" | "invited"): void => {
  foreign(server, part);
  server.tell({
    type: "me",
    me: { ...JONAS, supervisor: part === "monitor", monitor: part === "monitor" },
    statuses: STATUSES,
  });
};

const JONAS = {
  id: "a2",
  name: "Jonas Weber",
  roles: ["agent"],
  max_sessions: 4,
  allow_decline: true,
  auto_decline: false,
  wrap_up: true,
  group: "Orders",
  pull_chat: false,
};
const STATUSES = [{ id: "s1", label: "Unrestricted", type: "available" }];

type Http = Scene["http"];

export function teamScenes(http: Http, inChat: Partial<Screen>) {
  const desk = { http, screen: inChat, welcome: threeChats, colleagues } as const;
  const abroad = { http, screen: { route: { page: "desk", chat: "c4" } } } as const;
  return {
    pass_on: { ...desk, after: (shell) => shell.acts.passOn("c1") },
    pass_on_conference: {
      ...desk,
      welcome: conference,
      after: (shell) => shell.acts.passOn("c1"),
    },
    pending: {
      ...desk,
      after: (_shell, server) => {
        server.event("c1", before(2), { kind: 9, ...between("a1", "a2"), ...due });
        server.event("c1", before(2), { kind: 10, ...between("a1", "a3"), ...due });
        server.event("c1", before(1), { kind: 1002, ...between("a1", "a3"), ...due });
        server.event("c1", before(1), word("a3", "w1", "invited"), "Which depot is it?");
      },
    },
    conference: {
      ...desk,
      welcome: conference,
      after: (_shell, server) =>
        server.tell({
          type: "is_typing",
          chat: "c1",
          who: "agent",
          name: "Jonas Weber",
          on: true,
        }),
    },
    conferee: {
      ...desk,
      welcome: conference,
      after: (_shell, server) => {
        server.event("c1", before(9), {
          kind: 25,
          from_agent_id: "a1",
          to_agent_id: "a2",
          cause: "handed_over",
        });
        server.event("c1", before(9), { kind: 49, agent_id: "a1", cause: "role_change" });
        server.event("c1", before(9), { kind: 48, agent_id: "a2" });
        server.tell({ type: "part", chat: "c1", part: "conferee" });
        server.event("c1", before(5), word("a4", "m1", "monitor"), "Offer her a voucher, please.");
      },
    },
    transfer_offer: {
      ...desk,
      after: (_shell, server) => {
        offer(server, "c4", 13, 15, { form: "transfer", sender: "a2" });
        offer(server, "c5", 9, 15, { form: "conference", sender: "a3" });
      },
    },
    consultation: {
      ...abroad,
      welcome: (server) => asJonas(server, "invited"),
      after: (_shell, server) => {
        const chat = "c4";
        offer(server, chat, 13, 15, { form: "transfer", sender: "a1" });
        const asked = { ...between("a1", "a2"), invitation_id: "i-c4", ...due };
        server.event(chat, before(30), { kind: 9, ...asked });
        server.event(chat, before(20), { kind: 1002, ...asked });
        server.event(
          chat,
          before(12),
          us("a1", "f5", "agents"),
          "Can you take it? I’m off at three.",
        );
        server.event(chat, before(6), word("a2", "w2", "invited"), "Sure. Does she want a refund?");
      },
    },
    monitor: { ...abroad, welcome: (server) => asJonas(server, "monitor") },
    monitor_end: {
      ...abroad,
      welcome: (server) => asJonas(server, "monitor"),
      after: (shell) => shell.acts.askConclude("c4"),
    },
    pull: { http, welcome: (server) => greet(server, "s1", { pull_chat: true }) },
    pulling: {
      http,
      welcome: (server) => {
        greet(server, "s1", { pull_chat: true });
        server.tell({ type: "pulling", on: true });
      },
    },
  } satisfies Record<string, Scene>;
}
