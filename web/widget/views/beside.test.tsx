// @vitest-environment happy-dom

import { type ComponentChildren, h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SiteLook } from "../../loader/contract.ts";
import { en } from "../messages/en.ts";
import { emptyModel } from "../state/model.ts";
import { Beside } from "./beside.tsx";
import { type Deeds, type Surround, surroundWith } from "./deeds.ts";

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

function beside(isOffRecord: boolean, keepOff = vi.fn()) {
  const box = document.createElement("textarea");
  box.value = "ab";
  box.setSelectionRange(1, 1);
  const model = emptyModel({ files: null, preview: false } as unknown as SiteLook, 0);
  return h(Beside, { model, area: { current: box }, isOffRecord, keepOff });
}

describe("the row under the box", () => {
  it("marks a message off the record, and says so", () => {
    const set = vi.fn();
    show(beside(false, set));
    const mark = root.querySelector<HTMLButtonElement>("[aria-pressed]");
    expect(mark?.getAttribute("aria-pressed")).toBe("false");
    expect(root.querySelector("[data-tell]")).toBeNull();
    act(() => mark?.click());
    expect(set).toHaveBeenCalledWith(true);
    show(beside(true));
    expect(root.querySelector("[data-tell]")?.textContent).toContain("kept out of transcripts");
  });

  it("fetches the emoji when they are wanted, and puts one where the caret is", async () => {
    show(beside(false), "de-CH");
    act(() => root.querySelector<HTMLButtonElement>("[aria-expanded]")?.click());
    await vi.waitFor(() => expect(root.querySelector("h3")?.textContent).toBe("Gesichter"));
    act(() => root.querySelector<HTMLButtonElement>(".picker button")?.click());
    expect(draft).toHaveBeenCalledWith("a😀b", false);
    expect(root.querySelector(".picker")).toBeNull();
  });
});
