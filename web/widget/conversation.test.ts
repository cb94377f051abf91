import { describe, expect, it } from "vitest";
import { FakeWorld } from "../protocol/testing/fake_world.ts";
import { REQUEST, Tab } from "./testing/tab.ts";

describe("asking for a chat", () => {
  it("goes from the form over the queue to the chat", async () => {
    const tab = new Tab();
    expect(tab.screen).toBe("form");
    tab.talk.request(REQUEST);
    await tab.world.pass(10);
    tab.welcome(null);
    expect(tab.screen).toBe("asking");
    expect(tab.sent().map(({ type }) => type)).toEqual(["hello", "request_chat"]);
    tab.socket.deliver({ type: "ack", id: 1, chat: "c", n: 1 });
    tab.event(1, { kind: 26, question: "?" });
    expect([tab.screen, tab.mark]).toEqual(["queue", "c"]);
    tab.socket.deliver({ type: "wait", chat: "c", position: 2, expected_wait_ms: null });
    expect(tab.model.wait).toEqual({ position: 2, expectedMs: null });
    tab.event(2, { kind: 23, name: "Ada" });
    tab.event(3, { kind: 48, name: "Ada" });
    expect(tab.screen).toBe("chat");
  });

  it("says why it was refused, and hangs on to nothing", async () => {
    const tab = new Tab();
    tab.talk.request(REQUEST);
    await tab.world.pass(10);
    tab.welcome(null);
    tab.socket.deliver({ type: "refused", id: 1, code: "too_many_chats", text: "Later." });
    expect([tab.screen, tab.model.refusal, tab.mark]).toEqual(["form", "too_many_chats", ""]);
  });

  it("survives a reload before the answer with the same command", async () => {
    const tab = new Tab();
    tab.talk.request(REQUEST);
    await tab.world.pass(10);
    tab.welcome(null);
    const [, before] = tab.socket.sent;
    const again = new Tab(new FakeWorld(), tab.copy);
    again.talk.start();
    await again.world.pass(10);
    again.welcome("c");
    expect(again.socket.sent[1]).toBe(before);
  });
});

