/** One scene for each screen and state worth looking at. */

import type { DeskShell } from "../shell/desk_shell.ts";
import type { Screen } from "../state/screen.ts";
import { overview } from "./admin_data.ts";
import { adminScenes } from "./admin_scenes.ts";
import { board, emptyBoard, emptyFigures, figures, series, why } from "./board_data.ts";
import { cobrowseScenes } from "./cobrowse_scenes.ts";
import { released } from "./data.ts";
import { erasingScenes } from "./erasing_scenes.ts";
import type { FakeServer } from "./fake_server.ts";
import { fileScenes } from "./file_scenes.ts";
import { ledger } from "./ledger_data.ts";
import { passwordScenes } from "./password_scenes.ts";
import { recordingScenes } from "./recording_scenes.ts";
import { before, greet, NOW, offer, person, them, threeChats } from "./stage.ts";
import { teamScenes } from "./team_scenes.ts";
import { returnsShown, texts } from "./text_data.ts";
import { earlier, earlierTranscript, messages } from "./visitors_data.ts";

export interface Scene {
  readonly http: Readonly<Record<string, unknown>>;
  /** Where the method or the status matters; `undefined`: see `http`. */
  readonly answers?: (
    method: string,
    path: string,
  ) => { readonly status: number; readonly body: object } | undefined;
  readonly screen?: Partial<Screen>;
  readonly silent?: boolean;
  readonly refuses?: Readonly<Record<string, { code: string; text: string }>>;
  welcome(server: FakeServer): void;
  floor?(server: FakeServer): void;
  colleagues?(server: FakeServer): void;
  after?(shell: DeskShell, server: FakeServer): void;
}

const FILE_RULES = { size_max: 20 << 20, types: ["image/png", "application/pdf"] };

const http = {
  "/api/v1/me": person,
  "/api/v1/ticket": { ticket: "t" },
  "/api/v1/sign-in": 401,
  "/api/v1/sign-out": 204,
  "/api/v1/admin/alert": { faults: 0, quarantined: 0, store_refuses: false },
  "/api/v1/texts": { texts },
  ...Object.fromEntries(
    ["c1", "c2", "c3"].map((chat) => [`/api/v1/chats/${chat}/files`, { rules: FILE_RULES }]),
  ),
  ...Object.fromEntries(
    ["c1", "c2", "c3"].flatMap((chat) => [
      [`/api/v1/chats/${chat}/earlier/`, earlierTranscript(NOW)],
      [`/api/v1/chats/${chat}/earlier`, { chats: earlier(NOW) }],
    ]),
  ),
  "/api/v1/messages/open": { open: 3 },
  "/api/v1/messages?state=settled": { messages: [], open: 3 },
  "/api/v1/messages": { messages: messages(NOW), open: 3 },
  "/api/v1/chats?": { chats: released(NOW) },
  "/api/v1/chats/b1/why": why(NOW),
  "/api/v1/queues/": series(NOW, 240),
  "/api/v1/chats/": ledger(NOW, false),
};

const asAdmin = {
  ...http,
  "/api/v1/me": { ...person, roles: ["agent", "supervisor", "admin"] },
  "/api/v1/admin/alert": { faults: 2, quarantined: 1, store_refuses: false },
};

const read = { seen: { c1: 99, c2: 6, c3: 99 } };
const inChat = { ...read, route: { page: "desk", chat: "c1" } } as const;
const onFloor = { route: { page: "floor", chat: null } } as const;

function busyFloor(server: FakeServer): void {
  server.tell(board(Date.now()));
  server.tell(figures(Date.now()));
}

const desk = { http, welcome: threeChats, screen: inChat } as const;
const teamwork = teamScenes(http, inChat);

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
  completion: {
    ...desk,
    after: (shell) => shell.acts.write("c1", { text: "/", isPrivate: false }),
  },
  off_record: {
    ...desk,
    after: (shell, server) => {
      server.event(
        "c1",
        before(60),
        { ...them("v5"), off_record: true },
        "My card ends in 1111, see https://bank.example/help for how we pay.",
      );
      shell.acts.write("c1", { text: "Thank you", isPrivate: false, isOffRecord: true });
    },
  },
  pushed: {
    ...desk,
    after: (_shell, server) => {
      const push = { kind: 3, agent_id: "a1", message_id: "m", command_id: "p1" };
      server.event("c1", before(50), { ...push, form: "html" }, returnsShown);
      server.event(
        "c1",
        before(20),
        { ...push, command_id: "p2", form: "url" },
        "https://carrier.example/track?for=Priya%20Raman&parcel=2041-77",
      );
    },
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
    floor: (server) => {
      server.tell(emptyBoard(Date.now()));
      server.tell(emptyFigures(Date.now()));
    },
  },
  wall: {
    http,
    welcome: threeChats,
    screen: { route: { page: "floor", chat: null, section: "wall" } },
    floor: busyFloor,
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
  ...fileScenes(http, inChat),
  ...recordingScenes(http),
  ...erasingScenes(asAdmin),
  ...passwordScenes(http),
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
  ...teamwork,
  ...cobrowseScenes(http, inChat),
  released_none: {
    http: { ...http, "/api/v1/chats?": { chats: [] } },
    welcome: threeChats,
    screen: { route: { page: "released", chat: null } },
  },
  messages: { http, welcome: threeChats, screen: { route: { page: "messages", chat: null } } },
  messages_none: {
    http: { ...http, "/api/v1/messages": { messages: [], open: 0 } },
    welcome: threeChats,
    screen: { route: { page: "messages", chat: null } },
  },
  messages_failed: {
    http: { ...http, "/api/v1/messages": 500 },
    welcome: threeChats,
    screen: { route: { page: "messages", chat: null } },
  },
  ...adminScenes(asAdmin, threeChats),
} satisfies Record<string, Scene>;

type SceneName = keyof typeof SCENES;

export function isSceneName(name: string): name is SceneName {
  return name in SCENES;
}
