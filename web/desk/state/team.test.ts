import { describe, expect, it } from "vitest";
import { type Chat, emptyChat, evolve, nobody } from "./chat.ts";
import {
  apply,
  type DeskState,
  emptyDesk,
  isViewed,
  mayPull,
  ringing,
  sessionsInUse,
} from "./desk.ts";
import { hasUnreadNote, unread } from "./transcript.ts";
import type { ChatEvent, DeskFrame, Me, Part } from "./wire.ts";

const between = { invitation_id: "i", from_agent_id: "ada", to_agent_id: "ben" };
const due = { toast_until: 15_000, answer_until: 60_000 };
const asked: ChatEvent = { kind: 9, ...between, ...due };

function chatOf(...events: readonly (readonly [ChatEvent, string?])[]): Chat {
  return events.reduce<Chat>(
    (chat, [event, text]) =>
      evolve(chat, chat.n + 1, 1_000 * (chat.n + 1), {
        kind: event.kind,
        event,
        text: text ?? null,
      }),
    emptyChat("c", nobody),
  );
}

const led: readonly (readonly [ChatEvent])[] = [
  [{ kind: 23, agent_id: "ada" }],
  [{ kind: 48, agent_id: "ada" }],
];
const kinds = (chat: Chat): readonly number[] =>
  chat.items.flatMap((item) => (item.type === "happened" ? [item.kind] : []));

describe("an invitation", () => {
  it("stands until any of its ends", () => {
    const open = chatOf(...led, [asked]);
    expect(open.invitations).toEqual([
      {
        id: "i",
        form: "transfer",
        from: "ada",
        to: "ben",
        at: 3_000,
        answerUntil: 60_000,
        consulting: false,
      },
    ]);
    for (const kind of [15, 19] as const) {
      expect(chatOf(...led, [asked], [{ kind, ...between }]).invitations).toEqual([]);
    }
    for (const kind of [16, 17, 18, 20, 21, 22] as const) {
      const end = { kind, ...between, cause: "x" };
      expect(chatOf(...led, [asked], [end]).invitations).toEqual([]);
      const another = { ...end, invitation_id: "j" };
      expect(chatOf(...led, [asked], [another]).invitations).toHaveLength(1);
    }
  });

  it("has more time while the invited agent consults", () => {
    const { invitations } = chatOf(
      ...led,
      [asked],
      [{ kind: 1002, ...between, answer_until: 300_000 }],
    );
    expect(invitations).toMatchObject([{ consulting: true, answerUntil: 300_000 }]);
  });
});

describe("the lines between the messages", () => {
  it("tell a transfer once, not four times", () => {
    const chat = chatOf(
      ...led,
      [asked],
      [{ kind: 15, ...between }],
      [{ kind: 49, agent_id: "ada", cause: "transferred" }],
      [{ kind: 24, agent_id: "ada", cause: "transferred" }],
      [{ kind: 23, agent_id: "ben" }],
      [{ kind: 48, agent_id: "ben" }],
    );
    expect(kinds(chat)).toEqual([23, 9, 15]);
    expect(chat).toMatchObject({ lead: "ben", participants: ["ben"] });
  });

  it("tell a conference by its invitation, and a supervisor who joins unasked", () => {
    const chat = chatOf(
      ...led,
      [{ kind: 10, ...between, ...due }],
      [{ kind: 19, ...between }],
      [{ kind: 23, agent_id: "ben" }],
      [{ kind: 23, agent_id: "sam" }],
      [{ kind: 24, agent_id: "ben", cause: "left" }],
    );
    expect(kinds(chat)).toEqual([23, 10, 19, 23, 24]);
    expect(chat.participants).toEqual(["ada", "sam"]);
  });

  it("name the queue that the chat was passed on to", () => {
    const chat = chatOf(
      ...led,
      [{ kind: 47, agent_id: "ada", to_queue_id: "returns" }],
      [{ kind: 49, agent_id: "ada", cause: "queued" }],
      [{ kind: 24, agent_id: "ada", cause: "queued" }],
    );
    expect(chat.items.at(-1)).toMatchObject({ kind: 47, queue: "returns", agent: "ada" });
    expect(chat).toMatchObject({ phase: "waiting", lead: null, participants: [] });
  });
});

describe("private words", () => {
  const word: ChatEvent = {
    kind: 1001,
    agent_id: "sam",
    message_id: "m",
    command_id: "d:1",
    part: "monitor",
  };

  it("come from outside the chat, for its agents only", () => {
    expect(chatOf(...led, [word, "Offer a voucher"]).items.at(-1)).toMatchObject({
      from: "agent",
      agent: "sam",
      isPrivate: true,
      outside: "monitor",
      text: "Offer a voucher",
    });
  });

  it("are unread to others, marked as private; one's own are not", () => {
    const chat = chatOf(
      ...led,
      [word, "a"],
      [{ kind: 2, message_id: "m", command_id: "v:1" }, "b"],
    );
    expect([unread(chat, 2, "ada"), hasUnreadNote(chat, 2, "ada")]).toEqual([2, true]);
    expect([unread(chat, 2, "sam"), hasUnreadNote(chat, 2, "sam")]).toEqual([1, false]);
    expect([unread(chat, 3, "ada"), hasUnreadNote(chat, 3, "ada")]).toEqual([1, false]);
  });

  it("and anything else is not unread to one who only watches", () => {
    const chat = { ...chatOf(...led, [word, "a"]), part: "monitor" } as const;
    expect(unread(chat, 0, "ada")).toBe(0);
  });
});

