// @vitest-environment happy-dom

import { type ComponentChildren, h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { en } from "../messages/en.ts";
import { type Deeds, type Surround, surroundWith } from "./deeds.ts";
import { PushedPage } from "./pushed.tsx";

let root: HTMLElement;
const draft = vi.fn<(text: string, isOffRecord: boolean) => void>();

beforeEach(() => {
  root = document.createElement("div");
  document.body.append(root);
  draft.mockReset();
});

afterEach(() => {
  render(null, root);
  root.remove();
});

function show(view: ComponentChildren, language = "en"): void {
  const surround = {
    deeds: { draft } as unknown as Deeds,
    tongue: { language, direction: "ltr", words: en },
    touch: false,
    adopt: vi.fn(),
  } as unknown as Surround;
  surroundWith(surround);
  act(() => render(view, root));
}

describe("a page that an agent shows", () => {
  it("is in a frame that runs nothing and knows nothing of ours", () => {
    show(h(PushedPage, { html: "<p>Hello</p><script>alert(1)</script>", name: "Ada" }));
    const frame = root.querySelector("iframe");
    expect(frame?.getAttribute("sandbox")).toBe("allow-popups allow-popups-to-escape-sandbox");
    expect(frame?.getAttribute("srcdoc")).toContain("default-src 'none'");
    expect(frame?.title).toBe("Ada sent you a page");
    expect(root.querySelector("script")).toBeNull();
    expect(root.textContent).not.toContain("Hello");
  });

  it("is dark where the widget is", () => {
    root.className = "dark";
    show(h(PushedPage, { html: "<p>Hello</p>", name: "Ada" }));
    expect(root.querySelector("iframe")?.getAttribute("srcdoc")).toContain("color-scheme: dark");
  });
});
