// @vitest-environment happy-dom

import { h, render } from "preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SiteLook } from "../../loader/contract.ts";
import { LOOK } from "../../loader/testing/look.ts";
import { en } from "../messages/en.ts";
import { emptyChat, follow } from "../state/chat.ts";
import { emptyModel, type Model } from "../state/model.ts";
import { App } from "./app.tsx";
import type { Deeds } from "./deeds.ts";

const GREETED: SiteLook = {
  ...LOOK,
  greeting: "Hello",
  fields: [{ id: "name", label: "Your name", type: "text", required: true }],
};
const ENGAGED = follow(emptyChat("c"), [
  { n: 1, at: 1, event: { kind: 26, question: "Where is <b>it</b>?" } },
  { n: 2, at: 2, event: { kind: 48, name: "Ada" } },
  { n: 3, at: 3, event: { kind: 1, message_id: "m", name: "Ada", text: "https://a.example/ ?" } },
]);

let root: ShadowRoot;
let deeds: { [Name in keyof Deeds]: ReturnType<typeof vi.fn> };

beforeEach(() => {
  const host = document.createElement("div");
  document.body.append(host);
  root = host.attachShadow({ mode: "open" });
  const names = [
    "close",
    "refresh",
    "write",
    "request",
    "leaveQueue",
    "goOn",
    "beginAnew",
    "sound",
    "draft",
    "send",
    "retry",
    "discard",
    "stay",
    "confirm",
    "end",
    "anew",
    "tryNow",
  ] as const;
  deeds = Object.fromEntries(names.map((name) => [name, vi.fn()])) as typeof deeds;
});

afterEach(() => {
  document.body.replaceChildren();
});

function show(part: Partial<Model>): void {
  const model = { ...emptyModel(GREETED, 0), open: true, ...part };
  const tongue = { language: "en", direction: "ltr", words: en } as const;
  const surround = {
    deeds: deeds as unknown as Deeds,
    tongue,
    touch: false,
    call: vi.fn(),
    route: vi.fn(),
    tell: vi.fn(),
    adopt: vi.fn(),
  };
  render(h(App, { model, spoken: "Ada: hi", surround }), root);
}

function one(selector: string): HTMLElement {
  const found = root.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`There is no ${selector}.`);
  return found;
}

function press(key: string, selector: string, more: KeyboardEventInit = {}): void {
  one(selector).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, ...more }));
}

describe("the panel", () => {
  it("is a dialog with a name, and away while it is closed", () => {
    show({});
    expect(one("[role=dialog]").getAttribute("aria-label")).toBe("Chat with Shop");
    show({ open: false });
    expect(root.querySelector("[role=dialog]")).toBeNull();
  });

  it("keeps one polite live region beside it, open or not", () => {
    show({ open: false });
    const region = one("[role=status]");
    expect(region.getAttribute("aria-live")).toBe("polite");
    expect(region.textContent).toBe("Ada: hi");
  });

  it("closes on Escape, but first the question in it", () => {
    show({ chat: ENGAGED, confirming: true });
    press("Escape", "textarea");
    expect(deeds.confirm).toHaveBeenCalledWith(false);
    show({ chat: ENGAGED, confirming: false });
    press("Escape", "textarea");
    expect(deeds.close).toHaveBeenCalledOnce();
  });
});

describe("the form", () => {
  it("ties a fault to its field", () => {
    show({ faults: { name: { is: "missing" } } });
    const field = one("input");
    expect(field.getAttribute("aria-invalid")).toBe("true");
    const fault = one(`#${field.getAttribute("aria-describedby")}`);
    expect(fault.textContent).toBe(en.missing("Your name"));
    expect(one("label").getAttribute("for")).toBe(field.id);
  });
});

describe("the chat", () => {
  it("has a log that does not speak by itself", () => {
    show({ chat: ENGAGED });
    expect(one("[role=log]").getAttribute("aria-live")).toBe("off");
  });

  it("shows what people write as text, and web addresses as safe links", () => {
    show({ chat: ENGAGED });
    expect(one(".own .bubble").textContent).toBe("Where is <b>it</b>?");
    const link = one(".bubble a");
    expect(link.getAttribute("href")).toBe("https://a.example/");
    expect(link.getAttribute("rel")).toBe("noopener noreferrer nofollow");
  });

  it("sends on Enter, and not on Shift+Enter, on composing, or without words", () => {
    show({ chat: ENGAGED, draft: "hi" });
    press("Enter", "textarea", { shiftKey: true });
    press("Enter", "textarea", { isComposing: true });
    expect(deeds.send).not.toHaveBeenCalled();
    press("Enter", "textarea");
    expect(deeds.send).toHaveBeenCalledOnce();
    show({ chat: ENGAGED, draft: "  " });
    press("Enter", "textarea");
    expect(deeds.send).toHaveBeenCalledOnce();
  });

  it("counts only near the limit, and sends nothing beyond it", async () => {
    show({ chat: ENGAGED, draft: "x".repeat(3_000) });
    expect(root.querySelector("#characters")).toBeNull();
    show({ chat: ENGAGED, draft: "x".repeat(4_001) });
    expect(one("#characters").textContent).toBe("-1");
    await vi.waitFor(() => expect(one(".count.over").textContent).toBe("1 characters too many"));
    expect(one(".send").hasAttribute("disabled")).toBe(true);
  });

  it("names every control", () => {
    show({ chat: ENGAGED, confirming: true, idleEndsAt: 5 });
    for (const control of root.querySelectorAll("button, textarea, input")) {
      const name = control.getAttribute("aria-label") ?? control.textContent?.trim();
      expect(name, control.outerHTML).toBeTruthy();
    }
  });
});
