/**
 * The state machine of one client's line to the server. Pure: time and chance come in with each
 * input, what is to be done goes out as effects, and `dueAt` says when to come back with a `tick`.
 *
 *     offline ─▶ ticket ─▶ connecting ─▶ greeting ─▶ open
 *                  ▲            │            │         │
 *                  └─ waiting ◀─┴────────────┴─────────┘     … ─▶ stopped
 */

import type { Hello, Millis } from "./frames.ts";

/** By what the hello tells who we are: a ticket for one connection, or the token of the visit. */
export type Pass =
  | { readonly ticket: NonNullable<Hello["ticket"]> }
  | { readonly visit: NonNullable<Hello["visit"]> };

export const TICKET_WITHIN_MS = 15_000;
export const CONNECT_WITHIN_MS = 15_000;
export const WELCOME_WITHIN_MS = 10_000;
export const BACK_OFF_BASE_MS = 1_000;
/** Longest pause between attempts: people look at the screen. */
export const BACK_OFF_CAP_MS = 30_000;
/** A line that lived so long starts the back-off anew; a shorter life counts as a failure. */
export const STEADY_AFTER_MS = 5_000;
/** An answer that takes so many heartbeats does not come any more: the line is dead. */
export const ANSWER_WITHIN_HEARTBEATS = 1.5;
/** However short the heartbeat: slow networks, and servers that are busy, take their time. */
export const ANSWER_WITHIN_MS_MIN = 6_000;
/** By then a page that is told to freeze is frozen. */
export const FROZEN_WITHIN_MS = 5_000;
/** Browsers delay the timers of hidden pages by up to a minute; later than this we slept. */
export const SLEPT_AFTER_MS = 90_000;

export type Line =
  | { readonly phase: "offline" }
  | { readonly phase: "ticket"; readonly attempt: number; readonly deadline: Millis }
  | {
      readonly phase: "connecting";
      readonly attempt: number;
      readonly deadline: Millis;
      readonly pass: Pass;
    }
  | {
      readonly phase: "greeting";
      readonly attempt: number;
      readonly deadline: Millis;
      readonly retryAfterMs: number | null;
    }
  | OpenLine
  | {
      readonly phase: "waiting";
      readonly attempt: number;
      readonly until: Millis;
      /** The server named the time; waking up does not shorten it. */
      readonly paced: boolean;
    }
  | { readonly phase: "stopped"; readonly code: number; readonly reason: string };

export interface OpenLine {
  readonly phase: "open";
  readonly attempt: number;
  readonly since: Millis;
  readonly heartbeatMs: number;
  /** When we last said something that the server answers: a command, or `alive`. */
  readonly saidAt: Millis;
  /**
   * When the oldest of it went out that nothing was heard since. Silence alone proves nothing:
   * the server need not speak within a short heartbeat, and a hidden page's timers come late.
   */
  readonly askedAt: Millis | null;
  /** From a goodbye. */
  readonly retryAfterMs: number | null;
}

export type LineInput =
  | { readonly is: "start" }
  | { readonly is: "stop" }
  /** The page came to the front, or (`moved`) the network came back and old sockets are void. */
  | { readonly is: "wake"; readonly moved: boolean }
  /** The page is frozen, or put away to be shown again: it can neither hear nor answer. */
  | { readonly is: "sleep" }
  /** Something was missed on an open line. */
  | { readonly is: "resume" }
  | { readonly is: "pass"; readonly pass: Pass }
  | { readonly is: "ticket_failed"; readonly retryAfterMs: number | null }
  /** No ticket will be given however often we ask. */
  | { readonly is: "ticket_denied"; readonly reason: string }
  | { readonly is: "socket_opened" }
  | { readonly is: "welcomed"; readonly heartbeatMs: number }
  | { readonly is: "goodbye"; readonly retryAfterMs: number }
  | { readonly is: "heard" }
  | { readonly is: "said"; readonly asks: boolean }
  | { readonly is: "broken" }
  | { readonly is: "closed"; readonly code: number }
  | { readonly is: "tick" };

export type LineEffect =
  | { readonly do: "fetch_ticket" }
  | { readonly do: "dial" }
  | { readonly do: "greet"; readonly pass: Pass }
  | { readonly do: "say_alive" }
  | { readonly do: "hang_up" };

export interface Step {
  readonly line: Line;
  readonly effects: readonly LineEffect[];
}

