import { describe, expect, it } from "vitest";
import { CloseCode, type EventFrame, type ToEndUser } from "./frames.ts";
import { emptyOutbox, restored } from "./outbox.ts";
import { Session } from "./session.ts";
import { seeded } from "./testing/chance.ts";
import { type FakeSocket, FakeWorld } from "./testing/fake_world.ts";

interface Told {
  readonly kind: number;
  readonly text: string;
}

type Command = { readonly type: string; readonly id: number; readonly text?: string };

/** A server with one chat: answers a command once and for all, and resumes from the cursor. */
class FakeServer {
  readonly ledger: Told[] = [];
  readonly answers = new Map<string, object>();
  /** What may go wrong with a frame on its way to the client. */
  mangle: (frame: object, socket: FakeSocket) => readonly object[] = (frame) => [frame];

  serve(socket: FakeSocket): void {
    let client = "";
    socket.onSent = (text) => {
      const frame = JSON.parse(text) as Command & { client?: string; resume?: { c?: number } };
      if (frame.type === "hello") {
        client = frame.client ?? "";
        this.#welcome(socket, client, frame.resume?.c ?? 0);
      } else if (frame.type === "alive") socket.deliver({ type: "alive" });
      else this.#answer(socket, client, frame, text);
    };
  }

  #welcome(socket: FakeSocket, client: string, from: number): void {
    const lastId = [...this.answers.keys()].filter((key) => key.startsWith(client)).length;
    socket.deliver({ type: "welcome", now: 0, chat: "c", heartbeat_ms: 20_000, last_id: lastId });
    for (let n = from + 1; n <= this.ledger.length; n += 1) this.#send(socket, this.event(n));
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

  event(n: number): EventFrame {
    return { type: "event", chat: "c", n, at: n, event: this.ledger[n - 1] };
  }

  #send(socket: FakeSocket, frame: object): void {
    for (const one of this.mangle(frame, socket)) socket.deliver(one);
  }
}

