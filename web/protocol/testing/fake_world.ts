/** Time that is wound by hand, and sockets whose other end the test holds. */

import type { Socket, SocketListener, Surroundings, TicketAnswer } from "../line_shell.ts";

interface Alarm {
  readonly at: number;
  readonly ring: () => void;
}

export class FakeSocket implements Socket {
  readonly sent: string[] = [];
  open = false;
  readonly listener: SocketListener;
  /** What the server does with each frame. */
  onSent: (text: string) => void = () => {};

  constructor(listener: SocketListener) {
    this.listener = listener;
  }

  send(text: string): void {
    this.sent.push(text);
    queueMicrotask(() => {
      if (this.open) this.onSent(text);
    });
  }

  close(): void {
    this.open = false;
  }

  accept(): void {
    this.open = true;
    this.listener.opened();
  }

  deliver(frame: object): void {
    if (this.open) this.listener.received(JSON.stringify(frame));
  }

  cut(code = 1006): void {
    if (!this.open) return;
    this.open = false;
    this.listener.closed(code);
  }
}

export class FakeWorld implements Surroundings {
  time = 1_000_000;
  readonly sockets: FakeSocket[] = [];
  tickets = 0;
  /** How often the one before was not taken. */
  refused = 0;
  answer: () => TicketAnswer = () => ({ is: "pass", pass: { ticket: `t${this.tickets}` } });
  onDial: (socket: FakeSocket) => void = () => {};
  readonly random: () => number;
  #alarms: Alarm[] = [];

  constructor(random: () => number = () => 0.5) {
    this.random = random;
  }

  now(): number {
    return this.time;
  }

  timer(ms: number, ring: () => void): () => void {
    const alarm: Alarm = { at: this.time + ms, ring };
    this.#alarms.push(alarm);
    return () => {
      this.#alarms = this.#alarms.filter((other) => other !== alarm);
    };
  }

  dial(listener: SocketListener): FakeSocket {
    const socket = new FakeSocket(listener);
    this.sockets.push(socket);
    this.onDial(socket);
    return socket;
  }

  fetchTicket(refused: boolean): Promise<TicketAnswer> {
    this.tickets += 1;
    if (refused) this.refused += 1;
    return Promise.resolve(this.answer());
  }

  get socket(): FakeSocket {
    const last = this.sockets.at(-1);
    if (last === undefined) throw new Error("Nobody has dialled yet.");
    return last;
  }

  /** Lets `ms` pass, ringing what is due, promises included. */
  async pass(ms: number): Promise<void> {
    const until = this.time + ms;
    await settle();
    for (;;) {
      const next = this.#alarms.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#alarms = this.#alarms.filter((other) => other !== next);
      this.time = Math.max(this.time, next.at);
      next.ring();
      await settle();
    }
    this.time = until;
    await settle();
  }

  /** The machine sleeps: time passes, no timer rings until it is awake. */
  async sleep(ms: number): Promise<void> {
    this.time += ms;
    await this.pass(0);
  }
}

/** Lets promises that are ready run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
