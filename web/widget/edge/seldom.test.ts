import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LOOK } from "../../loader/testing/look.ts";
import { en } from "../messages/en.ts";
import { emptyChat, follow } from "../state/chat.ts";
import { emptyModel, reduce } from "../state/model.ts";
import { seldomLine } from "../state/seldom.ts";
import { Seldom } from "./seldom.ts";

const TONGUE = { language: "en", direction: "ltr", words: en } as const;
const BEFORE = reduce(emptyModel(LOOK, 0), { is: "welcomed", now: 0 });
const CHAT = follow(emptyChat("c"), [
  { n: 1, at: 1, event: { kind: 23, name: "Ada" } },
  { n: 2, at: 2, event: { kind: 48, name: "Ada" } },
]);
const ENGAGED = reduce(BEFORE, { is: "chat", chat: CHAT });
const WARNED = reduce(ENGAGED, { is: "idle_warned", endsAt: 60_000 });
const LINE = "Are you still there? This chat ends in 60 s.";
const POSTED = reduce(ENGAGED, {
  is: "chat",
  chat: follow(CHAT, [{ n: 3, at: 3, event: { kind: 2, message_id: "m", text: "Hi" } }]),
});

let isDown = false;
const late = vi.fn<(line: string) => void>();
const fetch = vi.fn(async () => {
  if (isDown) throw new TypeError("Failed to fetch dynamically imported module");
  return { seldomLine };
});

beforeEach(() => {
  vi.useFakeTimers();
  isDown = false;
  late.mockReset();
  fetch.mockClear();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("what is seldom told", () => {
  it("is told when it was fetched, and from then on at once", async () => {
    const seldom = new Seldom({ fetch, late });
    expect(seldom.line(BEFORE, ENGAGED, TONGUE)).toBeNull();
    expect(seldom.line(ENGAGED, WARNED, TONGUE)).toBeNull();
    await vi.advanceTimersByTimeAsync(0);
    expect(late.mock.calls).toEqual([[LINE]]);
    expect(seldom.line(ENGAGED, WARNED, TONGUE)).toBe(LINE);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(late).toHaveBeenCalledOnce();
    expect(fetch).toHaveBeenCalledOnce();
  });

  it("is not lost when it can't be fetched at first", async () => {
    isDown = true;
    const seldom = new Seldom({ fetch, late });
    seldom.line(ENGAGED, WARNED, TONGUE);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(late).not.toHaveBeenCalled();
    isDown = false;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(late.mock.calls).toEqual([[LINE]]);
  });

  it("leaves the line to the message that was just posted", async () => {
    const seldom = new Seldom({ fetch, late });
    seldom.line(ENGAGED, POSTED, TONGUE);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(fetch).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(fetch).toHaveBeenCalledOnce();
  });
});
