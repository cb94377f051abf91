import { describe, expect, it } from "vitest";
import { apply, emptyDesk } from "./desk.ts";
import { momentOf } from "./moments.ts";
import type { DeskFrame } from "./wire.ts";

const typing = (on: boolean, text = ""): DeskFrame => ({
  type: "is_typing",
  chat: "c",
  who: "end_user",
  name: "",
  on,
  text,
});
const told = (...frames: readonly DeskFrame[]) =>
  momentOf(frames.reduce(apply, emptyDesk).moments, "c");

describe("what is true for the moment", () => {
  it("holds how far the end-user has read, and never less", () => {
    const seen = (n: number): DeskFrame => ({ type: "has_seen", chat: "c", n });
    expect(told(seen(4), seen(2)).seen).toBe(4);
  });

  it("shows what is being written until it is sent or given up", () => {
    expect(told(typing(true, "Where")).preview).toBe("Where");
    expect(told(typing(true, "Where"), typing(false)).preview).toBe("");
    const post = {
      type: "event",
      chat: "c",
      n: 1,
      at: 1,
      event: { kind: 2, event: { kind: 2 }, text: "Where" },
    } as unknown as DeskFrame;
    expect(told(typing(true, "Where"), post).preview).toBe("");
  });

  it("holds the newest pages, and forgets them with the chat", () => {
    const pages: DeskFrame = {
      type: "pages",
      chat: "c",
      pages: [{ url: "https://shop.example/", title: "Shop", at: 1 }],
    };
    expect(told(pages).pages).toHaveLength(1);
    expect(told(pages, { type: "chat_closed", chat: "c" }).pages).toEqual([]);
  });

  it("takes nothing from a colleague who types", () => {
    const colleague: DeskFrame = {
      type: "is_typing",
      chat: "c",
      who: "agent",
      name: "Ben",
      on: true,
      text: "x",
    };
    expect(told(colleague).preview).toBe("");
  });
});
