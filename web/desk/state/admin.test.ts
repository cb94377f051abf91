import { describe, expect, it } from "vitest";
import { isDoubted, type Overview, progressOf, sizeOf, spans } from "./admin.ts";

const seen: Overview = {
  version: "1",
  now: 1000,
  started: 600,
  store_bytes: 0,
  proven: null,
  reading: null,
  proven_at_release: 0,
  faults: [],
  quarantined: [],
  lives: [
    { number: 3, version: "1", started: 600, alive: 998, stopped: null },
    { number: 2, version: "1", started: 300, alive: 500, stopped: null },
    { number: 1, version: "1", started: -900, alive: 190, stopped: 200 },
  ],
  outages: [
    { kind: "stall", since: 700, until: 710 },
    { kind: "restart", since: 500, until: 600 },
    { kind: "drain", since: 200, until: 300 },
    { kind: "stall", since: -50, until: -10 },
  ],
};

describe("the timeline", () => {
  it("shows the living server to the present, others to their stop or last sign of life", () => {
    const up = spans(seen, 0, 1000).filter(({ what }) => what === "up");
    expect(up.map(({ left, width }) => [left, width])).toEqual([
      [0.6, 0.4],
      [0.3, 0.2],
      [0, 0.2],
    ]);
  });

  it("shows outages on top, and none that were over before", () => {
    const all = spans(seen, 0, 1000);
    expect(all.slice(3).map(({ what, left, width }) => [what, left, width])).toEqual([
      ["stall", 0.7, 0.01],
      ["restart", 0.5, 0.1],
      ["drain", 0.2, 0.1],
    ]);
  });

  it("cuts what reaches out of the stretch", () => {
    expect(spans(seen, 550, 650).map(({ what, left, width }) => [what, left, width])).toEqual([
      ["up", 0.5, 0.5],
      ["restart", 0, 0.5],
    ]);
  });
});

it("doubts an outage of more than three days", () => {
  const days = 86_400_000;
  expect(isDoubted({ kind: "restart", since: 5, until: 5 + 3 * days })).toBe(false);
  expect(isDoubted({ kind: "restart", since: 5, until: 6 + 3 * days })).toBe(true);
});

it("tells how far a pass has come", () => {
  expect(progressOf({ begun: 0, done: 30, total: 120 })).toBe(0.25);
  expect(progressOf({ begun: 0, done: 0, total: 0 })).toBe(0);
  expect(progressOf({ begun: 0, done: 130, total: 120 })).toBe(1);
});

it("tells a size in the unit that people read", () => {
  expect(sizeOf(4096)).toEqual({ count: 4.096, unit: "KB" });
  expect(sizeOf(12_400_000)).toEqual({ count: 12.4, unit: "MB" });
  expect(sizeOf(3_100_000_000)).toEqual({ count: 3.1, unit: "GB" });
});
