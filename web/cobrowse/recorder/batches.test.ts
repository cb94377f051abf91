import { describe, expect, it } from "vitest";
import { FakeWorld } from "../../protocol/testing/fake_world.ts";
import type { Recorded } from "../recorded.ts";
import { Lines } from "../replay/lines.ts";
import { Batches, LINE_CHARACTERS_MAX } from "./batches.ts";
import { nameOf } from "./sheets.ts";

const typed = (text: string, id = 1): Recorded =>
  ({ type: 3, data: { source: 5, id, text, isChecked: false }, timestamp: 1 }) as Recorded;
const scrolled = (y: number): Recorded =>
  ({ type: 3, data: { source: 3, id: 1, x: 0, y }, timestamp: 1 }) as Recorded;
const SCROLLED = 6;
const WRITTEN = 7;
const moved = { type: 3, data: { source: 1, positions: [] }, timestamp: 1 } as unknown as Recorded;

class Line {
  readonly world = new FakeWorld();
  readonly sent: Uint8Array[] = [];
  unsent = 0;
  overrun = false;
  readonly batches = new Batches({
    send: (bytes) => this.sent.push(bytes),
    unsentBytes: () => this.unsent,
    timer: (ms, ring) => this.world.timer(ms, ring),
    overrun: () => {
      this.overrun = true;
    },
  });

  get lines(): readonly (readonly unknown[])[] {
    const found: unknown[][] = [];
    const lines = new Lines((line) => found.push(JSON.parse(line)));
    for (const piece of this.sent) lines.push(piece);
    return found;
  }
}

describe("batches", async () => {
  it("gather what happens within a moment", async () => {
    const line = new Line();
    for (const y of [1, 2, 3]) line.batches.add(scrolled(y));
    expect(line.sent).toHaveLength(0);
    await line.world.pass(150);
    expect(line.sent).toHaveLength(1);
    line.batches.add(scrolled(4));
    await line.world.pass(150);
    expect(line.lines.map((each) => each.at(-1))).toEqual([1, 2, 3, 4]);
  });

  it("say what stands in a field once, and in its place among the rest", async () => {
    const line = new Line();
    for (const text of ["a", "ab", "abc"]) line.batches.add(typed(text));
    line.batches.add(scrolled(1));
    for (const text of ["abcd", "abcde"]) line.batches.add(typed(text));
    line.batches.add(typed("x", 2));
    await line.world.pass(150);
    line.batches.add(typed("xy", 2));
    await line.world.pass(150);
    const told = line.lines.map(([kind, , id, said]) => [kind, id, said]);
    expect(told).toEqual([
      [WRITTEN, 1, "abc"],
      [SCROLLED, 1, 0],
      [WRITTEN, 1, "abcde"],
      [WRITTEN, 2, "x"],
      [WRITTEN, 2, "xy"],
    ]);
  });

  it("say a style sheet before the page that has it, unless the server has it", async () => {
    const sheet = "p { margin: 0px; }".repeat(20);
    const style = { type: 2, id: 2, tagName: "style", childNodes: [] };
    const node = {
      type: 0,
      id: 1,
      childNodes: [{ ...style, attributes: { _cssText: sheet } }],
    };
    const data = { node, initialOffset: { left: 0, top: 0 } };
    const page = { type: 2, data, timestamp: 1 } as unknown as Recorded;
    for (const known of [[], [nameOf(sheet)]]) {
      const line = new Line();
      line.batches.told(known);
      line.batches.add(page);
      line.batches.add(page);
      await line.world.pass(150);
      const kinds = line.lines.map(([kind]) => kind);
      expect(kinds).toEqual(known.length === 0 ? [0, 2, 2] : [2, 2]);
    }
  });

  it("wait for a line that is behind, and leave out where the pointer was", async () => {
    const line = new Line();
    line.unsent = 1 << 20;
    line.batches.add(moved);
    line.batches.add(typed("a"));
    await line.world.pass(1_000);
    expect(line.sent).toHaveLength(0);
    line.unsent = 0;
    await line.world.pass(150);
    expect(line.lines).toHaveLength(1);
  });

  it("give up a page that is more than can be shown", async () => {
    const line = new Line();
    line.batches.add(typed("x".repeat(LINE_CHARACTERS_MAX)));
    line.batches.add(scrolled(1));
    expect(line.overrun).toBe(true);
    line.batches.add(typed("a"));
    await line.world.pass(1_000);
    expect(line.sent).toHaveLength(0);
  });

  it("give up a line that stays behind", async () => {
    const line = new Line();
    line.unsent = 1 << 20;
    for (let id = 1; id <= 20; id += 1) line.batches.add(typed("x".repeat(1 << 20), id));
    expect(line.overrun).toBe(true);
  });

  it("send nothing once stopped", async () => {
    const line = new Line();
    line.batches.add(typed("a"));
    line.batches.stop();
    await line.world.pass(1_000);
    expect(line.sent).toHaveLength(0);
  });
});
