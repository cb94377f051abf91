import { describe, expect, it } from "vitest";
import {
  ANSWER_WITHIN_MS_MIN,
  BACK_OFF_CAP_MS,
  backOff,
  dueAt,
  FROZEN_WITHIN_MS,
  type Line,
  type LineInput,
  OFFLINE,
  SLEPT_AFTER_MS,
  STEADY_AFTER_MS,
  type Step,
  step,
} from "./connection.ts";
import { seeded } from "./testing/chance.ts";

const HEARTBEAT = 20_000;

function given(at: number, ...inputs: readonly LineInput[]): Line {
  let line = OFFLINE;
  for (const input of inputs) line = step(line, input, { at, chance: 0.5 }).line;
  return line;
}

const START: LineInput = { is: "start" };
const OPENING: readonly LineInput[] = [
  START,
  { is: "pass", pass: { ticket: "t" } },
  { is: "socket_opened" },
  { is: "welcomed", heartbeatMs: HEARTBEAT },
];

function when(line: Line, input: LineInput, at: number, chance = 0.5): Step {
  return step(line, input, { at, chance });
}

function deeds(of: Step): readonly string[] {
  return of.effects.map((effect) => effect.do);
}

describe("opening the line", () => {
  it("asks for a ticket, dials, greets with the ticket and is open after the welcome", () => {
    const asked = when(OFFLINE, START, 0);
    expect(deeds(asked)).toEqual(["fetch_ticket"]);
    const dialled = when(asked.line, { is: "pass", pass: { ticket: "t7" } }, 1);
    expect(deeds(dialled)).toEqual(["dial"]);
    const greeted = when(dialled.line, { is: "socket_opened" }, 2);
    expect(greeted.effects).toEqual([{ do: "greet", pass: { ticket: "t7" } }]);
    const open = when(greeted.line, { is: "welcomed", heartbeatMs: HEARTBEAT }, 3);
    expect(open.line.phase).toBe("open");
  });

  it.each([
    ["ticket", [START]],
    ["connecting", [START, { is: "pass", pass: { ticket: "t" } }]],
    ["greeting", [START, { is: "pass", pass: { ticket: "t" } }, { is: "socket_opened" }]],
  ] as const)("gives up a %s that takes too long", (phase, inputs) => {
    const line = given(0, ...inputs);
    expect(line.phase).toBe(phase);
    const due = dueAt(line);
    expect(due).not.toBeNull();
    expect(when(line, { is: "tick" }, (due ?? 0) - 1).line).toBe(line);
    expect(when(line, { is: "tick" }, due ?? 0).line.phase).toBe("waiting");
  });

  it("stops for good when no ticket will be given", () => {
    const line = given(0, START, { is: "ticket_denied", reason: "signed_out" });
    expect(line).toEqual({ phase: "stopped", code: 0, reason: "signed_out" });
  });

  it("comes back when the ticket office says when", () => {
    const line = given(100, START, { is: "ticket_failed", retryAfterMs: 7_000 });
    expect(line).toMatchObject({ phase: "waiting", until: 7_600, paced: true });
    const soonest = when(given(100, START), { is: "ticket_failed", retryAfterMs: 7_000 }, 100, 0);
    expect(soonest.line).toMatchObject({ until: 7_100 });
  });
});

describe("closing codes", () => {
  const open = given(0, ...OPENING);
  const steady = STEADY_AFTER_MS;

  it.each([4000, 4001, 4002, 4003])("comes back at once after %i", (code) => {
    const next = when(open, { is: "closed", code }, steady);
    expect(next.line.phase).toBe("ticket");
    expect(deeds(next)).toContain("fetch_ticket");
  });

  it("does not storm the server when 40xx follows on 40xx", () => {
    const next = when(open, { is: "closed", code: 4001 }, 10);
    expect(next.line.phase).toBe("waiting");
  });

  it.each([4100, 4101, 4102])("comes back after %i when the goodbye said", (code) => {
    const told = when(open, { is: "goodbye", retryAfterMs: 12_345 }, 10).line;
    const next = when(told, { is: "closed", code }, 20).line;
    expect(next).toMatchObject({ phase: "waiting", until: 12_365, paced: true });
    expect(when(next, { is: "wake", moved: true }, 30).line).toBe(next);
    expect(when(next, { is: "tick" }, 12_365).line.phase).toBe("ticket");
  });

  it.each([4001, 4101])("backs off after %i when the goodbye named no time", (code) => {
    const greeting = given(0, ...OPENING.slice(0, 3));
    const told = when(greeting, { is: "goodbye", retryAfterMs: 0 }, 10).line;
    const next = when(told, { is: "closed", code }, 20, 0.9).line;
    expect(next).toMatchObject({ phase: "waiting", paced: false });
    expect(dueAt(next)).toBeGreaterThanOrEqual(20 + 1_800);
  });

  it("comes again and again when told to, and never before", () => {
    let line = given(0, ...OPENING.slice(0, 3));
    for (const at of [1_000, 5_000, 9_000]) {
      line = when(line, { is: "goodbye", retryAfterMs: 4_000 }, at).line;
      line = when(line, { is: "closed", code: 4101 }, at).line;
      expect(dueAt(line)).toBe(at + 4_000);
      expect(when(line, { is: "tick" }, at + 3_999).line).toBe(line);
      for (const input of [{ is: "tick" } as const, ...OPENING.slice(1, 3)]) {
        line = when(line, input, at + 4_000).line;
      }
      expect(line.phase).toBe("greeting");
    }
  });

  it.each([4200, 4201, 4202, 4203, 4204])("stays away after %i", (code) => {
    const next = when(open, { is: "closed", code }, steady).line;
    expect(next).toEqual({ phase: "stopped", code, reason: "" });
    expect(dueAt(next)).toBeNull();
    expect(when(next, { is: "wake", moved: true }, steady).line).toBe(next);
  });

  it("backs off after any other loss", () => {
    const next = when(open, { is: "closed", code: 1006 }, steady, 0.9).line;
    expect(next).toMatchObject({ phase: "waiting", until: steady + 900, paced: false });
  });
});

