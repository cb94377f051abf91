// @vitest-environment happy-dom

import { afterEach, describe, expect, it, vi } from "vitest";
import type { Sound } from "../state/model.ts";
import { Attention } from "./attention.ts";
import { News } from "./news.ts";

/** A browser that lets pages sound only when `allowed`. */
function browser(allowed: boolean): { strokes: number } {
  const heard = { strokes: 0 };
  const quiet = { setValueAtTime: vi.fn(), linearRampToValueAtTime: vi.fn() };
  class Context {
    state = "suspended";
    currentTime = 0;
    destination = {};
    resume(): Promise<void> {
      if (allowed) this.state = "running";
      return allowed ? Promise.resolve() : new Promise(() => undefined);
    }
    createOscillator(): object {
      const next = { connect: () => undefined };
      return {
        frequency: {},
        connect: () => next,
        start: () => {
          heard.strokes += 1;
        },
        stop: () => undefined,
      };
    }
    createGain(): object {
      return { gain: { ...quiet, exponentialRampToValueAtTime: vi.fn() }, connect: vi.fn() };
    }
  }
  vi.stubGlobal("AudioContext", Context);
  return heard;
}

afterEach(() => {
  vi.unstubAllGlobals();
  document.head.replaceChildren();
});

describe("attention", () => {
  it("counts in the title, whatever the page calls itself meanwhile", () => {
    document.title = "Shop";
    const attention = new Attention("#2f6f5e");
    attention.show(1);
    expect(document.title).toBe("(1) Shop");
    document.title = "(1) Cart";
    attention.show(2);
    expect(document.title).toBe("(2) Cart");
    attention.show(0);
    expect(document.title).toBe("Cart");
  });

  it("rings where it may, and says where it may not", async () => {
    const heard = browser(true);
    expect(await new Attention("#2f6f5e").ring()).toBe(true);
    expect(heard.strokes).toBe(2);
    const silent = browser(false);
    expect(await new Attention("#2f6f5e").ring()).toBe(false);
    expect(silent.strokes).toBe(0);
  });
});

describe("news", () => {
  async function told(
    allowed: boolean,
    quiet: boolean,
    counts: readonly (readonly [number, boolean])[],
  ): Promise<{ heard: readonly Sound[]; strokes: number }> {
    const ears = browser(allowed);
    const heard: Sound[] = [];
    const news = new News({
      brand: "#2f6f5e",
      isQuiet: () => quiet,
      heard: (sound) => heard.push(sound),
    });
    for (const [count, isNews] of counts) news.heed(count, isNews);
    await vi.waitFor(() => expect(document.title).toMatch(/^\(/));
    // What rings has looked whether it may: at once, or when its patience is at an end.
    await vi.waitFor(() =>
      expect(quiet || counts.every(([, isNews]) => !isNews) || heard.length).toBeTruthy(),
    );
    return { heard, strokes: ears.strokes };
  }

  it("ring for what has just come, and not for what was there", async () => {
    document.title = "Shop";
    expect(await told(true, false, [[1, true]])).toEqual({ heard: ["on"], strokes: 2 });
    expect(await told(true, false, [[3, false]])).toEqual({ heard: [], strokes: 0 });
  });

  it("keep still when the visitor wants that, and say when the browser does", async () => {
    expect(await told(true, true, [[1, true]])).toEqual({ heard: [], strokes: 0 });
    expect(await told(false, false, [[1, true]])).toEqual({ heard: ["blocked"], strokes: 0 });
  });
});
