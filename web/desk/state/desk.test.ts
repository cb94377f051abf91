import { describe, expect, it } from "vitest";
import { nobody, successor } from "./chat.ts";
import { answered, apply, type DeskState, emptyDesk, sessionsInUse, wasTaken } from "./desk.ts";
import type { ChatEvent, DeskFrame, DeskWelcome } from "./wire.ts";

const welcome: DeskWelcome = {
  type: "welcome",
  now: 1_000_000,
  me: {
    id: "mara",
    name: "Mara",
    roles: ["agent"],
    max_sessions: 3,
    allow_decline: true,
    auto_decline: false,
    wrap_up: true,
    group: "",
    pull_chat: false,
    supervisor: false,
    monitor: false,
    push_url: true,
    texts: "",
    cobrowse: false,
  },
  statuses: [{ id: "free", label: "Unrestricted", type: "available" }],
  status: "free",
  heartbeat_ms: 20_000,
  lost_after_ms: 240_000,
  last_id: 0,
  epoch: "e",
  agents: { mara: "Mara", jonas: "Jonas" },
  queues: { orders: "Orders" },
};

const opened: DeskFrame = {
  type: "chat_opened",
  chat: "c",
  about: { ...nobody, name: "Priya" },
  part: "lead",
};

const event = (n: number, content: ChatEvent, text: string | null = null): DeskFrame => ({
  type: "event",
  chat: "c",
  n,
  at: 1_000 * n,
  event: { kind: content.kind, event: content, text },
});

const absence = { absence_id: "a", silent_since: 5_000, lost_at: 245_000 };

/** A chat with one of everything that its fold keeps. */
const life: readonly DeskFrame[] = [
  event(1, { kind: 26, queue_id: "orders" }),
  event(2, { kind: 11, agent_id: "mara", invitation_id: "i" }),
  event(3, { kind: 23, agent_id: "mara" }),
  event(4, { kind: 48, agent_id: "mara" }),
  event(5, { kind: 2, message_id: "m1", command_id: "v:1" }, "Hello"),
  event(
    6,
    { kind: 1, agent_id: "mara", message_id: "m2", command_id: "d:1", visibility: "agents" },
    "Note",
  ),
  event(7, { kind: 6, ...absence }),
  event(8, { kind: 7 }),
  event(9, { kind: 23, agent_id: "jonas" }),
  event(10, { kind: 4, agent_id: "jonas", ...absence }),
  event(11, { kind: 25, from_agent_id: "mara", to_agent_id: "jonas", cause: "handed_over" }),
  event(12, { kind: 49, agent_id: "mara", cause: "role_change" }),
  event(13, { kind: 48, agent_id: "jonas" }),
  event(14, { kind: 44, cause: "end_user", wrap_up_until: 900_000 }),
  event(15, { kind: 49, agent_id: "jonas", cause: "concluded" }),
];

const fold = (frames: readonly DeskFrame[], from: DeskState = emptyDesk): DeskState =>
  frames.reduce(apply, from);

describe("what the desk knows", () => {
  const fresh = fold([welcome, opened, ...life]);

  it("is the same after a cut at any event and a resume as in one piece", () => {
    for (let cut = 0; cut <= life.length; cut += 1) {
      const before = fold([welcome, opened, ...life.slice(0, cut)]);
      expect(fold([welcome, opened, ...life.slice(cut)], before)).toEqual(fresh);
    }
  });

  it("is the same when the resumed events overlap those it has", () => {
    for (let cut = 0; cut <= life.length; cut += 1) {
      const before = fold([welcome, opened, ...life.slice(0, cut)]);
      expect(fold([welcome, opened, ...life], before)).toEqual(fresh);
    }
  });

  it("is the same after a resync", () => {
    const resync: DeskFrame = { type: "resync", chat: "c" };
    expect(fold([resync, ...life], fresh)).toEqual(fresh);
  });

  it("is the same when events come before their chat is opened", () => {
    expect(fold([welcome, ...life, opened])).toEqual(fresh);
  });

  it("takes no event beyond a gap", () => {
    const gap = fold([welcome, opened, ...life.slice(0, 3), ...life.slice(4)]);
    expect(gap.chats["c"]?.n).toBe(3);
  });

  it("does not list a chat that the new welcome did not open", () => {
    expect(fold([welcome], fresh).open).toEqual([]);
  });
});

