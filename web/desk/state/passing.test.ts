import { describe, expect, it } from "vitest";
import { type Chat, emptyChat, nobody } from "./chat.ts";
import { actOf } from "./keys.ts";
import { leads, mayLeave, mayTakeOver, mayWrite, onlyNotes } from "./parts.ts";
import { type AgainstAgent, againstAgent, passing, transferPending } from "./passing.ts";
import type { Colleague, Colleagues, Me, Part } from "./wire.ts";

const agent = (id: string, parts: Partial<Colleague> = {}): Colleague => ({
  id,
  name: id,
  group: "",
  status: "Unrestricted",
  status_type: "available",
  absent: false,
  sessions_free: 1,
  max_sessions: 3,
  ...parts,
});

const queue = (name: string) => ({
  id: name,
  name,
  open: true,
  waiting: 0,
  agents_available: 1,
  expected_wait_ms: null,
});

const found = (...agents: readonly Colleague[]): Colleagues => ({
  type: "colleagues",
  agents,
  queues: [queue("Orders"), queue("Rücksendungen")],
});

const invitation = {
  id: "i",
  form: "transfer",
  from: "mara",
  to: "invited",
  at: 0,
  answerUntil: 60_000,
  consulting: false,
} as const;

const chat: Chat = {
  ...emptyChat("c", nobody),
  phase: "engaged",
  lead: "mara",
  participants: ["mara", "jonas"],
  invitations: [invitation],
};

const me = (id: string, monitor = false): Me => ({
  id,
  name: id,
  roles: ["agent"],
  max_sessions: 3,
  allow_decline: true,
  auto_decline: false,
  wrap_up: true,
  group: "",
  pull_chat: false,
  supervisor: monitor,
  monitor,
  push_url: true,
  texts: "",
  cobrowse: false,
});

describe("whom a chat can be passed on to", () => {
  it("says why somebody can't be asked, what lasts longest first", () => {
    const cases: readonly (readonly [Colleague, AgainstAgent | null])[] = [
      [agent("jonas", { absent: true }), "in_chat"],
      [agent("invited", { sessions_free: 0 }), "invited"],
      [agent("a", { absent: true, status_type: "unavailable" }), "absent"],
      [agent("a", { status_type: "unavailable", sessions_free: 0 }), "unavailable"],
      [agent("a", { sessions_free: 0 }), "full"],
      [agent("a"), null],
    ];
    for (const [one, against] of cases) expect(againstAgent(one, chat)).toBe(against);
  });

  it("begins with the own group, and ends with those who have none", () => {
    const all = found(
      agent("z"),
      agent("y", { group: "Returns" }),
      agent("x", { group: "Orders" }),
      agent("w", { group: "Billing" }),
    );
    const { groups } = passing(all, chat, "Orders", "");
    expect(groups.map(({ name }) => name)).toEqual(["Orders", "Billing", "Returns", ""]);
    expect(groups.map(({ isOwn }) => isOwn)).toEqual([true, false, false, false]);
    expect(passing(all, chat, "", "").groups.some(({ isOwn }) => isOwn)).toBe(false);
  });

  it("lists those who can be asked first, then by name", () => {
    const all = found(agent("c"), agent("a", { sessions_free: 0 }), agent("b"));
    const [group] = passing(all, chat, "", "").groups;
    expect(group?.candidates.map((each) => each.agent.id)).toEqual(["b", "c", "a"]);
  });

  it("finds by name, group and queue, without regard to case and accents", () => {
    const all = found(agent("1", { name: "Élodie" }), agent("2", { name: "Tom", group: "Orders" }));
    const names = (sought: string) => {
      const { groups, queues } = passing(all, chat, "", sought);
      return [
        ...groups.flatMap(({ candidates }) => candidates.map((each) => each.agent.name)),
        ...queues.map(({ name }) => name),
      ];
    };
    expect(names("elo")).toEqual(["Élodie"]);
    expect(names(" ORDERS ")).toEqual(["Tom", "Orders"]);
    expect(names("ruck")).toEqual(["Rücksendungen"]);
    expect(names("nobody")).toEqual([]);
  });

  it("knows of a pending transfer, which is the only one", () => {
    expect(transferPending(chat)).toBe(true);
    const other = { ...invitation, form: "conference" } as const;
    expect(transferPending({ ...chat, invitations: [other] })).toBe(false);
  });
});

describe("what an agent may do in a chat", () => {
  const as = (part: Part, phase: Chat["phase"] = "engaged"): Chat => ({ ...chat, part, phase });

  it("depends on their part in it", () => {
    expect([leads(as("lead"), me("mara")), mayLeave(as("lead"), me("mara"))]).toEqual([
      true,
      false,
    ]);
    expect([leads(as("conferee"), me("jonas")), mayLeave(as("conferee"), me("jonas"))]).toEqual([
      false,
      true,
    ]);
    expect(mayLeave(as("monitor"), me("sam", true))).toBe(false);
    expect(leads(as("wrap_up", "wrap_up"), me("mara"))).toBe(false);
  });

  it("lets supervisors take over from outside and from within, but not their own lead", () => {
    expect(mayTakeOver(as("monitor"), me("sam", true))).toBe(true);
    expect(mayTakeOver(as("conferee"), me("jonas", true))).toBe(true);
    expect(mayTakeOver(as("conferee"), me("jonas"))).toBe(false);
    expect(mayTakeOver(as("lead"), me("mara", true))).toBe(false);
    expect(mayTakeOver(as("monitor", "waiting"), me("sam", true))).toBe(false);
  });

  it("keeps words of those outside to the agents, and only while there are some", () => {
    for (const part of ["monitor", "invited"] as const) {
      expect(onlyNotes(as(part))).toBe(true);
      expect(mayWrite(as(part))).toBe(true);
      expect(mayWrite(as(part, "waiting"))).toBe(false);
      expect(mayWrite(as(part, "wrap_up"))).toBe(false);
    }
    expect([onlyNotes(as("lead")), onlyNotes(as("wrap_up", "wrap_up"))]).toEqual([false, true]);
    expect([mayWrite(as("wrap_up", "wrap_up")), mayWrite(as("lead", "released"))]).toEqual([
      true,
      false,
    ]);
  });

  it("has keys of its own", () => {
    const alt = (code: string) => actOf({ code, key: "", alt: true, command: false, inText: true });
    expect([alt("KeyT"), alt("KeyR")]).toEqual(["pass_on", "pull"]);
  });
});