describe("back-off", () => {
  it("is full jitter under a doubling cap", () => {
    const random = seeded(1);
    for (let attempt = 0; attempt < 40; attempt += 1) {
      const pause = backOff(attempt, random());
      expect(pause).toBeGreaterThanOrEqual(0);
      expect(pause).toBeLessThanOrEqual(Math.min(BACK_OFF_CAP_MS, 1_000 * 2 ** attempt));
    }
    expect(backOff(20, 0.999)).toBeGreaterThan(29_000);
  });

  it("spreads evenly from nothing to the cap", () => {
    const random = seeded(2);
    const tenths = new Array<number>(10).fill(0);
    for (let client = 0; client < 10_000; client += 1) {
      const tenth = Math.floor((backOff(3, random()) / 8_000) * 10);
      tenths[Math.min(tenth, 9)] = (tenths[Math.min(tenth, 9)] ?? 0) + 1;
    }
    for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });

  it("grows over failures and starts anew after a line that held", () => {
    let line = given(0, ...OPENING);
    for (let failure = 1; failure <= 4; failure += 1) {
      line = when(line, { is: "closed", code: 1006 }, 0).line;
      expect(line).toMatchObject({ phase: "waiting", attempt: failure });
      for (const input of [{ is: "wake", moved: false } as const, ...OPENING.slice(1)]) {
        line = when(line, input, 0).line;
      }
    }
    line = when(line, { is: "closed", code: 1006 }, STEADY_AFTER_MS).line;
    expect(line).toMatchObject({ phase: "waiting", attempt: 0 });
  });
});

describe("an open line", () => {
  const open = given(0, ...OPENING);

  it("says alive when nothing was said for a heartbeat", () => {
    expect(dueAt(open)).toBe(HEARTBEAT);
    expect(deeds(when(open, { is: "tick" }, HEARTBEAT))).toEqual(["say_alive"]);
    const talked = when(open, { is: "said", asks: true }, 15_000).line;
    expect(dueAt(when(talked, { is: "heard" }, 15_010).line)).toBe(35_000);
  });

  it("says alive also while only what needs no answer is said", () => {
    const typed = when(open, { is: "said", asks: false }, 15_000).line;
    expect(dueAt(typed)).toBe(HEARTBEAT);
  });

  it("is dead when nothing is heard for 1.5 heartbeats after alive", () => {
    const asked = when(open, { is: "tick" }, HEARTBEAT).line;
    const again = when(asked, { is: "tick" }, 2 * HEARTBEAT).line;
    expect(dueAt(again)).toBe(2.5 * HEARTBEAT);
    expect(deeds(when(again, { is: "tick" }, 2.5 * HEARTBEAT))).toEqual([
      "hang_up",
      "fetch_ticket",
    ]);
  });

  it("is dead when nothing is heard after a command", () => {
    const asked = when(open, { is: "said", asks: true }, 1_000).line;
    const more = when(asked, { is: "said", asks: true }, 20_000).line;
    expect(dueAt(more)).toBe(31_000);
    expect(dueAt(when(more, { is: "heard" }, 30_500).line)).toBe(40_000);
  });

  it("lives with a heartbeat shorter than the server's own alive, every 15 s", () => {
    const quick = 3_333;
    let line = given(0, ...OPENING.slice(0, 3), { is: "welcomed", heartbeatMs: quick });
    for (let at = quick; at < 60_000; at += quick) {
      const next = when(line, { is: "tick" }, at);
      expect(deeds(next)).toEqual(["say_alive"]);
      line = when(next.line, { is: "heard" }, at + 200).line;
    }
  });

  it("lives on a hidden page, whose timers come a minute late, whatever the heartbeat", () => {
    let line = given(0, ...OPENING.slice(0, 3), { is: "welcomed", heartbeatMs: 3_333 });
    for (const at of [60_000, 120_000, 180_000]) {
      line = when(line, { is: "heard" }, at - 15_000).line;
      const next = when(line, { is: "tick" }, at);
      expect(deeds(next)).toEqual(["say_alive"]);
      line = when(next.line, { is: "heard" }, at + 50).line;
    }
  });

  it("gives a slow network its time, however short the heartbeat", () => {
    const line = given(0, ...OPENING.slice(0, 3), { is: "welcomed", heartbeatMs: 1_000 });
    const asked = when(line, { is: "said", asks: true }, 500).line;
    const later = when(asked, { is: "tick" }, 1_500).line;
    expect(deeds(when(later, { is: "tick" }, 500 + ANSWER_WITHIN_MS_MIN - 1))).toEqual([
      "say_alive",
    ]);
    expect(deeds(when(later, { is: "tick" }, 500 + ANSWER_WITHIN_MS_MIN))).toContain("hang_up");
  });

  it("reconnects after a sleep, for the socket may be a ghost", () => {
    const next = when(open, { is: "tick" }, HEARTBEAT + SLEPT_AFTER_MS + 1);
    expect(deeds(next)).toEqual(["hang_up", "fetch_ticket"]);
  });

  it("reconnects at once when the network has come back", () => {
    expect(deeds(when(open, { is: "wake", moved: true }, 10))).toEqual(["hang_up", "fetch_ticket"]);
    expect(deeds(when(open, { is: "wake", moved: false }, 10))).toEqual(["say_alive"]);
  });
});