describe("a chat", () => {
  it("shows its end-user as silent until they are back", () => {
    expect(fold([opened, ...life.slice(0, 7)]).chats["c"]?.endUserAbsent).toEqual({
      silentSince: 5_000,
      lostAt: 245_000,
    });
    expect(fold([opened, ...life.slice(0, 8)]).chats["c"]?.endUserAbsent).toBeNull();
  });

  it("is in wrap-up after its end until it is closed", () => {
    const ended = fold([opened, ...life]);
    expect(ended.chats["c"]).toMatchObject({ phase: "wrap_up", wrapUpUntil: 900_000 });
    expect(apply(ended, { type: "chat_closed", chat: "c" }).chats).toEqual({});
  });

  it("goes back to waiting when its only agent is lost", () => {
    const requeued = event(5, {
      kind: 49,
      agent_id: "mara",
      cause: "lost",
      requeued_to: "orders",
    });
    expect(fold([opened, ...life.slice(0, 4), requeued]).chats["c"]?.phase).toBe("waiting");
  });

  it("ends the typing mark with the message it announced", () => {
    const typing: DeskFrame = { type: "is_typing", chat: "c", who: "end_user", name: "", on: true };
    const writing = fold([opened, ...life.slice(0, 4), typing]);
    expect(writing.typing).toEqual(["c"]);
    expect(fold(life.slice(4, 5), writing).typing).toEqual([]);
  });
});

describe("an agent who was away", () => {
  const lost: DeskFrame = { type: "status", status: null, reason: "lost" };
  const away: DeskFrame = {
    type: "away",
    reason: "lost",
    since: 5_000,
    chats: [{ chat: "c", name: "Priya", went: "colleague", to: "Jonas", at: 6_000 }],
  };
  const offDuty: DeskFrame = { ...welcome, status: null };

  it("is told where the chats went, on the spot and after a welcome", () => {
    for (const frames of [
      [lost, away],
      [offDuty, away],
    ]) {
      const told = fold([welcome, opened, ...life, ...frames, { type: "chat_closed", chat: "c" }]);
      expect(told).toMatchObject({ status: null, statusReason: "lost", away, open: [] });
      expect(wasTaken(told, "c")).toBe(true);
      expect(wasTaken(told, "d")).toBe(false);
    }
  });

  it("hears no more of it once back on duty, or after a welcome that says nothing", () => {
    expect(fold([offDuty, away, { type: "status", status: "free" }]).away).toBeNull();
    expect(fold([offDuty, away, welcome])).toMatchObject({ away: null, statusReason: "" });
  });

  it("is off duty here while working elsewhere", () => {
    const elsewhere = fold([{ ...offDuty, elsewhere: true }]);
    expect(elsewhere).toMatchObject({ status: null, statusReason: "taken_over" });
  });
});

describe("the next lead", () => {
  const joined = [
    ...life.slice(0, 4),
    event(5, { kind: 23, agent_id: "jonas" }),
    event(6, { kind: 23, agent_id: "aiko" }),
  ];
  const silent = (n: number, agent_id: string): DeskFrame =>
    event(n, { kind: 4, agent_id, ...absence });
  const next = (...more: readonly DeskFrame[]): string | null => {
    const { c } = fold([opened, ...joined, ...more]).chats;
    return c === undefined ? null : successor(c);
  };

  it("is the conferee who came first, and who is there before who is not", () => {
    expect(next()).toBe("jonas");
    expect(next(silent(7, "jonas"))).toBe("aiko");
    expect(next(silent(7, "jonas"), silent(8, "aiko"))).toBe("jonas");
  });

  it("is nobody when the lead is alone", () => {
    const { c } = fold([opened, ...life.slice(0, 4)]).chats;
    expect(c && successor(c)).toBeNull();
  });
});

describe("an offer", () => {
  const offer: DeskFrame = {
    type: "offer",
    chat: "o",
    invitation: "i",
    at: 1,
    toast_until: 15_001,
    allow_decline: true,
    auto_decline: false,
    about: { ...nobody, name: "Noah" },
    requested_at: 0,
  };

  it("holds a session until it is closed", () => {
    const offered = fold([welcome, opened, ...life.slice(0, 4), offer]);
    expect(sessionsInUse(offered)).toEqual({ taken: 1, held: 1 });
    const closed: DeskFrame = { type: "offer_closed", chat: "o", invitation: "i", outcome: 12 };
    expect(sessionsInUse(apply(offered, closed))).toEqual({ taken: 1, held: 0 });
  });

  it("leaves a word when it ended otherwise than by this agent", () => {
    const closed = (outcome: number): DeskFrame => ({
      type: "offer_closed",
      chat: "o",
      invitation: "i",
      outcome,
    });
    expect(fold([offer, closed(14)]).lostOffers).toMatchObject([{ name: "Noah", outcome: 14 }]);
    expect(fold([offer, closed(11)]).lostOffers).toEqual([]);
  });

  it("can be answered again after the server refused the answer", () => {
    const accepting = answered(fold([offer]), "i", "accepting");
    expect(accepting.offers[0]?.answer).toBe("accepting");
    expect(answered(accepting, "i", null).offers[0]?.answer).toBeNull();
  });

  it("comes anew with each welcome", () => {
    expect(fold([offer, welcome]).offers).toEqual([]);
  });
});
