import { describe, expect, it } from "vitest";
import { clashingQueue, directory, flawedQueue } from "../dev/setup_data.ts";
import { type Records, setupOf } from "../state/directory.ts";
import { begun, changed, type Draft } from "../state/drafts.ts";
import { editsOf } from "../state/saving.ts";
import { AdminHttp } from "./admin_http.ts";
import { AdminShell } from "./admin_shell.ts";
import { HttpFault } from "./http_fault.ts";

const setup = setupOf(directory(0));
const orders = setup.queue["orders"]?.record as Records["queue"];

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

function answering(status: number, body: object | null): { shell: AdminShell; asked: Asked[] } {
  const asked: Asked[] = [];
  const http = new AdminHttp((method, path, sent) => {
    asked.push({ method, path, body: sent });
    if (body === null) return Promise.reject(new HttpFault("offline"));
    const text = status === 204 ? null : JSON.stringify(body);
    return Promise.resolve(new Response(text, { status }));
  });
  return { shell: new AdminShell(http), asked };
}

function renamed(shell: AdminShell): Draft {
  shell.change(begun("queue", "orders", { version: 3, record: orders }), { name: "Sales" });
  return shell.drafts()["queue/orders"] as Draft;
}

async function save(shell: AdminShell): Promise<Draft | undefined> {
  const draft = renamed(shell);
  await shell.save(draft, editsOf(draft, setup));
  return shell.drafts()["queue/orders"];
}

describe("a save", () => {
  it("sends the record with its version, and forgets the draft", async () => {
    const { shell, asked } = answering(200, { revision: 1, versions: {} });
    expect(await save(shell)).toBeUndefined();
    expect(shell.hasUnsaved()).toBe(false);
    expect(shell.saved()).toEqual({ kind: "queue", id: "orders", title: "Sales" });
    const edits = [
      { kind: "queue", id: "orders", version: 3, record: { ...orders, name: "Sales" } },
    ];
    expect(asked).toEqual([
      { method: "POST", path: "/api/v1/admin/directory", body: { edits, dry_run: false } },
    ]);
  });

  it("that is refused keeps the draft, each flaw at its field", async () => {
    const draft = await save(answering(422, flawedQueue).shell);
    expect(draft?.flaws.map(({ field }) => field)).toEqual(["max_waiting", "name"]);
    expect(draft?.after).toMatchObject({ name: "Sales" });
  });

  it("that came too late tells who was quicker, and goes on upon theirs", async () => {
    const { shell } = answering(409, clashingQueue(0));
    const draft = await save(shell);
    expect(draft?.clash?.current?.by_name).toBe("Freya Nilsen");
    shell.keepMine(draft as Draft);
    const again = shell.drafts()["queue/orders"];
    expect(again?.version).toBe(4);
    expect(again?.after).toMatchObject({ name: "Sales", max_waiting: 60 });
  });

  it.each([
    [503, { code: "unavailable", text: "" }, "unavailable"],
    [403, { code: "not_allowed", text: "" }, "not_allowed"],
    [0, null, "offline"],
  ])("that did not get through (%s) keeps the draft and says why", async (status, body, why) => {
    const { shell } = answering(status, body);
    const draft = await save(shell);
    expect(draft?.failure).toBe(why);
    expect(shell.hasUnsaved()).toBe(true);
  });

  it("keeps what was typed while it was under way", async () => {
    const { shell } = answering(422, flawedQueue);
    const draft = renamed(shell);
    const saving = shell.save(draft, editsOf(draft, setup));
    shell.put(changed(draft, { service_level_s: 30 }));
    await saving;
    expect(shell.drafts()["queue/orders"]?.after).toMatchObject({ service_level_s: 30 });
  });
});

it("asks for the log of a record page by page", async () => {
  const { shell, asked } = answering(200, { changes: [], more: false });
  await shell.http.history({ kind: "queue", id: "orders", by: null, before: 7 });
  expect(asked[0]?.path).toBe("/api/v1/admin/history?limit=50&kind=queue&id=orders&before=7");
});

it("tells a password that doesn't fit from a server that doesn't answer", async () => {
  const unfit = answering(422, { code: "unfit_password", text: "too short" }).shell;
  expect(await unfit.http.setPassword("omar", "x")).toBe("too short");
  expect(await answering(204, {}).shell.http.setPassword("omar", "long enough")).toBeNull();
  const away = answering(503, { code: "unavailable", text: "" }).shell;
  await expect(away.http.setPassword("omar", "x")).rejects.toThrow("unavailable");
});

it("tells an import that has been overtaken from one that can't be", async () => {
  const question = { file: {}, isDry: false, removeOthers: false, revision: 1 };
  expect(await answering(409, clashingQueue(0)).shell.http.imported(question)).toEqual({
    is: "moved",
  });
  const flaws = await answering(422, flawedQueue).shell.http.imported(question);
  expect(flaws).toMatchObject({ is: "flawed", flaws: flawedQueue.flaws });
  const bad = await answering(400, { code: "bad_body", text: "no" }).shell.http.imported(question);
  expect(bad).toEqual({ is: "flawed", text: "no", flaws: [] });
});

it("tells who listens of every change", () => {
  const { shell } = answering(200, {});
  let told = 0;
  const leave = shell.subscribe(() => {
    told += 1;
  });
  shell.discard(renamed(shell));
  expect(told).toBe(2);
  leave();
  renamed(shell);
  expect(told).toBe(2);
});

describe("an erasure", () => {
  const erased = { chats: 1, texts: 4 };

  it.each([
    [200, erased, { is: "erased", erased }],
    [409, { code: "chat_open", text: "They are in a chat." }, { is: "chat_open" }],
    [503, { code: "unavailable", text: "Not wholly now." }, { is: "begun" }],
  ])("answered with %i", async (status, body, answer) => {
    const { shell, asked } = answering(status, body);
    expect(await shell.http.erase("a shop", "e/1")).toEqual(answer);
    const path = "/api/v1/admin/sites/a%20shop/end-users/e%2F1/erase";
    expect(asked).toEqual([{ method: "POST", path, body: {} }]);
  });

  it("that nobody answers is a fault", async () => {
    await expect(answering(403, { code: "forbidden" }).shell.http.erase("s", "e")).rejects.toThrow(
      "forbidden",
    );
  });
});
