import { existsSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";

const STATIC = `${import.meta.dirname}/../src/parlour/web/static`;
/** What every page of a customer pays, whether anybody chats or not. */
const LOADER_BYTES_MAX = 3 * 1024;
/**
 * From the press on the launcher to a message posted to an agent: form, queue, chat and one
 * catalogue, where no files may be sent and no articles are offered.
 */
const WIDGET_BYTES_MAX = 30 * 1024;
/** Pages pay it only where the site speaks first, once in a visit. */
const INVITE_BYTES_MAX = 2 * 1024;

function packed(file: string): number {
  return gzipSync(readFileSync(`${STATIC}/${file}`), { level: 9 }).length;
}

interface Part {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly isDynamicEntry?: boolean;
}

const MANIFEST: Readonly<Record<string, Part>> = existsSync(`${STATIC}/widget/manifest.json`)
  ? JSON.parse(readFileSync(`${STATIC}/widget/manifest.json`, "utf8"))
  : {};

/** The files of the parts, and all that these can't do without. */
function filesOf(parts: readonly string[], known = new Set<string>()): ReadonlySet<string> {
  for (const part of parts) {
    const { file, imports = [] } = MANIFEST[part] as Part;
    if (known.has(file)) continue;
    known.add(file);
    filesOf(imports, known);
  }
  return known;
}

function cost(...parts: readonly string[]): number {
  return [...filesOf(parts)].reduce((sum, file) => sum + packed(`widget/${file}`), 0);
}

describe("bytes over the wire", () => {
  it("are counted on what was built", () => {
    expect(existsSync(`${STATIC}/parlour.js`), "run `npm run build:widget` first").toBe(true);
  });

  it("are at most 3 KiB for the loader", () => {
    expect(packed("parlour.js")).toBeLessThanOrEqual(LOADER_BYTES_MAX);
  });

  it("are within the limit for the open chat in any language", () => {
    const languages = Object.keys(MANIFEST).filter((part) => part.startsWith("messages/"));
    expect(languages.length).toBeGreaterThanOrEqual(2);
    const largest = Math.max(...languages.map((language) => cost("main.ts", language)));
    expect(largest).toBeLessThanOrEqual(WIDGET_BYTES_MAX);
  });

  it("are few for what speaks first", () => {
    expect(cost("invite.ts")).toBeLessThanOrEqual(INVITE_BYTES_MAX);
  });

  it("leave out what may never be needed, the recorder of a hundred kilobytes above all", () => {
    const first = filesOf(["main.ts"]);
    const later = Object.values(MANIFEST).filter(({ isDynamicEntry }) => isDynamicEntry);
    expect(later.filter(({ file }) => first.has(file))).toEqual([]);
    const recorder = Object.keys(MANIFEST).find((part) => part.endsWith("recorder/main.ts"));
    expect(cost("main.ts", recorder ?? "") - cost("main.ts")).toBeGreaterThan(50 * 1024);
  });

  it("hold the loader's own name of the widget", () => {
    const loader = readFileSync(`${STATIC}/parlour.js`, "utf8");
    expect(loader).toContain(`widget/${MANIFEST["main.ts"]?.file}`);
  });
});