describe("a chat under way", () => {
  it("is found again by another page", async () => {
    const tab = new Tab();
    tab.talk.start();
    await tab.world.pass(10);
    tab.welcome("c");
    tab.event(1, { kind: 26, question: "?" });
    tab.event(2, { kind: 48, name: "Ada" });
    expect([tab.screen, tab.mark]).toEqual(["chat", "c"]);
  });

  it("shows a post at once, and once", async () => {
    const tab = await new Tab().engaged();
    expect(tab.talk.post(" hello ")).toBe(true);
    expect(tab.model.echoes).toMatchObject([{ text: "hello", state: "sending" }]);
    tab.event(4, { kind: 2, message_id: "m", text: "hello" });
    expect(tab.model.echoes).toEqual([]);
    tab.socket.deliver({ type: "ack", id: 2, chat: "c", n: 4 });
    expect(tab.model.echoes).toEqual([]);
    expect(tab.talk.post("   ")).toBe(false);
  });

  it("keeps what is written while the line is down, and sends it after the resume", async () => {
    const tab = await new Tab().engaged();
    tab.socket.cut();
    tab.talk.post("offline");
    expect(tab.model.echoes).toMatchObject([{ text: "offline", state: "delayed" }]);
    tab.talk.tryNow();
    await tab.world.pass(10);
    tab.welcome("c");
    expect(tab.sent()).toMatchObject([{ type: "hello", resume: { c: 3 } }, { text: "offline" }]);
  });

  it("tells of typing now and then, and of its end", async () => {
    const tab = await new Tab().engaged();
    for (let key = 0; key < 10; key += 1) {
      tab.talk.types();
      await tab.world.pass(500);
    }
    await tab.world.pass(6_000);
    const typing = tab.sent().filter(({ type }) => type === "typing");
    expect(typing).toMatchObject([{ on: true }, { on: true }, { on: false }]);
  });

  it("forgets a typist who is not heard of again", async () => {
    const tab = await new Tab().engaged();
    tab.socket.deliver({ type: "is_typing", chat: "c", who: "agent", name: "Ada", on: true });
    expect(tab.model.typist).toBe("Ada");
    await tab.world.pass(8_000);
    expect(tab.model.typist).toBeNull();
  });

  it("shows one of several typists until that one stops", async () => {
    const tab = await new Tab().engaged();
    const types = (name: string, on: boolean): void =>
      tab.socket.deliver({ type: "is_typing", chat: "c", who: "agent", name, on });
    types("Ada", true);
    types("Ben", true);
    types("Ada", false);
    expect(tab.model.typist).toBe("Ben");
    types("Ben", false);
    expect(tab.model.typist).toBeNull();
  });

  it("takes a refused post back for another try under a new number", async () => {
    const tab = await new Tab().engaged();
    tab.talk.post("x");
    tab.socket.deliver({ type: "refused", id: 2, code: "not_engaged", text: "No." });
    expect(tab.model.echoes).toMatchObject([{ id: 2, state: "refused" }]);
    tab.talk.retry(2);
    expect(tab.model.echoes).toMatchObject([{ id: 3, state: "sending" }]);
    tab.talk.discard(3);
    expect(tab.model.echoes).toEqual([]);
  });

  it("carries a post that came too late over into the next one", async () => {
    const tab = await new Tab().engaged();
    tab.talk.post("too late");
    tab.event(4, { kind: 44, cause: "lost" });
    tab.socket.deliver({ type: "refused", id: 2, code: "start_over", text: "No." });
    expect(tab.model.echoes).toMatchObject([{ text: "too late", state: "refused" }]);
    tab.talk.anew();
    expect(tab.model).toMatchObject({ draft: "too late", echoes: [], chat: null });
  });

  it("is over when the server says so, and the line is let go", async () => {
    const tab = await new Tab().engaged();
    tab.talk.end();
    tab.event(4, { kind: 44, cause: "end_user" });
    expect(tab.model.line.phase).toBe("open");
    tab.socket.deliver({ type: "ack", id: 2, chat: "c", n: 4 });
    expect([tab.model.line.phase, tab.mark]).toEqual(["offline", ""]);
    tab.talk.anew();
    expect(tab.screen).toBe("form");
  });

  it("counts by the server's clock how long it is borne while the line is down", async () => {
    const tab = await new Tab().engaged();
    tab.socket.cut();
    expect(tab.model.borneUntil).toBe(5_000 + 240_000);
  });

  it("tells a page that comes too late how it ended", async () => {
    const tab = new Tab();
    tab.talk.start("c");
    await tab.world.pass(10);
    expect(tab.sent()).toMatchObject([{ type: "hello", resume: { c: 0 } }]);
    tab.welcome(null);
    await tab.world.pass(1_000);
    tab.event(1, { kind: 26, question: "?" });
    tab.event(2, { kind: 23, name: "Ada" });
    tab.event(3, { kind: 48, name: "Ada" });
    tab.event(4, { kind: 44, cause: "lost" });
    expect(tab.screen).toBe("chat");
    expect(tab.model.chat).toMatchObject({ phase: "ended", cause: "lost", endedAt: 5_004 });
    await tab.world.pass(10_000);
    expect([tab.screen, tab.mark, tab.model.line.phase]).toEqual(["chat", "", "offline"]);
  });

  it("is forgotten by a page that comes too late to hear of it", async () => {
    const tab = new Tab();
    tab.talk.start("c");
    await tab.world.pass(10);
    tab.welcome(null);
    await tab.world.pass(2_000);
    expect([tab.screen, tab.mark, tab.model.line.phase]).toEqual(["form", "", "offline"]);
  });

  it("resumes after a sleep, and only then says what was written", async () => {
    const tab = await new Tab().engaged();
    tab.talk.sleep();
    tab.talk.post("written on waking");
    await tab.world.sleep(200_000);
    tab.talk.wake(false);
    await tab.world.pass(10);
    expect(tab.sent()).toMatchObject([{ type: "hello", resume: { c: 3 } }]);
    tab.welcome("c");
    expect(tab.sent()).toMatchObject([{ type: "hello" }, { text: "written on waking" }]);
  });

  it("is over when the server knows of none, if its end does not come", async () => {
    const tab = await new Tab().engaged();
    tab.socket.cut();
    tab.talk.tryNow();
    await tab.world.pass(10);
    tab.welcome(null);
    expect(tab.model.chat?.phase).toBe("engaged");
    await tab.world.pass(2_000);
    expect(tab.model.chat).toMatchObject({ phase: "ended", cause: "unknown" });
  });
});
