import { describe, expect, it } from "vitest";
import type { ToEndUser } from "./frames.ts";
import type { Session } from "./session.ts";
import { FakeServer, post, sessionOn, type Told, texts } from "./testing/fake_server.ts";
import { type FakeSocket, FakeWorld } from "./testing/fake_world.ts";

describe("a session that was out of contact", () => {
  async function open(): Promise<{
    world: FakeWorld;
    server: FakeServer;
    session: Session<ToEndUser, Told>;
  }> {
    const world = new FakeWorld();
    const server = new FakeServer();
    const { session } = sessionOn(world, server);
    session.start();
    await world.pass(10_000);
    return { world, server, session };
  }

  function types(socket: FakeSocket): readonly string[] {
    return socket.sent.map((text) => JSON.parse(text).type);
  }

  it("says alive before a command when the heartbeat is overdue", async () => {
    const { world, session } = await open();
    world.time += 40_000;
    post(session, "awake");
    await world.pass(10);
    expect(types(world.socket)).toEqual(["hello", "alive", "post"]);
  });

  it("resumes before a command when it has slept", async () => {
    const { world, server, session } = await open();
    const [before] = world.sockets;
    world.time += 600_000;
    post(session, "awake");
    await world.pass(100);
    expect(before && types(before)).toEqual(["hello"]);
    expect(types(world.socket)).toEqual(["hello", "post"]);
    expect(server.ledger).toHaveLength(1);
  });

  it("hangs up to sleep, keeps what is written, and sends it once it is welcomed", async () => {
    const { world, server, session } = await open();
    session.sleep();
    expect(world.socket.open).toBe(false);
    post(session, "asleep");
    await world.sleep(600_000);
    expect(server.ledger).toEqual([]);
    session.wake(false);
    await world.pass(100);
    expect(types(world.socket)).toEqual(["hello", "post"]);
    expect(texts(session)).toEqual(["asleep"]);
  });

  it("knows how long the server bears its silence, from what it surely heard", async () => {
    const { world, session } = await open();
    const welcomed = 1_000_000 + 1;
    expect(session.borneUntil).toBe(welcomed + 240_000);
    world.socket.onSent = () => {};
    await world.pass(25_000);
    expect(types(world.socket)).toEqual(["hello", "alive"]);
    expect(session.borneUntil).toBe(welcomed + 240_000);
    world.socket.deliver({ type: "alive" });
    expect(session.borneUntil).toBe(welcomed + 20_000 + 240_000);
    world.socket.cut();
    expect(session.borneUntil).toBe(welcomed + 20_000 + 240_000);
  });

  it("asks for the whole of a chat that it expects", async () => {
    const world = new FakeWorld();
    const server = new FakeServer();
    const { session } = sessionOn(world, server);
    session.expect("c");
    session.start();
    await world.pass(100);
    expect(world.socket.sent[0]).toContain('"resume":{"c":0}');
  });
});