/** Now, and a number in [0, 1) for this step. */
export interface Circumstances {
  readonly at: Millis;
  readonly chance: number;
}

export const OFFLINE: Line = { phase: "offline" };

export function step(line: Line, input: LineInput, now: Circumstances): Step {
  switch (input.is) {
    case "start":
      return line.phase === "offline" || line.phase === "stopped" ? askTicket(0, now) : same(line);
    case "stop":
      return { line: OFFLINE, effects: hangUpIfDialled(line) };
    case "wake":
      return wake(line, input.moved, now);
    case "sleep":
      return sleep(line, now.at);
    case "resume":
      return resume(line, now);
    case "pass":
      return gotPass(line, input.pass, now);
    case "ticket_failed":
      return line.phase === "ticket" ? retry(line, input.retryAfterMs, now) : same(line);
    case "ticket_denied":
      return line.phase === "ticket" ? stopped(line, 0, input.reason) : same(line);
    case "socket_opened":
      return greet(line, now);
    case "welcomed":
      return welcomed(line, input.heartbeatMs, now);
    case "goodbye":
      return same(withGoodbye(line, input.retryAfterMs));
    case "heard":
      return same(heard(line));
    case "said":
      return same(said(line, input.asks, now.at));
    case "broken":
      return retry(line, null, now);
    case "closed":
      return closed(line, input.code, now);
    case "tick":
      return tick(line, now);
    default:
      return input satisfies never;
  }
}

/** When the machine wants a `tick`; `null`: only when something happens. */
export function dueAt(line: Line): Millis | null {
  switch (line.phase) {
    case "ticket":
    case "connecting":
    case "greeting":
      return line.deadline;
    case "waiting":
      return line.until;
    case "open":
      return Math.min(line.saidAt + line.heartbeatMs, deadAt(line));
    case "offline":
    case "stopped":
      return null;
    default:
      return line satisfies never;
  }
}

/** Full jitter: anywhere between nothing and the doubled, capped pause. */
export function backOff(attempt: number, chance: number): number {
  return Math.round(chance * Math.min(BACK_OFF_CAP_MS, BACK_OFF_BASE_MS * 2 ** attempt));
}

function same(line: Line): Step {
  return { line, effects: [] };
}

function askTicket(attempt: number, now: Circumstances): Step {
  return {
    line: { phase: "ticket", attempt, deadline: now.at + TICKET_WITHIN_MS },
    effects: [{ do: "fetch_ticket" }],
  };
}

function gotPass(line: Line, pass: Pass, now: Circumstances): Step {
  if (line.phase !== "ticket") return same(line);
  return {
    line: {
      phase: "connecting",
      attempt: line.attempt,
      deadline: now.at + CONNECT_WITHIN_MS,
      pass,
    },
    effects: [{ do: "dial" }],
  };
}

function greet(line: Line, now: Circumstances): Step {
  if (line.phase !== "connecting") return same(line);
  return {
    line: {
      phase: "greeting",
      attempt: line.attempt,
      deadline: now.at + WELCOME_WITHIN_MS,
      retryAfterMs: null,
    },
    effects: [{ do: "greet", pass: line.pass }],
  };
}

function welcomed(line: Line, heartbeatMs: number, now: Circumstances): Step {
  if (line.phase !== "greeting") return same(line);
  return same({
    phase: "open",
    attempt: line.attempt,
    since: now.at,
    heartbeatMs,
    saidAt: now.at,
    askedAt: null,
    retryAfterMs: line.retryAfterMs,
  });
}

/** A goodbye that names no time leaves it to us when to come back. */
function withGoodbye(line: Line, retryAfterMs: number): Line {
  if (retryAfterMs <= 0) return line;
  return line.phase === "open" || line.phase === "greeting" ? { ...line, retryAfterMs } : line;
}

function heard(line: Line): Line {
  return line.phase === "open" && line.askedAt !== null ? { ...line, askedAt: null } : line;
}

function said(line: Line, asks: boolean, at: Millis): Line {
  if (line.phase !== "open" || !asks) return line;
  return { ...line, saidAt: at, askedAt: line.askedAt ?? at };
}

/** After this moment an open line counts as dead. */
function deadAt(line: OpenLine): Millis {
  if (line.askedAt === null) return Number.POSITIVE_INFINITY;
  const patience = line.heartbeatMs * ANSWER_WITHIN_HEARTBEATS;
  return line.askedAt + Math.max(patience, ANSWER_WITHIN_MS_MIN);
}

