import { describe, expect, it } from "vitest";
import { SheetShelf } from "./sheets.ts";

describe("the shelf of style sheets", () => {
  it("gives those used last, and as many as a server lets us name", () => {
    const shelf = new SheetShelf();
    for (let count = 0; count < 100; count += 1) shelf.keep(`n${count}`, "p {}");
    shelf.keep("n0", "p {}");
    const names = [...shelf.some().keys()];
    expect(names).toHaveLength(64);
    expect(names.at(-1)).toBe("n0");
    expect(names).not.toContain("n1");
  });

  it("ends somewhere", () => {
    const shelf = new SheetShelf();
    const sheet = "x".repeat(256 << 10);
    for (let count = 0; count < 60; count += 1) shelf.keep(`n${count}`, sheet);
    const kept = [...shelf.some().values()];
    expect(kept).toHaveLength(32);
    expect([...shelf.some().keys()].at(-1)).toBe("n59");
  });
});
