// @vitest-environment happy-dom

import { type ComponentType, h, render } from "preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { lazy } from "./lazy.tsx";

const RETRY_MS = 5_000;

const Part = ({ name }: { readonly name: string }) => <p>part {name}</p>;
const Meanwhile = ({ name }: { readonly name: string }) => <p>wait {name}</p>;
const Failed = () => <p>failed</p>;

let root: HTMLElement;

beforeEach(() => {
  vi.useFakeTimers();
  root = document.createElement("div");
});

afterEach(() => {
  render(null, root);
  vi.useRealTimers();
});

/** What is fetched cannot be had the first `failures` times. */
function fetching(failures: number) {
  let left = failures;
  return vi.fn(async (): Promise<ComponentType<{ name: string }>> => {
    left -= 1;
    if (left >= 0) throw new TypeError("Failed to fetch dynamically imported module");
    return Part;
  });
}

describe("a part that is fetched when it is shown", () => {
  it("takes the place of what is shown meanwhile", async () => {
    render(h(lazy(fetching(0), Meanwhile), { name: "a" }), root);
    expect(root.textContent).toBe("wait a");
    await vi.advanceTimersByTimeAsync(0);
    expect(root.textContent).toBe("part a");
  });

  it("says so in words when it can't be had, and is tried again until it is there", async () => {
    const fetch = fetching(2);
    render(h(lazy(fetch, null, Failed), { name: "a" }), root);
    expect(root.textContent).toBe("");
    await vi.advanceTimersByTimeAsync(0);
    expect(root.textContent).toBe("failed");
    await vi.advanceTimersByTimeAsync(RETRY_MS);
    expect(fetch).toHaveBeenCalledTimes(2);
    expect(root.textContent).toBe("failed");
    await vi.advanceTimersByTimeAsync(RETRY_MS);
    expect(root.textContent).toBe("part a");
    await vi.advanceTimersByTimeAsync(10 * RETRY_MS);
    expect(fetch).toHaveBeenCalledTimes(3);
  });

  it("is not tried again for nobody", async () => {
    const fetch = fetching(9);
    render(h(lazy(fetch), { name: "a" }), root);
    render(null, root);
    await vi.advanceTimersByTimeAsync(10 * RETRY_MS);
    expect(fetch).toHaveBeenCalledOnce();
  });

  it("is there at once when it was fetched before", async () => {
    const part = lazy(fetching(1), Meanwhile);
    await part.load();
    await part.load();
    render(h(part, { name: "b" }), root);
    expect(root.textContent).toBe("part b");
  });
});
