import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Recorded } from "../recorded.ts";
import { nameOf } from "../recorder/sheets.ts";
import { DEPTH_MAX, NODES_MAX } from "../replay/limits.ts";
import { HELD_CHARACTERS_MAX } from "./held.ts";
import { NAMED_CHARACTERS_MAX, NAMED_CHARACTERS_MIN, SHEETS_CHARACTERS_MAX } from "./lines.ts";
import { Reader } from "./reader.ts";
import { sheetLine, Writer } from "./writer.ts";

interface Vectors {
  readonly sheets: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly event: Recorded; readonly line: unknown }[];
}

const ROOT = new URL("../../../", import.meta.url);
const read = (path: string): Buffer => readFileSync(new URL(path, ROOT));
const { sheets, steps }: Vectors = JSON.parse(read("tests/cobrowse/shorthand.json").toString());
const line = (...parts: unknown[]): string => JSON.stringify(parts);
const picture = (structure: string, values: unknown[] = [], texts: unknown[] = []): string =>
  line(2, 0, 0, 0, 0, 1, structure, values, texts);

describe("the lines that both languages agree on", () => {
  const isLong = ({ length }: string) =>
    length >= NAMED_CHARACTERS_MIN && length <= NAMED_CHARACTERS_MAX;

  it("are written", () => {
    const writer = new Writer((sheet) => (isLong(sheet) ? nameOf(sheet) : null));
    for (const step of steps) {
      const written = writer.line(step.event);
      expect(written).toMatch(/^[\x20-\x7e]+\n$/);
      expect(JSON.parse(written)).toEqual(step.line);
    }
  });

  it("are read", () => {
    const reader = new Reader(new Map(Object.entries(sheets)));
    for (const step of steps) expect(reader.event(JSON.stringify(step.line))).toEqual(step.event);
  });

  it("name style sheets by what is in them", () => {
    for (const [name, sheet] of Object.entries(sheets)) expect(nameOf(sheet)).toBe(name);
    expect(Object.keys(sheets)).not.toHaveLength(0);
  });
});

describe("what is not recorded", () => {
  it.each([-1, -2])("has no number: %i", (id) => {
    const events = [
      { source: 2, type: 2, id, x: 1, y: 2 },
      { source: 2, type: 2, id },
      { source: 1, positions: [{ x: 1, y: 2, id, timeOffset: 0 }] },
    ];
    const writer = new Writer(() => null);
    const lines = events.map((data) =>
      JSON.parse(writer.line({ type: 3, data, timestamp: 0 } as Recorded)),
    );
    expect(lines).toEqual([
      [5, 0, 2, 0, 1, 2],
      [5, 0, 2, 0],
      [4, 0, 1, 2, 0],
    ]);
  });
});

describe("half a character", () => {
  const halves = ["\ud83d", "a\udc00b", "\ud83d\\ud83d", "😀\ude00"];

  it.each(halves)("is no reason to end the show: %j", (text) => {
    const whole = text.replace(/\p{Surrogate}/gu, "\ufffd");
    const data = { source: 5, id: 1, text, isChecked: false };
    const line = new Writer(() => null).line({ type: 3, data, timestamp: 0 } as Recorded);
    expect(JSON.parse(line)).toEqual([7, 0, 1, whole]);
    expect(nameOf(text)).toBe(nameOf(whole));
    expect(JSON.parse(sheetLine(text))).toEqual([0, whole]);
  });
});

describe("recorded pages", () => {
  it.each(["article", "form", "shop"])("come back as they were: %s", (name) => {
    const { masked } = JSON.parse(gunzipSync(read(`bench/pages/${name}.json.gz`)).toString());
    const writer = new Writer(() => null);
    const reader = new Reader();
    for (const event of masked as readonly Recorded[]) {
      expect(reader.event(writer.line(event))).toEqual(withoutWhatIsNotSaid(event));
    }
  });
});

/** Parents of what is gone, what kind of pointer it was, and when within the event. */
function withoutWhatIsNotSaid(event: Recorded): unknown {
  return JSON.parse(JSON.stringify(event), function (this: Record<string, unknown>, key, value) {
    if (key === "timeOffset") return 0;
    if (key === "pointerType" || (key === "parentId" && !("node" in this))) return undefined;
    return value;
  });
}

describe("what no server sends", () => {
  it.each([
    "",
    "{}",
    '{"type":2}',
    line(99, 0),
    line(2, 0),
    picture("<p>"),
    picture("/"),
    picture("<p>//"),
    picture("."),
    picture("<p class>/"),
    picture("< p>/"),
    picture("<p<i>//"),
    picture('<p">/'),
    picture("p"),
    picture("@-2!"),
    picture("@x!"),
    picture("@9007199254740991!!"),
    picture("<p>".repeat(DEPTH_MAX + 2) + "/".repeat(DEPTH_MAX + 2)),
    picture("!".repeat(NODES_MAX + 1)),
    picture("<style _cssText>/", [["no such name"]]),
    line(3, 0, [1.5], [], "", [], [], [], []),
    line(3, 0, [], [], "", [], [], ["x", "y"], []),
    line(4, 0, 0, 0, 0, 3),
    line(3, 0, [], [], "", [], [], [1, -1], []),
    line(3, 0, [], [], "", [], [], [1, 0.5], []),
    picture(".", [], [0]),
    picture(".", [], [-1]),
    picture(".", [], [1.5]),
    picture(".", [], [HELD_CHARACTERS_MAX + 1]),
    picture(".".repeat(300), [], Array(300).fill(HELD_CHARACTERS_MAX)),
    line(7, 0, 1, -1),
    line(7, 0, 1, 65_537),
    line(9, 0, null),
    line(9, 0, { source: 0, adds: [] }),
    line(0, "x".repeat(2 * NAMED_CHARACTERS_MAX + 1), "name"),
    line(0, "p {}"),
  ])("is refused: %#", (raw) => {
    expect(() => new Reader().event(raw)).toThrow();
  });
});

describe("style sheets", () => {
  const css = "p { margin: 0px; }\n".repeat(20);

  it("are said once and named from then on, until they are forgotten", () => {
    const reader = new Reader();
    const named = picture("<style _cssText>/", [["n"]]);
    expect(reader.event(sheetLine(css, "n"))).toBeNull();
    for (const _ of [1, 2]) {
      expect(JSON.stringify(reader.event(named))).toContain(JSON.stringify(css));
    }
    expect(reader.event(line(10))).toBeNull();
    expect(() => reader.event(named)).toThrow("was not said");
  });

  it("are kept for the next stream once they are shown", () => {
    const kept: string[] = [];
    const reader = new Reader(new Map(), (name) => kept.push(name));
    reader.event(sheetLine(css, "n"));
    expect(kept).toEqual([]);
    reader.event(picture("<style _cssText>/", [["n"]]));
    expect(kept).toEqual(["n"]);
  });

  it("end somewhere, said or named", () => {
    const long = "x".repeat(NAMED_CHARACTERS_MAX);
    const say = (): void => {
      const reader = new Reader();
      for (let count = 0; count < 200; count += 1) reader.event(sheetLine(long, `n${count}`));
    };
    expect(say).toThrow("More style sheets");
    const names = Array.from({ length: 80 }, () => ["n"]);
    const name = (): void => {
      new Reader(new Map([["n", long]])).event(picture("<style _cssText>/".repeat(80), names));
    };
    expect(name).toThrow("too much");
    expect(40 * long.length).toBeGreaterThan(SHEETS_CHARACTERS_MAX);
  });
});
