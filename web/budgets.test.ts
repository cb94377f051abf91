import { existsSync, readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";

const STATIC = `${import.meta.dirname}/../src/parlour/web/static`;
/** What every page of a customer pays, whether anybody chats or not. */
const LOADER_BYTES_MAX = 3 * 1024;
/** What an open chat costs: the widget and one catalogue. */
const WIDGET_BYTES_MAX = 30 * 1024;

function packed(file: string): number {
  return gzipSync(readFileSync(`${STATIC}/${file}`), { level: 9 }).length;
}

function chunks(): readonly string[] {
  return readdirSync(`${STATIC}/widget`).filter((name) => name.endsWith(".js"));
}

describe("bytes over the wire", () => {
  it("are counted on what was built", () => {
    expect(existsSync(`${STATIC}/parlour.js`), "run `npm run build:widget` first").toBe(true);
  });

  it("are at most 3 KiB for the loader", () => {
    expect(packed("parlour.js")).toBeLessThanOrEqual(LOADER_BYTES_MAX);
  });

  it("are at most 30 KiB for the open chat in any language", () => {
    const sizes = new Map(chunks().map((name) => [name, packed(`widget/${name}`)]));
    const own = [...sizes].filter(([name]) => name.startsWith("widget-"));
    const catalogues = [...sizes].filter(([name]) => !name.startsWith("widget-"));
    expect(own).toHaveLength(1);
    expect(catalogues.length).toBeGreaterThanOrEqual(2);
    const largest = Math.max(...catalogues.map(([, size]) => size));
    expect((own[0]?.[1] ?? 0) + largest).toBeLessThanOrEqual(WIDGET_BYTES_MAX);
  });

  it("hold the loader's own name of the widget", () => {
    const loader = readFileSync(`${STATIC}/parlour.js`, "utf8");
    expect(chunks().some((name) => loader.includes(`widget/${name}`))).toBe(true);
  });
});