describe("sleep", () => {
  it.each([
    ["ticket", [START], []],
    ["connecting", OPENING.slice(0, 2), ["hang_up"]],
    ["greeting", OPENING.slice(0, 3), ["hang_up"]],
    ["open", OPENING, ["hang_up"]],
  ] as const)("leaves a line that is %s until it wakes", (phase, inputs, effects) => {
    const line = given(0, ...inputs);
    expect(line.phase).toBe(phase);
    const asleep = when(line, { is: "sleep" }, 10);
    expect(deeds(asleep)).toEqual(effects);
    expect(when(asleep.line, { is: "tick" }, 10 + FROZEN_WITHIN_MS - 1).line).toBe(asleep.line);
    expect(deeds(when(asleep.line, { is: "tick" }, 1e9))).toEqual(["fetch_ticket"]);
    expect(deeds(when(asleep.line, { is: "wake", moved: false }, 20))).toEqual(["fetch_ticket"]);
  });

  it("does not shorten a pause that the server has named", () => {
    const paced = when(given(0, START), { is: "ticket_failed", retryAfterMs: 9_000 }, 1).line;
    expect(when(paced, { is: "sleep" }, 2).line).toBe(paced);
    expect(when(paced, { is: "wake", moved: false }, 3).line).toBe(paced);
  });
});

describe("waking up", () => {
  it("leaves a line behind on which no timer rang for too long", () => {
    const woken = when(
      given(0, ...OPENING),
      { is: "wake", moved: false },
      HEARTBEAT + SLEPT_AFTER_MS + 1,
    );
    expect(deeds(woken)).toEqual(["hang_up", "fetch_ticket"]);
  });

  it("tries at once while waiting", () => {
    const line = when(given(0, ...OPENING), { is: "closed", code: 1006 }, 10).line;
    expect(deeds(when(line, { is: "wake", moved: false }, 11))).toEqual(["fetch_ticket"]);
  });
});

describe("every state and input", () => {
  const states: readonly Line[] = [
    OFFLINE,
    given(0, START),
    given(0, START, { is: "pass", pass: { ticket: "t" } }),
    given(0, START, { is: "pass", pass: { ticket: "t" } }, { is: "socket_opened" }),
    given(0, ...OPENING),
    given(0, START, { is: "ticket_failed", retryAfterMs: null }),
    given(0, START, { is: "ticket_denied", reason: "no" }),
  ];
  const inputs: readonly LineInput[] = [
    ...OPENING,
    { is: "stop" },
    { is: "wake", moved: false },
    { is: "wake", moved: true },
    { is: "sleep" },
    { is: "resume" },
    { is: "ticket_failed", retryAfterMs: null },
    { is: "ticket_denied", reason: "no" },
    { is: "goodbye", retryAfterMs: 5 },
    { is: "heard" },
    { is: "said", asks: true },
    { is: "broken" },
    { is: "closed", code: 1006 },
    { is: "tick" },
  ];

  it("leaves either a timer or somebody to wait for", () => {
    for (const state of states) {
      for (const input of inputs) {
        const { line } = when(state, input, 1_000_000);
        if (line.phase !== "offline" && line.phase !== "stopped") {
          expect(dueAt(line)).not.toBeNull();
        }
      }
    }
  });

  it("hangs up whenever a dialled line is left without being closed", () => {
    const dialled = (line: Line): boolean =>
      line.phase === "connecting" || line.phase === "greeting" || line.phase === "open";
    for (const state of states.filter(dialled)) {
      for (const input of inputs) {
        const next = when(state, input, 1_000_000);
        if (!dialled(next.line)) expect(deeds(next)).toContain("hang_up");
      }
    }
  });

  it("is offline after stop", () => {
    for (const state of states) expect(when(state, { is: "stop" }, 1).line).toBe(OFFLINE);
  });
});
