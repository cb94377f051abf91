import { describe, expect, it } from "vitest";
import { REQUEST, Tab } from "./testing/tab.ts";

describe("what is true for the moment", () => {
  async function talking(): Promise<Tab> {
    const tab = new Tab();
    tab.mark = "c_1";
    tab.talk.start("c_1");
    await tab.world.pass(10);
    tab.welcome("c_1");
    tab.event(1, { kind: 26, question: "?" }, "c_1");
    tab.event(2, { kind: 48, name: "Ada" }, "c_1");
    return tab;
  }
  const moments = (tab: Tab): readonly string[] =>
    tab.sent().flatMap((frame) => (frame.id === undefined ? [JSON.stringify(frame)] : []));
  const told = (tab: Tab, type: string): readonly string[] =>
    moments(tab).filter((frame) => frame.includes(`"type":"${type}"`));

  it("says how far the chat was read, once, and again on a new line", async () => {
    const tab = await talking();
    for (const n of [2, 2, 1]) tab.talk.look(n);
    expect(told(tab, "seen")).toEqual(['{"type":"seen","chat":"c_1","n":2}']);
    tab.welcome("c_1");
    tab.talk.look(2);
    expect(told(tab, "seen")).toHaveLength(2);
  });

  it("takes in how far an agent has read, and never less", async () => {
    const tab = await talking();
    for (const n of [2, 1]) tab.socket.deliver({ type: "has_seen", chat: "c_1", n });
    expect(tab.model.otherSeen).toBe(2);
  });

  it("shows what is being written at most once a second, and the last of it", async () => {
    const tab = await talking();
    for (const text of ["W", "Wh", "Whe"]) tab.talk.types(text);
    expect(told(tab, "typing")).toHaveLength(1);
    await tab.world.pass(1_100);
    expect(told(tab, "typing").map((frame) => JSON.parse(frame).text)).toEqual(["W", "Whe"]);
  });

  it("keeps to itself what was sent meanwhile, or is written without preview", async () => {
    const tab = await talking();
    tab.talk.types("W");
    tab.talk.types("Where");
    tab.talk.post("Where");
    await tab.world.pass(1_100);
    expect(told(tab, "typing")).toHaveLength(1);
    tab.talk.types();
    expect(JSON.parse(told(tab, "typing").at(-1) ?? "").text).toBeUndefined();
  });

  it("takes back at once what is to stay off the record", async () => {
    const tab = await talking();
    tab.talk.types("4111");
    tab.talk.types("");
    expect(told(tab, "typing").map((frame) => JSON.parse(frame).text)).toEqual(["4111", undefined]);
  });

  it("tells the page", async () => {
    const tab = await talking();
    tab.talk.page({ url: "https://shop.example/cart", title: "Cart", ago_ms: 0 });
    expect(told(tab, "page")).toHaveLength(1);
  });
});

describe("a chat that was found open", () => {
  it("is asked about if this browser knew nothing of it", async () => {
    const tab = new Tab();
    tab.talk.start();
    await tab.world.pass(10);
    tab.welcome("c_9");
    expect(tab.model.found).toBe(true);
    tab.talk.goOn();
    expect(tab.model.found).toBe(false);
  });

  it("is gone on with, without a word, in the browser that began it", async () => {
    const tab = new Tab();
    tab.mark = "c_9";
    tab.talk.start("c_9");
    await tab.world.pass(10);
    tab.welcome("c_9");
    expect(tab.model.found).toBe(false);
  });

  async function refused(): Promise<Tab> {
    const tab = new Tab();
    tab.talk.request(REQUEST);
    await tab.world.pass(10);
    tab.welcome("c_9");
    tab.socket.deliver({ type: "refused", id: 1, code: "already_open", text: "", retry: false });
    tab.event(1, { kind: 26, question: "Old?" }, "c_9");
    return tab;
  }

  it("is asked about when another was wished for", async () => {
    const tab = await refused();
    expect(tab.model.found).toBe(true);
    expect(tab.screen).toBe("queue");
  });

  it("makes room for the one that was wished for, once it is over", async () => {
    const tab = await refused();
    tab.talk.endForAnother();
    expect(tab.sent().map(({ type }) => type)).toContain("cancel_chat");
    tab.event(2, { kind: 44, cause: "canceled" }, "c_9");
    await tab.world.pass(10);
    tab.welcome(null);
    await tab.world.pass(10);
    expect(tab.sent().filter(({ type }) => type === "request_chat")).not.toHaveLength(0);
    expect(tab.model.chat).toBeNull();
  });

  it("ends later as any other when it was gone on with", async () => {
    const tab = await refused();
    tab.talk.goOn();
    tab.event(2, { kind: 44, cause: "canceled" }, "c_9");
    expect(tab.screen).toBe("over");
  });
});

describe("a message off the record", () => {
  it("is sent as such, and again as such after a refusal", async () => {
    const tab = await new Tab().engaged();
    tab.talk.post("4111", true);
    tab.talk.post("Bye");
    const posts = () => tab.sent().filter(({ type }) => type === "post");
    expect(posts()).toMatchObject([{ text: "4111", off_record: true }, { text: "Bye" }]);
    expect(posts()[1]).not.toHaveProperty("off_record");
    expect(tab.model.echoes.map(({ offRecord }) => offRecord ?? false)).toEqual([true, false]);
    const { id = 0 } = posts()[0] ?? {};
    tab.socket.deliver({ type: "refused", id, code: "too_fast", text: "", retry: false });
    tab.talk.retry(id);
    expect(posts().at(-1)).toMatchObject({ text: "4111", off_record: true });
  });
});
