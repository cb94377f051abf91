import { describe, expect, it } from "vitest";
import { browserOf } from "./browser.ts";
import { actOf, neighbour } from "./keys.ts";
import { type ChatSummary, eachOnce, type LedgerRow, nextBefore, transactions } from "./ledger.ts";
import { lineView } from "./line.ts";
import { formatRoute, parseRoute, seatIn, signInToken } from "./route.ts";
import { ago, secondsLeft, stopwatch } from "./time.ts";

describe("an address", () => {
  it("names the page, the chat and the seat, and is read back", () => {
    const routes = [
      { page: "desk", chat: null },
      { page: "desk", chat: "c1" },
      { page: "floor", chat: null },
      { page: "floor", chat: "c1" },
      { page: "floor", chat: null, section: "wall" },
      { page: "released", chat: "c1" },
    ] as const;
    for (const route of routes) {
      const address = new URL(formatRoute(route, 3), "http://desk");
      expect(parseRoute(address.pathname)).toEqual(route);
      expect(seatIn(address.search)).toBe(3);
    }
  });

  it("falls back to seat 0 and to the desk", () => {
    expect([seatIn(""), seatIn("?seat=77"), seatIn("?seat=x")]).toEqual([0, 0, 0]);
    expect(parseRoute("/desk/nowhere")).toEqual({ page: "desk", chat: null });
  });

  it("carries a sign-in token in its fragment", () => {
    expect(signInToken("#sign-in=abc_-9")).toBe("abc_-9");
    expect(signInToken("")).toBeNull();
  });
});

describe("times", () => {
  it("read as on a stopwatch", () => {
    expect([0, 7_000, 725_000, 3_753_000, 190_000_000].map(stopwatch)).toEqual([
      "0:00",
      "0:07",
      "12:05",
      "1:02:33",
      "2 d 4 h",
    ]);
    expect(stopwatch(-500)).toBe("0:00");
  });

  it("are told in the largest unit that fits", () => {
    expect(ago(0, 59_000)).toEqual({ unit: "now", count: 0 });
    expect(ago(0, 3_599_000)).toEqual({ unit: "m", count: 59 });
    expect(ago(0, 90_000_000)).toEqual({ unit: "d", count: 1 });
  });

  it("count whole seconds down to nothing", () => {
    expect([secondsLeft(1_001, 0), secondsLeft(1_000, 0), secondsLeft(0, 9)]).toEqual([2, 1, 0]);
  });
});

describe("keys", () => {
  const stroke = { code: "", key: "", alt: false, command: false, inText: false };

  it("work by their place on the keyboard", () => {
    expect(actOf({ ...stroke, code: "KeyA", key: "å", alt: true, inText: true })).toBe("accept");
    expect(actOf({ ...stroke, code: "KeyK", command: true, inText: true })).toBe("palette");
  });

  it("leave what is typed alone", () => {
    expect(actOf({ ...stroke, code: "KeyA", key: "a", inText: true })).toBeNull();
    expect(actOf({ ...stroke, key: "?", inText: true })).toBeNull();
    expect(actOf({ ...stroke, key: "?" })).toBe("keys");
  });

  it("go round the list of chats", () => {
    expect(neighbour(["a", "b", "c"], "c", 1)).toBe("a");
    expect(neighbour(["a", "b", "c"], "a", -1)).toBe("c");
    expect(neighbour(["a", "b"], null, 1)).toBe("a");
    expect(neighbour([], null, 1)).toBeNull();
  });
});

describe("pages of released chats", () => {
  const chat = (chat_id: string, requested: number) => ({ chat_id, requested }) as ChatSummary;

  it("begin anew with the last request's millisecond, of which others may be left", () => {
    expect(nextBefore([chat("c", 9), chat("b", 5)])).toBe(6);
    expect(nextBefore([])).toBeUndefined();
  });

  it("show each chat once", () => {
    const two = [chat("c", 9), chat("b", 5), chat("b", 5), chat("a", 5)];
    expect(eachOnce(two).map((each) => each.chat_id)).toEqual(["c", "b", "a"]);
  });
});

describe("a ledger", () => {
  const row = (seq: number, tx: string, kind: number): LedgerRow => ({
    seq,
    position: seq,
    kind,
    printed: "",
    at: seq * 10,
    tx,
    actor: { role: "server", id: null },
    cause: null,
    data: {},
    text: null,
    seen: { end_user: null, agents: true },
    prev_hash: "",
    hash: "",
  });
  const rows = [row(1, "a", 26), row(2, "b", 43), row(3, "b", 11), row(4, "c", 2)];

  it("keeps together what was written together", () => {
    expect(transactions(rows, new Set()).map(({ rows: of }) => of.length)).toEqual([1, 2, 1]);
  });

  it("shows only the groups that were asked for", () => {
    const shown = transactions(rows, new Set(["words"] as const));
    expect(shown.map(({ tx }) => tx)).toEqual(["c"]);
  });
});

describe("the line", () => {
  const past = { wasOnline: true, borneUntil: 240 };

  it("is connecting at first, and reconnecting once it was open", () => {
    const dialling = { phase: "ticket", attempt: 0, deadline: 9 } as const;
    const never = { wasOnline: false, borneUntil: null };
    expect(lineView(dialling, never, 5)).toEqual({ is: "connecting" });
    expect(lineView(dialling, past, 5)).toMatchObject({ is: "reconnecting", borneUntil: 240 });
  });

  it("tells a restart from a break by the server's own word", () => {
    const waiting = { phase: "waiting", attempt: 1, until: 9, paced: true } as const;
    const restarting = { until: 9, borneUntil: null, restarting: true };
    expect(lineView(waiting, past, 5)).toEqual({ is: "reconnecting", ...restarting });
    const broken = lineView({ ...waiting, paced: false }, past, 5);
    expect(broken).toEqual({ is: "reconnecting", until: 9, borneUntil: 240, restarting: false });
  });

  it("stays down after a take-over", () => {
    const stopped = { phase: "stopped", code: 4201, reason: "" } as const;
    expect(lineView(stopped, past, 5)).toEqual({ is: "stopped", why: "taken_over" });
  });
});

describe("a browser", () => {
  it("is known by its name, not by its ancestors", () => {
    const edge = "Mozilla/5.0 (Windows NT 10.0) Chrome/131.0 Safari/537.36 Edg/131.0";
    expect(browserOf(edge)).toEqual({ browser: "Edge 131", system: "Windows" });
    expect(browserOf("curl/8")).toBeNull();
  });
});