function wake(line: Line, moved: boolean, now: Circumstances): Step {
  if (line.phase === "waiting" && !line.paced) return askTicket(line.attempt, now);
  if (line.phase !== "open") return same(line);
  if (moved || hasSlept(line, now.at)) return again(line, 0, now);
  return { line: said(line, true, now.at), effects: [{ do: "say_alive" }] };
}

/**
 * Until it wakes. A line left open would look alive: browsers answer pings for frozen pages. Nor do
 * their timers ring; one that rings all the same means that the page runs, told of it or not.
 */
function sleep(line: Line, at: Millis): Step {
  if (line.phase === "offline" || line.phase === "stopped" || line.phase === "waiting") {
    return same(line);
  }
  const attempt = line.phase === "open" ? 0 : line.attempt;
  return wait(line, attempt, at + FROZEN_WITHIN_MS, false);
}

/** No timer has rung for so long that nobody can tell what became of the socket. */
function hasSlept(line: OpenLine, at: Millis): boolean {
  return at - Math.min(line.saidAt + line.heartbeatMs, deadAt(line)) > SLEPT_AFTER_MS;
}

function resume(line: Line, now: Circumstances): Step {
  if (line.phase !== "open") return same(line);
  const attempt = steadyAttempt(line, now.at);
  if (attempt === 0) return again(line, 0, now);
  return wait(line, attempt, now.at + backOff(attempt, now.chance), false);
}

function tick(line: Line, now: Circumstances): Step {
  const due = dueAt(line);
  if (due === null || now.at < due) return same(line);
  switch (line.phase) {
    case "waiting":
      return askTicket(line.attempt, now);
    case "open":
      if (now.at >= deadAt(line) || hasSlept(line, now.at)) {
        return again(line, steadyAttempt(line, now.at), now);
      }
      return { line: said(line, true, now.at), effects: [{ do: "say_alive" }] };
    default:
      return retry(line, null, now);
  }
}

function closed(line: Line, code: number, now: Circumstances): Step {
  if (line.phase === "offline" || line.phase === "stopped" || line.phase === "waiting") {
    return same(line);
  }
  if (code >= 4200 && code <= 4299) return stopped(line, code, "");
  const attempt = line.phase === "open" ? steadyAttempt(line, now.at) : line.attempt + 1;
  if (code >= 4000 && code <= 4099 && attempt === 0) return again(line, 0, now);
  const told = "retryAfterMs" in line ? line.retryAfterMs : null;
  if (told !== null) return wait(line, attempt, now.at + told, true);
  const later = code >= 4100 && code <= 4199 ? attempt + 1 : attempt;
  return wait(line, later, now.at + backOff(later, now.chance), false);
}

/** The number of the next attempt after an open line. */
function steadyAttempt(line: OpenLine, at: Millis): number {
  return at - line.since >= STEADY_AFTER_MS ? 0 : line.attempt + 1;
}

/** Hang up and ask for a ticket in the same breath. */
function again(line: Line, attempt: number, now: Circumstances): Step {
  const next = askTicket(attempt, now);
  return { line: next.line, effects: [...hangUpIfDialled(line), ...next.effects] };
}

function retry(line: Line, retryAfterMs: number | null, now: Circumstances): Step {
  if (line.phase === "offline" || line.phase === "stopped" || line.phase === "waiting") {
    return same(line);
  }
  const attempt = line.attempt + 1;
  if (retryAfterMs === null)
    return wait(line, attempt, now.at + backOff(attempt, now.chance), false);
  // Never earlier than told; HTTP tells everybody the same whole seconds, so they are spread here.
  return wait(line, attempt, now.at + retryAfterMs + backOff(0, now.chance), true);
}

function wait(line: Line, attempt: number, until: Millis, paced: boolean): Step {
  return { line: { phase: "waiting", attempt, until, paced }, effects: hangUpIfDialled(line) };
}

function stopped(line: Line, code: number, reason: string): Step {
  return { line: { phase: "stopped", code, reason }, effects: hangUpIfDialled(line) };
}

function hangUpIfDialled(line: Line): readonly LineEffect[] {
  const dialled = line.phase === "connecting" || line.phase === "greeting" || line.phase === "open";
  return dialled ? [{ do: "hang_up" }] : [];
}
