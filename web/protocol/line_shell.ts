/** Carries the inputs and effects of the connection machine: the only place with a socket. */

import { TICKET_REFUSED } from "./close_codes.ts";
import {
  dueAt,
  type Line,
  type LineEffect,
  type LineInput,
  OFFLINE,
  type Pass,
  step,
} from "./connection.ts";
import type { Hello, Millis } from "./frames.ts";

export interface Socket {
  send(text: string): void;
  close(): void;
}

export interface SocketListener {
  opened(): void;
  received(text: string): void;
  closed(code: number): void;
}

export type TicketAnswer =
  | { readonly is: "pass"; readonly pass: Pass }
  | { readonly is: "failed"; readonly retryAfterMs: number | null }
  | { readonly is: "denied"; readonly reason: string };

/** Everything the line needs of the world, so that tests can stand in for it. */
export interface Surroundings {
  now(): Millis;
  random(): number;
  /** Calls `ring` once after `ms`; the answer cancels it. */
  timer(ms: number, ring: () => void): () => void;
  dial(listener: SocketListener): Socket;
  /** `refused`: the server did not take the last one. */
  fetchTicket(refused: boolean): Promise<TicketAnswer>;
}

export interface TypedFrame {
  readonly type: string;
}

export interface LineListener {
  hello(pass: Pass): Hello;
  heard(frame: TypedFrame): void;
  changed(line: Line): void;
}

/** Timers of browsers overflow beyond this. */
const TIMER_MS_MAX = 2 ** 31 - 1;

export class LineShell {
  line: Line = OFFLINE;
  /** When the server last heard of us for sure; `null`: it never did. */
  contactAt: Millis | null = null;
  #socket: Socket | null = null;
  /** Counts dials and ticket requests: what comes from an earlier one is not for us any more. */
  #round = 0;
  #passRefused = false;
  #cancelTimer: () => void = () => {};
  readonly #world: Surroundings;
  readonly #listener: LineListener;

  constructor(world: Surroundings, listener: LineListener) {
    this.#world = world;
    this.#listener = listener;
  }

  start(): void {
    this.#take({ is: "start" });
  }

  stop(): void {
    this.#take({ is: "stop" });
  }

  wake(moved: boolean): void {
    this.#take({ is: "wake", moved });
  }

  /** The page can't run for a while. */
  sleep(): void {
    this.#take({ is: "sleep" });
  }

  /** Leaves an open line for a new one, because something was missed on it. */
  resume(): void {
    this.#take({ is: "resume" });
  }

  /**
   * Sends on an open line. `asks`: the server owes an answer. False: nothing was sent. A heartbeat
   * that is overdue goes first: whoever was out of contact comes back before they act.
   */
  send(text: string, asks: boolean): boolean {
    this.#take({ is: "tick" });
    if (this.line.phase !== "open" || this.#socket === null) return false;
    this.#socket.send(text);
    this.#take({ is: "said", asks });
    return true;
  }

  #take(input: LineInput): void {
    const before = this.line;
    const now = { at: this.#world.now(), chance: this.#world.random() };
    const next = step(before, input, now);
    this.line = next.line;
    if (next.line.phase === "open" && next.line.askedAt === null) {
      this.contactAt = next.line.saidAt;
    }
    for (const effect of next.effects) this.#carryOut(effect);
    this.#setTimer();
    if (next.line.phase !== before.phase || next.line.phase === "waiting") {
      this.#listener.changed(this.line);
    }
  }

  #carryOut(effect: LineEffect): void {
    switch (effect.do) {
      case "fetch_ticket":
        this.#fetchTicket();
        return;
      case "dial":
        this.#dial();
        return;
      case "greet":
        this.#socket?.send(JSON.stringify(this.#listener.hello(effect.pass)));
        return;
      case "say_alive":
        this.#socket?.send('{"type":"alive"}');
        return;
      case "hang_up":
        this.#hangUp();
        return;
      default:
        effect satisfies never;
    }
  }

  #fetchTicket(): void {
    this.#round += 1;
    const round = this.#round;
    const answered = (answer: TicketAnswer): void => {
      if (round === this.#round) this.#take(ticketInput(answer));
    };
    const asked = this.#world.fetchTicket(this.#passRefused);
    asked.then(answered, () => answered({ is: "failed", retryAfterMs: null }));
  }

  #dial(): void {
    this.#round += 1;
    const round = this.#round;
    const current = (take: () => void): void => {
      if (round === this.#round) take();
    };
    this.#socket = this.#world.dial({
      opened: () => current(() => this.#take({ is: "socket_opened" })),
      received: (text) => current(() => this.#receive(text)),
      closed: (code) => current(() => this.#closed(code)),
    });
  }

  #closed(code: number): void {
    this.#socket = null;
    this.#passRefused ||= code === TICKET_REFUSED;
    this.#take({ is: "closed", code });
  }

  #hangUp(): void {
    this.#round += 1;
    this.#socket?.close();
    this.#socket = null;
  }

  #receive(text: string): void {
    const frame = parsed(text);
    if (frame === null) {
      this.#take({ is: "broken" });
      return;
    }
    const { type } = frame;
    if (type === "welcome") this.#passRefused = false;
    if (type === "welcome") this.#take({ is: "welcomed", heartbeatMs: heartbeatOf(frame) });
    if (type === "goodbye") this.#take({ is: "goodbye", retryAfterMs: delayOf(frame) });
    this.#take({ is: "heard" });
    this.#listener.heard(frame);
  }

  #setTimer(): void {
    this.#cancelTimer();
    this.#cancelTimer = () => {};
    const due = dueAt(this.line);
    if (due === null) return;
    const ms = Math.min(Math.max(due - this.#world.now(), 0), TIMER_MS_MAX);
    this.#cancelTimer = this.#world.timer(ms, () => this.#take({ is: "tick" }));
  }
}

const HEARTBEAT_MS_MIN = 1_000;
const HEARTBEAT_MS_DEFAULT = 20_000;

function heartbeatOf(frame: TypedFrame): number {
  const told = "heartbeat_ms" in frame ? frame.heartbeat_ms : null;
  return typeof told === "number" ? Math.max(told, HEARTBEAT_MS_MIN) : HEARTBEAT_MS_DEFAULT;
}

function delayOf(frame: TypedFrame): number {
  const told = "retry_after_ms" in frame ? frame.retry_after_ms : null;
  return typeof told === "number" ? Math.max(told, 0) : 0;
}

function ticketInput(answer: TicketAnswer): LineInput {
  switch (answer.is) {
    case "pass":
      return answer;
    case "failed":
      return { is: "ticket_failed", retryAfterMs: answer.retryAfterMs };
    case "denied":
      return { is: "ticket_denied", reason: answer.reason };
    default:
      return answer satisfies never;
  }
}

function parsed(text: string): TypedFrame | null {
  try {
    const value: unknown = JSON.parse(text);
    return isTyped(value) ? value : null;
  } catch {
    return null;
  }
}

function isTyped(value: unknown): value is TypedFrame {
  return (
    typeof value === "object" && value !== null && "type" in value && typeof value.type === "string"
  );
}
