/** One scene for each screen and state worth looking at. */

import type { DeskShell } from "../shell/desk_shell.ts";
import type { Screen } from "../state/screen.ts";
import { overview } from "./admin_data.ts";
import { board, emptyBoard } from "./board_data.ts";
import { aboutOf, released } from "./data.ts";
import type { FakeServer } from "./fake_server.ts";
import { ledger } from "./ledger_data.ts";

export interface Scene {
  readonly http: Readonly<Record<string, unknown>>;
  readonly screen?: Partial<Screen>;
  readonly silent?: boolean;
  readonly refuses?: Readonly<Record<string, { code: string; text: string }>>;
  welcome(server: FakeServer): void;
  floor?(server: FakeServer): void;
  after?(shell: DeskShell, server: FakeServer): void;
}

const NOW = Date.now();
const before = (seconds: number): number => NOW - seconds * 1000;

const person = { id: "a1", name: "Mara Lindqvist", roles: ["agent", "supervisor"] };

const http = {
  "/api/v1/me": person,
  "/api/v1/ticket": { ticket: "t" },
  "/api/v1/sign-in": 401,
  "/api/v1/sign-out": 204,
  "/api/v1/admin/alert": { faults: 0, quarantined: 0, store_refuses: false },
  "/api/v1/chats?": { chats: released(NOW) },
  "/api/v1/chats/": ledger(NOW, false),
};

const asAdmin = {
  ...http,
  "/api/v1/me": { ...person, roles: ["agent", "supervisor", "admin"] },
  "/api/v1/admin/alert": { faults: 2, quarantined: 1, store_refuses: false },
};

const NAMES = { a1: "Mara Lindqvist", a2: "Jonas Weber", a3: "Aiko Tanaka", a4: "Sam Okafor" };

function greet(server: FakeServer, status: string | null): void {
  server.tell({
    type: "welcome",
    now: Date.now(),
    me: {
      ...person,
      max_sessions: 4,
      allow_decline: true,
      auto_decline: false,
      wrap_up: true,
    },
    statuses: [
      { id: "s1", label: "Unrestricted", type: "available" },
      { id: "s2", label: "Only returns", type: "available" },
      { id: "s3", label: "In meeting", type: "unavailable" },
      { id: "s4", label: "On break", type: "unavailable" },
    ],
    status,
    heartbeat_ms: 20_000,
    last_id: 0,
    epoch: "e",
    agents: NAMES,
    queues: { q1: "Orders", q2: "Returns" },
  });
}

function engage(server: FakeServer, chat: string, requested: number, waited: number): void {
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

const them = (command: string) => ({ kind: 2, message_id: "m", command_id: command });
const us = (agent: string, command: string, visibility = "everyone") => ({
  kind: 1,
  agent_id: agent,
  message_id: "m",
  command_id: command,
  visibility,
});

function threeChats(server: FakeServer): void {
  greet(server, "s1");
  for (const chat of ["c1", "c2", "c3"])
    server.tell({ type: "chat_opened", chat, about: aboutOf(chat) });
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

function offer(server: FakeServer, chat: string, seconds: number, of: number): void {
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
  });
}

const read = { seen: { c1: 99, c2: 6, c3: 99 } };
const inChat = { ...read, route: { page: "desk", chat: "c1" } } as const;
const onFloor = { route: { page: "floor", chat: null } } as const;

function busyFloor(server: FakeServer): void {
  for (let minute = 10; minute > 0; minute -= 0.25)
    server.tell(board(NOW - minute * 60_000, minute));
  server.tell(board(Date.now(), 0));
}

const desk = { http, welcome: threeChats, screen: inChat } as const;

