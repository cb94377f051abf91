// @vitest-environment happy-dom

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { InviteSide, ProactiveRule, SiteLook } from "../loader/contract.ts";
import { LOOK } from "../loader/testing/look.ts";
import { fittingRule, invite } from "./invite.ts";

const RULE: ProactiveRule = { text: "May I help?", page_contains: "", after_s: 10, min_pages: 1 };
const SITE: SiteLook = { ...LOOK, proactive: [RULE] };

class Page implements InviteSide {
  readonly root: ShadowRoot;
  readonly calls: string[] = [];
  busy = false;
  now: SiteLook | null = SITE;

  constructor() {
    const host = document.createElement("div");
    document.body.append(host);
    this.root = host.attachShadow({ mode: "open" });
    this.root.append(document.createElement("button"));
  }

  languages(): readonly string[] {
    return ["de-AT"];
  }

  call([what]: readonly string[]): void {
    this.calls.push(what ?? "");
  }

  isBusy(): boolean {
    return this.busy;
  }

  refresh(): Promise<SiteLook | null> {
    return Promise.resolve(this.now);
  }

  get card(): HTMLElement | null {
    return this.root.querySelector<HTMLElement>(".invite");
  }

  button(name: string): HTMLElement {
    return this.root.querySelector(`.invite .${name}`) as HTMLElement;
  }
}

describe("what is said unasked", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    sessionStorage.clear();
  });
  afterEach(() => {
    vi.useRealTimers();
    document.body.replaceChildren();
  });

  async function passed(seconds: number, page: Page, look = SITE, pages = 1): Promise<void> {
    invite(look, pages, page);
    await vi.advanceTimersByTimeAsync(seconds * 1_000);
  }

  it("comes after a while, in a live region, in the visitor's language", async () => {
    const page = new Page();
    await passed(9, page);
    expect(page.card).toBeNull();
    await vi.advanceTimersByTimeAsync(1_100);
    expect(page.root.querySelector("[role=status]")?.textContent).toBe("May I help?");
    expect(page.card?.getAttribute("aria-label")).toBe("Einladung zum Chat");
    expect(page.root.firstElementChild).toBe(page.card);
  });

  it("opens the chat, and is said once in a visit", async () => {
    const page = new Page();
    await passed(11, page);
    page.button("yes").click();
    expect(page.calls).toEqual(["open"]);
    expect(page.card).toBeNull();
    const next = new Page();
    await passed(60, next);
    expect(next.card).toBeNull();
  });

  it("goes away by its button and by Escape", async () => {
    const page = new Page();
    await passed(11, page);
    page.button("no").dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    expect(page.card).toBeNull();
    expect(page.calls).toEqual([]);
  });

  it.each([
    ["a chat is thought of already", { busy: true }],
    ["nobody answers", { now: null }],
    ["nobody is free", { now: { ...SITE, sessions_free: 0 } }],
    ["all are busy", { now: { ...SITE, state: "busy" as const } }],
    ["the site is closed", { now: { ...SITE, state: "closed" as const } }],
  ])("is not said when %s", async (_, change) => {
    const page = Object.assign(new Page(), change);
    await passed(60, page);
    expect(page.card).toBeNull();
    expect(sessionStorage.length).toBe(0);
  });

  it("makes room when the chat is opened", async () => {
    const page = new Page();
    await passed(11, page);
    page.busy = true;
    await vi.advanceTimersByTimeAsync(600);
    expect(page.card).toBeNull();
  });
});

describe("the rule that speaks", () => {
  const cart = { ...RULE, page_contains: "/cart", min_pages: 3 };

  it("is the first that fits page and visit", () => {
    const rules = [cart, RULE];
    expect(fittingRule(rules, "https://shop.example/cart", 3)).toBe(cart);
    expect(fittingRule(rules, "https://shop.example/cart", 2)).toBe(RULE);
    expect(fittingRule([cart], "https://shop.example/", 9)).toBeNull();
  });
});
