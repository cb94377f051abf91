import { describe, expect, it } from "vitest";
import { CloseCode, type ToEndUser } from "./frames.ts";
import { emptyOutbox, restored, unanswered } from "./outbox.ts";
import type { Session } from "./session.ts";
import { seeded } from "./testing/chance.ts";
import {
  type Command,
  FakeServer,
  post,
  sessionOn,
  type Told,
  texts,
} from "./testing/fake_server.ts";
import { FakeWorld } from "./testing/fake_world.ts";

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

  it("drops what it had when the history is another one, and sends what was not answered", async () => {
    const world = new FakeWorld();
    const server = new FakeServer();
    const { session } = sessionOn(world, server);
    session.start();
    for (const text of ["kept", "lost", "lost too"]) post(session, text);
    await world.pass(100);
    world.socket.cut();
    server.restore(1, "second");
    server.ledger.push({ kind: 1, text: "an agent's" });
    post(session, "not answered yet");
    session.wake(false);
    await world.pass(10_000);
    expect(texts(session)).toEqual(["kept", "an agent's", "not answered yet"]);
    expect(session.outbox.entries.map(({ body }) => "text" in body && body.text)).toEqual([
      "not answered yet",
    ]);
    expect(world.socket.sent[0]).toContain('"epoch":"first"');
    world.socket.cut();
    await world.pass(60_000);
    expect(world.socket.sent[0]).toContain('"epoch":"second"');
    expect(texts(session)).toHaveLength(3);
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

describe("a pass that is refused", () => {
  it("is said to whoever gives the next one, until one is taken", async () => {
    const world = new FakeWorld();
    const server = new FakeServer();
    const { session } = sessionOn(world, server);
    let refusals = 2;
    const welcoming = world.onDial;
    world.onDial = (socket) => {
      welcoming(socket);
      if (refusals-- > 0) socket.onSent = () => socket.cut(CloseCode.TICKET_REFUSED);
    };
    session.start();
    await world.pass(10_000);
    expect(session.line.phase).toBe("open");
    expect([world.tickets, world.refused]).toEqual([3, 2]);
    world.socket.cut();
    await world.pass(10_000);
    expect([world.tickets, world.refused]).toEqual([4, 2]);
  });
});

describe("laws", () => {
  it("every message arrives once and in order over any line, across reloads", async () => {
    for (let seed = 0; seed < 60; seed += 1) {
      await oneBadDay(seed);
    }
  });
});

describe("laws of a restore", () => {
  it("nothing is shown twice, and what was not answered is written once", async () => {
    for (let seed = 0; seed < 60; seed += 1) await oneRestore(seed);
  });
});

function unansweredTexts(session: Session<ToEndUser, Told>): readonly string[] {
  return unanswered(session.outbox).flatMap(({ body }) => ("text" in body ? [body.text] : []));
}

async function oneRestore(seed: number): Promise<void> {
  const random = seeded(seed);
  const world = new FakeWorld(random);
  const server = new FakeServer();
  server.mangle = (frame, socket) => {
    if (random() < 0.1) socket.cut();
    return random() < 0.2 ? [frame, frame] : [frame];
  };
  const { session } = sessionOn(world, server);
  session.start();
  let backup = 0;
  const due = new Set<string>();
  for (let turn = 0; turn < 40; turn += 1) {
    post(session, `m${turn}`);
    if (turn === 10) backup = server.ledger.length;
    if (turn === 25) {
      for (const socket of world.sockets) socket.cut();
      server.restore(backup, "second");
      for (const text of unansweredTexts(session)) due.add(text);
    }
    if (turn > 25) due.add(`m${turn}`);
    await world.pass(Math.floor(random() * 3_000));
  }
  server.mangle = (frame) => [frame];
  await world.pass(200_000);
  session.wake(true);
  await world.pass(60_000);
  const written = server.ledger.map(({ text }) => text);
  expect(new Set(written).size, `seed ${seed}`).toBe(written.length);
  expect(
    [...due].filter((text) => !written.includes(text)),
    `seed ${seed}`,
  ).toEqual([]);
  expect(texts(session), `seed ${seed}`).toEqual(written);
}

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