export const SCENES = {
  signin: { http: { ...http, "/api/v1/me": 401 }, welcome: () => {} },
  signin_error: {
    http: { ...http, "/api/v1/me": 401 },
    welcome: () => {},
    after: (shell) => shell.account({ is: "signed_out", busy: false, error: "wrong_login" }),
  },
  off_duty: { http, welcome: (server) => greet(server, null) },
  taken_off: {
    http,
    welcome: (server) => greet(server, "s1"),
    after: (_shell, server) => server.tell({ type: "status", status: null, reason: "lost" }),
  },
  idle: { http, welcome: (server) => greet(server, "s1") },
  list: { ...desk, screen: read },
  chat: desk,
  typing: {
    ...desk,
    after: (_shell, server) =>
      server.tell({ type: "is_typing", chat: "c1", who: "end_user", name: "", on: true }),
  },
  private: {
    ...desk,
    after: (shell) =>
      shell.acts.write("c1", { text: "Ask Jonas about the depot", isPrivate: true }),
  },
  echo: {
    ...desk,
    silent: true,
    after: (shell) =>
      shell.acts.post("c1", { text: "Noted. It goes out tonight.", isPrivate: false }),
  },
  refused: {
    ...desk,
    refuses: { post: { code: "chat_ended", text: "The chat is over." } },
    after: (shell) =>
      shell.acts.post("c1", { text: "Noted. It goes out tonight.", isPrivate: false }),
  },
  absent: {
    ...desk,
    after: (_shell, server) =>
      server.event("c1", before(30), {
        kind: 6,
        absence_id: "b2",
        silent_since: before(150),
        lost_at: before(-87),
      }),
  },
  conclude: { ...desk, after: (shell) => shell.acts.askConclude("c1") },
  wrap_up: { ...desk, screen: { ...read, route: { page: "desk", chat: "c3" } } },
  about: { ...desk, screen: { ...inChat, isAboutOpen: true } },
  offer: {
    ...desk,
    after: (_shell, server) => {
      offer(server, "c4", 11, 15);
      offer(server, "c5", 4, 15);
    },
  },
  offer_lost: {
    ...desk,
    after: (_shell, server) => {
      offer(server, "c4", 11, 15);
      server.tell({ type: "offer_closed", chat: "c4", invitation: "i-c4", outcome: 14 });
    },
  },
  refusal: {
    ...desk,
    refuses: { set_status: { code: "not_on_duty", text: "This agent is not logged in." } },
    after: (shell) => shell.acts.setStatus("s3"),
  },
  reconnecting: { ...desk, after: (_shell, server) => server.close(1006) },
  restarting: {
    ...desk,
    after: (_shell, server) => {
      server.tell({ type: "goodbye", code: 4100, text: "Restarting", retry_after_ms: 8000 });
      server.close(4100);
    },
  },
  taken_over: { ...desk, after: (_shell, server) => server.close(4201) },
  elsewhere: {
    http,
    welcome: (server) => greet(server, null),
    refuses: { log_on: { code: "already_on_duty", text: "This agent is logged in already." } },
    after: (shell) => shell.acts.logOn(null, false),
  },
  keys: { ...desk, screen: { ...inChat, isKeysOpen: true } },
  floor: { http, welcome: threeChats, screen: onFloor, floor: busyFloor },
  floor_empty: {
    http,
    welcome: (server) => greet(server, null),
    screen: onFloor,
    floor: (server) => server.tell(emptyBoard(Date.now())),
  },
  ledger: {
    http,
    welcome: threeChats,
    screen: { route: { page: "floor", chat: "c1" } },
    floor: busyFloor,
  },
  ledger_broken: {
    http: { ...http, "/api/v1/chats/": ledger(NOW, true) },
    welcome: threeChats,
    screen: { route: { page: "floor", chat: "c1" } },
    floor: busyFloor,
  },
  released: { http, welcome: threeChats, screen: { route: { page: "released", chat: null } } },
  admin: {
    http: { ...asAdmin, "/api/v1/admin/overview": overview(NOW, true) },
    welcome: threeChats,
    screen: { route: { page: "admin", chat: null } },
  },
  admin_quiet: {
    http: {
      ...asAdmin,
      "/api/v1/admin/overview": overview(NOW, false),
      "/api/v1/admin/alert": { faults: 0, quarantined: 0, store_refuses: false },
    },
    welcome: threeChats,
    screen: { route: { page: "admin", chat: null } },
  },
  alert: {
    http: {
      ...http,
      "/api/v1/admin/alert": { faults: 2, quarantined: 1, store_refuses: false },
    },
    welcome: threeChats,
    screen: inChat,
  },
  released_none: {
    http: { ...http, "/api/v1/chats?": { chats: [] } },
    welcome: threeChats,
    screen: { route: { page: "released", chat: null } },
  },
} satisfies Record<string, Scene>;

type SceneName = keyof typeof SCENES;

export function isSceneName(name: string): name is SceneName {
  return name in SCENES;
}
