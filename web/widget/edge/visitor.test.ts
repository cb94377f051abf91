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
    vi.stubGlobal("fetch", (url: string | URL) => {
      asked.push(new URL(url).pathname);
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

  describe("whom the site vouches for", () => {
    const jwt = (sub: string, exp = 1): string =>
      `x.${btoa(JSON.stringify({ sub, exp })).replaceAll("=", "")}.y`;

    /** What each visit was opened with. */
    function opened(): { kept: Map<string, string>; bodies: unknown[] } {
      const bodies: unknown[] = [];
      vi.stubGlobal("fetch", (_: URL, { body }: { body: string }) => {
        bodies.push(JSON.parse(body));
        return Promise.resolve(Response.json({ token: `fresh${bodies.length}` }));
      });
      return { kept: new Map(), bodies };
    }

    it("comes as such, once for all pages, and anew when it is somebody else", async () => {
      const { kept, bodies } = opened();
      const token = jwt("42");
      const first = tab(kept);
      expect(first.identify({ token })).toBe(true);
      await first.fetchTicket(false);
      const nextPage = tab(kept);
      nextPage.identify({ token: jwt("42", 2) });
      await nextPage.fetchTicket(false);
      expect(bodies).toEqual([{ token }]);
      const other = { id: "43", hash: "f00", name: "Bea", email: "" };
      nextPage.identify(other);
      await nextPage.fetchTicket(false);
      expect(bodies[1]).toEqual({ identity: other });
      expect(nextPage.mark).toMatchObject({ token: "fresh2", known: "43" });
    });

    it("is not changed in the middle of a chat", async () => {
      const { kept, bodies } = opened();
      const visitor = tab(kept);
      await visitor.fetchTicket(false);
      visitor.note({ chat: "c_1" });
      visitor.identify({ token: jwt("42") });
      await visitor.fetchTicket(false);
      expect(bodies).toEqual([{}]);
      visitor.note({ chat: "" });
      visitor.beWhoTheSiteSays();
      await visitor.fetchTicket(false);
      expect(bodies).toHaveLength(2);
    });

    it("is nobody when the signature does not hold", async () => {
      const { kept, bodies } = opened();
      vi.stubGlobal("fetch", (_: URL, { body }: { body: string }) => {
        bodies.push(JSON.parse(body));
        return Promise.resolve(
          bodies.length === 1
            ? Response.json({ code: "not_vouched" }, { status: 401 })
            : Response.json({ token: "fresh" }),
        );
      });
      const visitor = tab(kept);
      visitor.identify({ token: "over" });
      expect(await visitor.fetchTicket(false)).toMatchObject({ pass: { visit: "fresh" } });
      expect(bodies).toEqual([{ token: "over" }, {}]);
      expect(visitor.isKnown).toBe(false);
    });

    it("is nobody after a name alone, and after a log-out", async () => {
      const { kept, bodies } = opened();
      const visitor = tab(kept);
      expect(visitor.identify({ name: "Ann" })).toBe(false);
      visitor.identify({ token: jwt("42") });
      await visitor.fetchTicket(false);
      visitor.forget();
      expect(visitor.isKnown).toBe(false);
      await visitor.fetchTicket(false);
      expect(bodies[1]).toEqual({});
    });
  });
});