const me: Me = {
  id: "ben",
  name: "Ben",
  roles: ["agent"],
  max_sessions: 3,
  allow_decline: true,
  auto_decline: false,
  wrap_up: true,
  group: "",
  pull_chat: true,
  supervisor: false,
  monitor: false,
  push_url: true,
  texts: "",
  cobrowse: false,
};
const statuses = [
  { id: "free", label: "Unrestricted", type: "available" },
  { id: "away", label: "On break", type: "unavailable" },
] as const;
const welcome: DeskFrame = {
  type: "welcome",
  now: 1,
  me,
  statuses,
  status: "free",
  status_since: 7,
  heartbeat_ms: 1,
  lost_after_ms: 1,
  last_id: 0,
  epoch: "e",
  agents: { ada: "Ada", ben: "Ben" },
  queues: {},
};
const opened = (part: Part): DeskFrame => ({ type: "chat_opened", chat: "c", about: nobody, part });
const offer: DeskFrame = {
  type: "offer",
  chat: "c",
  invitation: "i",
  at: 1,
  toast_until: 15_000,
  allow_decline: true,
  auto_decline: false,
  about: { ...nobody, name: "Ann" },
  requested_at: 0,
  form: "transfer",
  sender: "ada",
};
const fold = (...frames: readonly DeskFrame[]): DeskState => frames.reduce(apply, emptyDesk);

describe("the part in a chat", () => {
  it("is what the server says, also after a resync", () => {
    const invited = fold(welcome, opened("invited"));
    expect(invited.chats["c"]?.part).toBe("invited");
    const joined = apply(invited, { type: "part", chat: "c", part: "conferee" });
    expect(joined.chats["c"]?.part).toBe("conferee");
    expect(apply(joined, { type: "resync", chat: "c" }).chats["c"]?.part).toBe("conferee");
  });

  it("takes a session only within the chat", () => {
    const entered: DeskFrame = {
      type: "event",
      chat: "c",
      n: 1,
      at: 1,
      event: { kind: 23, event: { kind: 23, agent_id: "ben" }, text: null },
    };
    expect(sessionsInUse(fold(welcome, opened("monitor"))).taken).toBe(0);
    expect(sessionsInUse(fold(welcome, opened("conferee"), entered)).taken).toBe(1);
  });
});

describe("an offer of a colleague", () => {
  it("rings until the chat is viewed, and holds a session all the while", () => {
    const shown = fold(welcome, offer);
    expect(ringing(shown)).toHaveLength(1);
    const viewed = apply(shown, opened("invited"));
    expect(ringing(viewed)).toEqual([]);
    expect(viewed.offers.every((each) => isViewed(viewed, each))).toBe(true);
    expect(sessionsInUse(viewed)).toEqual({ taken: 0, held: 1 });
  });

  it("says who asked when it is called off, and nothing when it was answered", () => {
    const closed = (outcome: number): DeskFrame => ({
      type: "offer_closed",
      chat: "c",
      invitation: "i",
      outcome,
    });
    for (const own of [15, 16, 19, 20]) {
      expect(fold(welcome, offer, closed(own)).lostOffers).toEqual([]);
    }
    expect(fold(welcome, offer, closed(17)).lostOffers).toEqual([
      { invitation: "i", name: "Ann", outcome: 17, sender: "ada" },
    ]);
  });
});

describe("colleagues who write in the same chat", () => {
  const typing = (name: string, on: boolean): DeskFrame => ({
    type: "is_typing",
    chat: "c",
    who: "agent",
    name,
    on,
  });

  it("are shown side by side until they stop, write or leave", () => {
    const both = fold(welcome, opened("lead"), typing("Ada", true), typing("Cleo", true));
    expect(both.colleaguesTyping["c"]).toEqual(["Ada", "Cleo"]);
    expect(apply(both, typing("Cleo", false)).colleaguesTyping["c"]).toEqual(["Ada"]);
    const post: ChatEvent = { kind: 1, agent_id: "ada", message_id: "m", command_id: "x:1" };
    const left: ChatEvent = { kind: 24, agent_id: "ada", cause: "left" };
    for (const event of [post, left]) {
      const frame: DeskFrame = {
        type: "event",
        chat: "c",
        n: 1,
        at: 1,
        event: { kind: event.kind, event, text: null },
      };
      expect(apply(both, frame).colleaguesTyping["c"]).toEqual(["Cleo"]);
    }
    expect(both.typing).toEqual([]);
  });
});

describe("pull mode", () => {
  it("lets those ask who may, while they are available", () => {
    expect(mayPull(fold(welcome))).toBe(true);
    expect(mayPull(fold(welcome, { type: "status", status: "away" }))).toBe(false);
    const push: DeskFrame = { type: "me", me: { ...me, pull_chat: false }, statuses };
    expect(mayPull(fold(welcome, push))).toBe(false);
  });

  it("shows a request that stands, until it is over or one goes off duty", () => {
    const asking = fold(welcome, { type: "pulling", on: true });
    expect(asking.pulling).toBe(true);
    expect(apply(asking, { type: "pulling", on: false }).pulling).toBe(false);
    expect(apply(asking, { type: "status", status: null }).pulling).toBe(false);
    expect(fold({ ...welcome, pulling: true }).pulling).toBe(true);
  });
});

describe("the own rights and status", () => {
  it("change while one works", () => {
    const now = fold(welcome, {
      type: "me",
      me: { ...me, max_sessions: 1, monitor: true },
      statuses: [{ id: "free", label: "Free", type: "available" }],
    });
    expect(now.me).toMatchObject({ max_sessions: 1, monitor: true });
    expect(now.statuses.map(({ label }) => label)).toEqual(["Free"]);
  });

  it("tell since when", () => {
    expect(fold(welcome).statusSince).toBe(7);
    expect(fold(welcome, { type: "status", status: "away", since: 9 }).statusSince).toBe(9);
    expect(fold(welcome, { type: "status", status: null }).statusSince).toBeNull();
  });
});