function sessionOn(world: FakeWorld, server: FakeServer, outbox = emptyOutbox("client_a")) {
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

function post(session: Session<ToEndUser, Told>, text: string): void {
  session.command({ type: "post", chat: "c", text });
}

function texts(session: Session<ToEndUser, Told>): readonly string[] {
  return (session.timelines.get("c")?.entries ?? []).map(({ event }) => event.text);
}

describe("a session", () => {
  it("sends commands given before the line is open once it is welcomed", async () => {
    const world = new FakeWorld();
    const server = new FakeServer();
    const { session } = sessionOn(world, server);
    post(session, "one");
    session.start();
    post(session, "two");
    await world.pass(100);
    expect(server.ledger.map(({ text }) => text)).toEqual(["one", "two"]);
    expect(world.socket.sent[0]).toContain('"type":"hello"');
    expect(session.outbox.entries.map(({ state }) => state.is)).toEqual(["sent", "sent"]);
    expect(texts(session)).toEqual(["one", "two"]);
  });

  it("resumes first and only then sends what was written meanwhile", async () => {
    const world = new FakeWorld();
    const server = new FakeServer();
    const { session } = sessionOn(world, server);
    session.start();
    await world.pass(10_000);
    world.socket.cut();
    server.ledger.push({ kind: 1, text: "agent" });
    post(session, "me");
    session.wake(false);
    await world.pass(100);
    expect(texts(session)).toEqual(["agent", "me"]);
    expect(world.socket.sent.map((text) => JSON.parse(text).type)).toEqual(["hello", "post"]);
  });

  it("hangs up and resumes when an event is missing", async () => {
    const world = new FakeWorld();
    const server = new FakeServer();
    server.ledger.push({ kind: 1, text: "1" }, { kind: 1, text: "2" }, { kind: 1, text: "3" });
    server.mangle = (frame) => ("n" in frame && frame.n === 2 && once() ? [] : [frame]);
    let missing = true;
    const once = (): boolean => {
      const was = missing;
      missing = false;
      return was;
    };
    const { session } = sessionOn(world, server);
    session.start();
    await world.pass(10_000);
    expect(world.sockets).toHaveLength(2);
    expect(world.socket.sent[0]).toContain('"resume":{"c":1}');
    expect(texts(session)).toEqual(["1", "2", "3"]);
  });

  it("drops the timeline on resync and takes the fresh one", async () => {
    const world = new FakeWorld();
    const server = new FakeServer();
    server.ledger.push({ kind: 1, text: "old" });
    const { session } = sessionOn(world, server);
    session.start();
    await world.pass(100);
    server.ledger.splice(0, 1, { kind: 1, text: "new" });
    world.socket.deliver({ type: "resync", chat: "c" });
    world.socket.deliver(server.event(1));
    expect(texts(session)).toEqual(["new"]);
  });

  it("tries a delayed command again by itself with the same bytes", async () => {
    const world = new FakeWorld();
    const server = new FakeServer();
    const { session } = sessionOn(world, server);
    session.start();
    await world.pass(100);
    const { socket } = world;
    const serve = socket.onSent;
    socket.onSent = (text) => {
      socket.onSent = serve;
      const { id } = JSON.parse(text) as Command;
      socket.deliver({ type: "refused", id, code: "store", text: "Later.", retry: true });
    };
    post(session, "again");
    await world.pass(1);
    expect(session.outbox.entries[0]?.state.is).toBe("delayed");
    await world.pass(1_000);
    expect(session.outbox.entries[0]?.state.is).toBe("sent");
    expect(socket.sent[1]).toBe(socket.sent[2]);
  });

  it("starts over under a new id when the server says so", async () => {
    const world = new FakeWorld();
    const server = new FakeServer();
    const { session } = sessionOn(world, server);
    session.start();
    await world.pass(100);
    world.socket.onSent = () => {};
    post(session, "gone");
    world.socket.cut(CloseCode.START_OVER);
    expect(session.line.phase).toBe("stopped");
    expect(session.outbox).toMatchObject({ client: "client_b", nextId: 1 });
    expect(session.outbox.entries[0]?.state.is).toBe("lost");
  });
});

describe("laws", () => {
  it("every message arrives once and in order over any line, across reloads", async () => {
    for (let seed = 0; seed < 60; seed += 1) {
      await oneBadDay(seed);
    }
  });
});

async function oneBadDay(seed: number): Promise<void> {
  const random = seeded(seed);
  const world = new FakeWorld(random);
  const server = new FakeServer();
  server.mangle = (frame, socket) => {
    const dice = random();
    if (dice < 0.05) socket.cut();
    else if (dice < 0.1 && "event" in frame) return [];
    return dice < 0.3 ? [frame, frame] : [frame];
  };
  let tab = sessionOn(world, server);
  tab.session.start();
  const written: string[] = [];
  for (let turn = 0; turn < 40; turn += 1) {
    const dice = random();
    if (dice < 0.5) {
      written.push(`m${turn}`);
      post(tab.session, `m${turn}`);
    } else if (dice < 0.6 && world.sockets.length > 0) world.socket.cut();
    else if (dice < 0.65) {
      tab.session.stop();
      tab = sessionOn(world, server, restored(tab.copy()) ?? emptyOutbox("client_a"));
      tab.session.start();
    } else if (dice < 0.7) tab.session.wake(true);
    await world.pass(Math.floor(random() * 3_000));
  }
  server.mangle = (frame) => [frame];
  await world.pass(200_000);
  expect(
    server.ledger.map(({ text }) => text),
    `seed ${seed}`,
  ).toEqual(written);
  await world.pass(0);
  if (tab.session.timelines.get("c")?.seen !== written.length) {
    tab.session.wake(true);
    await world.pass(60_000);
  }
  expect(texts(tab.session), `seed ${seed}`).toEqual(written);
  expect(tab.session.outbox.entries.every(({ state }) => state.is === "sent")).toBe(true);
}
