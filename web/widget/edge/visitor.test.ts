import { afterEach, describe, expect, it, vi } from "vitest";
import { markKey } from "../../loader/contract.ts";
import { Visitor } from "./visitor.ts";

/** What a browser keeps, shared by all tabs of it. */
function shelfOf(kept: Map<string, string>): ConstructorParameters<typeof Visitor>[2] {
  return {
    get: (key: string) => kept.get(key) ?? null,
    put: (key: string, text: string) => {
      kept.set(key, text);
    },
  } as ConstructorParameters<typeof Visitor>[2];
}

describe("the visitor's pass", () => {
  afterEach(() => vi.unstubAllGlobals());

  function given(token: string): { kept: Map<string, string>; asked: string[] } {
    const asked: string[] = [];
    vi.stubGlobal("fetch", (url: URL) => {
      asked.push(url.pathname);
      return Promise.resolve(Response.json({ token: `fresh${asked.length}` }));
    });
    return { kept: new Map([[markKey("shop"), JSON.stringify({ token, chat: "c_1" })]]), asked };
  }

  const tab = (kept: Map<string, string>): Visitor =>
    new Visitor("shop", "https://chat.example/", shelfOf(kept));

  it("is the token at hand, without a request", async () => {
    const { kept, asked } = given("known");
    const answer = await tab(kept).fetchTicket(false);
    expect(answer).toEqual({ is: "pass", pass: { visit: "known" } });
    expect(asked).toEqual([]);
  });

  it("is a new visit's when there is none, or when it is known no more", async () => {
    const { kept, asked } = given("");
    const visitor = tab(kept);
    expect(await visitor.fetchTicket(false)).toEqual({ is: "pass", pass: { visit: "fresh1" } });
    expect(await visitor.fetchTicket(true)).toEqual({ is: "pass", pass: { visit: "fresh2" } });
    expect(asked).toEqual(Array(2).fill("/api/v1/sites/shop/visits"));
    expect(visitor.mark.chat).toBe("");
  });

  it("stays the new one that another tab has got meanwhile", async () => {
    const { kept, asked } = given("old");
    const [one, other] = [tab(kept), tab(kept)];
    await one.fetchTicket(false);
    await other.fetchTicket(false);
    await one.fetchTicket(true);
    expect(await other.fetchTicket(true)).toEqual({ is: "pass", pass: { visit: "fresh1" } });
    expect(asked).toHaveLength(1);
  });
});
