/** What happens in every scene: the welcome, three chats, an offer. */

import type { Me, Part } from "../state/wire.ts";
import { aboutOf } from "./data.ts";
import type { FakeServer } from "./fake_server.ts";

export const NOW = Date.now();
export const before = (seconds: number): number => NOW - seconds * 1000;

const NAMES = { a1: "Mara Lindqvist", a2: "Jonas Weber", a3: "Aiko Tanaka", a4: "Sam Okafor" };

export const person = { id: "a1", name: "Mara Lindqvist", roles: ["agent", "supervisor"] };

/** A welcome; `rights`: switches of the profile other than the usual ones. */
export function greet(server: FakeServer, status: string | null, rights: Partial<Me> = {}): void {
  server.tell({
    type: "welcome",
    now: Date.now(),
    me: {
      ...person,
      max_sessions: 4,
      allow_decline: true,
      auto_decline: false,
      wrap_up: true,
      group: "Orders",
      pull_chat: false,
      supervisor: true,
      monitor: true,
      push_url: true,
      cobrowse: true,
      texts: "1",
      ...rights,
    },
    statuses: [
      { id: "s1", label: "Unrestricted", type: "available" },
      { id: "s2", label: "Only returns", type: "available" },
      { id: "s3", label: "In meeting", type: "unavailable" },
      { id: "s4", label: "On break", type: "unavailable" },
    ],
    status,
    status_since: before(1_900),
    heartbeat_ms: 20_000,
    last_id: 0,
    epoch: "e",
    agents: NAMES,
    queues: { q1: "Orders", q2: "Returns" },
  });
}

export function open(server: FakeServer, chat: string, part: Part): void {
  server.tell({ type: "chat_opened", chat, about: aboutOf(chat), part });
}

export function engage(server: FakeServer, chat: string, requested: number, waited: number): void {
  server.event(chat, before(requested), { kind: 26, queue_id: "q1" });
  server.event(chat, before(requested - waited), { kind: 8, agent_id: "a1", invitation_id: "i" });
  server.event(chat, before(requested - waited - 4), {
    kind: 43,
    agent_id: "a1",
    invitation_id: "i",
  });
  server.event(chat, before(requested - waited - 4), {
    kind: 11,
    agent_id: "a1",
    invitation_id: "i",
  });
  server.event(chat, before(requested - waited - 4), { kind: 23, agent_id: "a1" });
  server.event(chat, before(requested - waited - 4), { kind: 48, agent_id: "a1" });
}

export const them = (command: string) => ({ kind: 2, message_id: "m", command_id: command });
export const us = (agent: string, command: string, visibility = "everyone") => ({
  kind: 1,
  agent_id: agent,
  message_id: "m",
  command_id: command,
  visibility,
});

export function threeChats(server: FakeServer): void {
  greet(server, "s1");
  for (const chat of ["c1", "c2", "c3"]) open(server, chat, chat === "c3" ? "wrap_up" : "lead");
  engage(server, "c1", 1500, 38);
  server.event(
    "c1",
    before(1440),
    us("a1", "x1"),
    "Hello Priya, I’m Mara. I have your order here, one moment please.",
  );
  server.event("c1", before(1415), them("v1"), "Thanks!");
  server.event(
    "c1",
    before(1404),
    them("v2"),
    "It said delivered on Tuesday, but nothing has arrived and the neighbours have not seen it either.",
  );
  server.event(
    "c1",
    before(700),
    us("a1", "x2"),
    "I see it. The carrier scanned the parcel at the depot in Malmö, not at your door. I’m asking them now.",
  );
  server.event(
    "c1",
    before(650),
    us("a1", "x3", "agents"),
    "Carrier case 88-1207 is open. If they don’t answer by 15:00, refund shipping.",
  );
  server.event("c1", before(300), {
    kind: 6,
    absence_id: "b",
    silent_since: before(420),
    lost_at: before(60),
  });
  server.event("c1", before(280), { kind: 7, absence_id: "b" });
  server.event(
    "c1",
    before(240),
    them("v3"),
    "Sorry, I was in the lift. Could you send it again to my work address instead?",
  );
  server.event("c1", before(200), us("a1", "x4"), "Of course. Which address is it?");
  server.event("c1", before(95), them("v4"), "Kungsgatan 12\n211 49 Malmö");
  engage(server, "c2", 420, 12);
  server.event("c2", before(380), us("a1", "y1"), "Hi Tom! The blue one is back on Friday.");
  server.event("c2", before(130), them("w1"), "Perfect, can you put one aside for me?");
  server.event("c2", before(122), them("w2"), "Size 42 please");
  engage(server, "c3", 640, 60);
  server.event("c3", before(500), us("a1", "z1"), "Your refund is on its way.");
  server.event("c3", before(470), them("u1"), "Great, thank you. Bye!");
  server.event("c3", before(460), { kind: 44, cause: "end_user", wrap_up_until: before(-440) });
}

export function offer(
  server: FakeServer,
  chat: string,
  seconds: number,
  of: number,
  more: object = {},
): void {
  server.tell({
    type: "offer",
    chat,
    invitation: `i-${chat}`,
    at: Date.now() - (of - seconds) * 1000,
    toast_until: Date.now() + seconds * 1000,
    allow_decline: chat !== "c5",
    auto_decline: chat === "c5",
    about: aboutOf(chat),
    requested_at: before(94),
    ...more,
  });
}
