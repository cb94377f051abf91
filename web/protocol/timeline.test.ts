import { describe, expect, it } from "vitest";
import type { EventFrame } from "./frames.ts";
import { seeded } from "./testing/chance.ts";
import { apply, dropped, emptyTimeline, resuming, type Timeline } from "./timeline.ts";

function frame(n: number): EventFrame {
  return { type: "event", chat: "c", n, at: 1_000 + n, event: { kind: 1, text: `${n}` } };
}

function frames(count: number): readonly EventFrame[] {
  return Array.from({ length: count }, (_, index) => frame(index + 1));
}

function fold(all: readonly EventFrame[], start = emptyTimeline("c")): Timeline<unknown> {
  return all.reduce(apply, start);
}

describe("one event", () => {
  it("is appended when it is the next", () => {
    const timeline = fold(frames(2));
    expect(timeline.seen).toBe(2);
    expect(timeline.entries.map(({ n }) => n)).toEqual([1, 2]);
  });

  it("changes nothing when it is known", () => {
    const timeline = fold(frames(3));
    expect(apply(timeline, frame(2))).toBe(timeline);
  });

  it("marks a gap when one is missing, and waits", () => {
    const gap = apply(fold(frames(2)), frame(4));
    expect(gap).toMatchObject({ seen: 2, gap: true });
    expect(apply(gap, frame(5))).toBe(gap);
    expect(resuming(gap)).toMatchObject({ seen: 2, gap: false });
    expect(apply(gap, frame(3))).toMatchObject({ seen: 3, gap: false });
  });

  it("starts from nothing after a resync", () => {
    expect(dropped(fold(frames(3)))).toEqual(emptyTimeline("c"));
  });
});

describe("laws", () => {
  it("old timeline and later events equal a fresh timeline", () => {
    const all = frames(50);
    const whole = fold(all);
    for (let cut = 0; cut <= all.length; cut += 1) {
      expect(fold(all.slice(cut), fold(all.slice(0, cut)))).toEqual(whole);
    }
  });

  it("any pattern of cuts, doubles and disorder ends in the same timeline", () => {
    const all = frames(40);
    const whole = fold(all);
    for (let seed = 0; seed < 300; seed += 1) {
      expect(received(all, seeded(seed)), `seed ${seed}`).toEqual(whole);
    }
  });

  it("never holds anything but a prefix on the way", () => {
    const all = frames(30);
    for (let seed = 0; seed < 100; seed += 1) {
      received(all, seeded(seed), (timeline) => {
        expect(timeline.entries.map(({ n }) => n)).toEqual(
          Array.from({ length: timeline.seen }, (_, index) => index + 1),
        );
      });
    }
  });
});

/** Receives over a bad line that is resumed from the cursor until all is there. */
function received(
  all: readonly EventFrame[],
  random: () => number,
  look: (timeline: Timeline<unknown>) => void = () => {},
): Timeline<unknown> {
  let timeline: Timeline<unknown> = emptyTimeline("c");
  for (let lines = 0; timeline.seen < all.length; lines += 1) {
    if (lines > 2_000) throw new Error("The line never delivered everything.");
    timeline = resuming(random() < 0.05 ? dropped(timeline) : timeline);
    for (const next of mangled(all.slice(timeline.seen), random)) {
      timeline = apply(timeline, next);
      look(timeline);
    }
  }
  return timeline;
}

function mangled(wanted: readonly EventFrame[], random: () => number): readonly EventFrame[] {
  const kept = wanted.filter(() => random() > 0.1);
  const doubled = kept.flatMap((one) => (random() < 0.3 ? [one, one] : [one]));
  for (let index = doubled.length - 1; index > 0; index -= 1) {
    if (random() > 0.3) continue;
    const other = Math.floor(random() * (index + 1));
    const [left, right] = [doubled[index], doubled[other]];
    if (left && right) [doubled[index], doubled[other]] = [right, left];
  }
  return doubled.slice(0, Math.ceil(doubled.length * random()));
}
