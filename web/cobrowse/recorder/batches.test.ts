import { constants, inflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { FakeWorld } from "../../protocol/testing/fake_world.ts";
import type { Recorded } from "../recorded.ts";
import { Batches, EVENT_CHARACTERS_MAX, lineOf } from "./batches.ts";

const typed = (text: string): Recorded =>
  ({ type: 3, data: { source: 5, id: 1, text, isChecked: false }, timestamp: 1 }) as Recorded;
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

  get lines(): readonly string[] {
    if (this.sent.length === 0) return [];
    const finishFlush = constants.Z_SYNC_FLUSH;
    const text = inflateRawSync(Buffer.concat(this.sent), { finishFlush }).toString("ascii");
    return text.trimEnd().split("\n");
  }
}

describe("batches", async () => {
  it("gather what happens within a moment", async () => {
    const line = new Line();
    for (const text of ["a", "b", "c"]) line.batches.add(typed(text));
    expect(line.sent).toHaveLength(0);
    await line.world.pass(150);
    expect(line.sent).toHaveLength(1);
    line.batches.add(typed("d"));
    await line.world.pass(150);
    expect(line.lines.map((each) => JSON.parse(each).data.text)).toEqual(["a", "b", "c", "d"]);
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
    line.batches.add(typed("x".repeat(EVENT_CHARACTERS_MAX)));
    expect(line.overrun).toBe(true);
    line.batches.add(typed("a"));
    await line.world.pass(1_000);
    expect(line.sent).toHaveLength(0);
  });

  it("give up a line that stays behind", async () => {
    const line = new Line();
    line.unsent = 1 << 20;
    for (let count = 0; count < 20; count += 1) line.batches.add(typed("x".repeat(1 << 20)));
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

describe("a line", async () => {
  it("is ASCII, and the same event", async () => {
    const event = typed("•Ünïcödé\u2028\ud800 😀");
    const line = lineOf(event);
    expect(line).toMatch(/^[\x20-\x7e]+\n$/);
    expect(JSON.parse(line)).toEqual(event);
  });
});
