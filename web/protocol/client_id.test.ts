import { describe, expect, it } from "vitest";
import { type ClaimSurroundings, claimOutbox, randomId } from "./client_id.ts";
import { emptyOutbox, enqueue, saved } from "./outbox.ts";

function tab(stored: string | null, held: Set<string>): ClaimSurroundings {
  return {
    load: () => stored,
    newId: randomId,
    claim: (name) => {
      if (held.has(name)) return Promise.resolve(false);
      held.add(name);
      return Promise.resolve(true);
    },
  };
}

const STORED = saved(
  enqueue(emptyOutbox("k"), { type: "post", chat: "c", text: "x" }, 0)?.outbox ?? emptyOutbox("?"),
);

describe("who this tab is", () => {
  it("is a fresh id without a past", async () => {
    const outbox = await claimOutbox(tab(null, new Set()));
    expect(outbox.client).toMatch(/^[0-9a-f]{32}$/);
    expect(outbox.entries).toEqual([]);
  });

  it("is the same after a reload, with the unanswered commands", async () => {
    const outbox = await claimOutbox(tab(STORED, new Set()));
    expect(outbox.client).toBe("k");
    expect(outbox.entries).toHaveLength(1);
  });

  it("is somebody new in a duplicated tab, which resends nothing", async () => {
    const held = new Set<string>();
    await claimOutbox(tab(STORED, held));
    const copy = await claimOutbox(tab(STORED, held));
    expect(copy.client).not.toBe("k");
    expect(copy.entries).toEqual([]);
    expect(held.has(copy.client)).toBe(true);
  });
});
