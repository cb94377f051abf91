/** A server with one chat, and the session of a client that talks to it. */

import { expect } from "vitest";
import type { EventFrame, ToEndUser } from "../frames.ts";
import { emptyOutbox } from "../outbox.ts";
import { Session } from "../session.ts";
import type { FakeSocket, FakeWorld } from "./fake_world.ts";

export interface Told {
  readonly kind: number;
  readonly text: string;
}

export type Command = { readonly type: string; readonly id: number; readonly text?: string };

/** A server with one chat: answers a command once and for all, and resumes from the cursor. */
export class FakeServer {
  readonly ledger: Told[] = [];
  readonly answers = new Map<string, object>();
  epoch = "first";
  /** What may go wrong with a frame on its way to the client. */
  mangle: (frame: object, socket: FakeSocket) => readonly object[] = (frame) => [frame];

  serve(socket: FakeSocket): void {
    let client = "";
    socket.onSent = (text) => {
      const frame = JSON.parse(text) as Command & {
        client?: string;
        resume?: { c?: number };
        epoch?: string;
      };
      if (frame.type === "hello") {
        client = frame.client ?? "";
        const known = frame.epoch === "" || frame.epoch === this.epoch;
        this.#welcome(socket, client, known ? (frame.resume?.c ?? 0) : -1);
      } else if (frame.type === "alive") socket.deliver({ type: "alive" });
      else this.#answer(socket, client, frame, text);
    };
  }

  #welcome(socket: FakeSocket, client: string, from: number): void {
    const lastId = [...this.answers.keys()].filter((key) => key.startsWith(client)).length;
    const limits = { heartbeat_ms: 20_000, lost_after_ms: 240_000 };
    const { epoch } = this;
    socket.deliver({ type: "welcome", now: 0, chat: "c", ...limits, last_id: lastId, epoch });
    if (from < 0) socket.deliver({ type: "resync", chat: "c" });
    for (let n = Math.max(from, 0) + 1; n <= this.ledger.length; n += 1)
      this.#send(socket, this.event(n));
  }

  #answer(socket: FakeSocket, client: string, frame: Command, text: string): void {
    const key = `${client}:${frame.id}`;
    if (!this.answers.has(key)) {
      this.ledger.push({ kind: 2, text: frame.text ?? "" });
      this.answers.set(key, {
        type: "ack",
        id: frame.id,
        chat: "c",
        n: this.ledger.length,
        bytes: text,
      });
    }
    const answer = this.answers.get(key) as { n: number; bytes: string };
    expect(text).toBe(answer.bytes);
    this.#send(socket, this.event(answer.n));
    this.#send(socket, answer);
  }

  /** A backup: what there was after the first `rows`. */
  restore(rows: number, epoch: string): void {
    this.ledger.splice(rows);
    for (const [key, answer] of this.answers) {
      if ((answer as { n: number }).n > rows) this.answers.delete(key);
    }
    this.epoch = epoch;
  }

  event(n: number): EventFrame {
    return { type: "event", chat: "c", n, at: n, event: this.ledger[n - 1] };
  }

  #send(socket: FakeSocket, frame: object): void {
    for (const one of this.mangle(frame, socket)) socket.deliver(one);
  }
}

export function sessionOn(world: FakeWorld, server: FakeServer, outbox = emptyOutbox("client_a")) {
  let copy = "";
  world.onDial = (socket) => {
    server.serve(socket);
    world.timer(1, () => socket.accept());
  };
  const session = new Session<ToEndUser, Told>({
    world,
    outbox,
    save: (text) => {
      copy = text;
    },
    newClientId: () => "client_b",
    heard: () => {},
    changed: () => {},
  });
  return { session, copy: () => copy };
}

export function post(session: Session<ToEndUser, Told>, text: string): void {
  session.command({ type: "post", chat: "c", text });
}

export function texts(session: Session<ToEndUser, Told>): readonly string[] {
  return (session.timelines.get("c")?.entries ?? []).map(({ event }) => event.text);
}
