import { describe, expect, it } from "vitest";
import { LEAD_IN_MS, Recording, START } from "./recording.ts";

const picture = (type: number): string => JSON.stringify({ type, data: {} });

function recording(...lines: readonly (number | string)[]): Recording {
  const made = new Recording();
  made.take(lines.map(String));
  return made;
}

/** Two pages, with a pause of twenty seconds between them. */
const kept = recording(
  5_000,
  picture(4),
  picture(2),
  6_000,
  picture(3),
  26_000,
  picture(4),
  picture(2),
  27_000,
  picture(3),
);

describe("a recording", () => {
  it("has the server's time, from its beginning", () => {
    expect(kept.moments.map(({ at }) => at)).toEqual([0, 0, 1_000, 21_000, 21_000, 22_000]);
    expect([kept.length, kept.beginnings]).toEqual([22_000, [0, 3]]);
    expect(kept.pauses).toEqual([{ from: 1_000, until: 21_000 }]);
  });

  it("never goes back, nor on for ever, whatever the stamps say", () => {
    const odd = recording(9_000, picture(4), 1, picture(3), "9".repeat(300), picture(3));
    expect(odd.moments.map(({ at }) => at)).toEqual([0, 0, 7 * 86_400_000]);
    expect(recording(picture(4)).moments[0]?.at).toBe(0);
  });

  it("takes lines that are no events as they are: the stage looks at them", () => {
    expect(recording(1, "no json", "null", "[]").moments).toHaveLength(3);
  });
});

describe("played", () => {
  it("shows each moment once, in order", () => {
    let [head, shown] = [START, 0];
    for (let step = 0; step < 40; step += 1) {
      const played = kept.after(head, 700, false);
      expect(played.head.at).toBeGreaterThanOrEqual(head.at);
      expect(played.due).toEqual(kept.moments.slice(shown, shown + played.due.length));
      shown += played.due.length;
      head = played.head;
    }
    expect([shown, head.at]).toEqual([kept.moments.length, kept.length]);
  });

  it("leaps over pauses to shortly before their end, if it shall", () => {
    const { head } = kept.after({ at: 900, next: 2 }, 100, true);
    expect(head).toEqual({ at: 1_000, next: 3 });
    expect(kept.after(head, 16, true).head.at).toBe(21_000 - LEAD_IN_MS);
    expect(kept.after(head, 16, false).head.at).toBe(1_016);
    expect(kept.after({ at: 20_900, next: 3 }, 16, true).head.at).toBe(20_916);
  });
});

describe("sought", () => {
  it("draws from the page's beginning, or goes on if that lies behind", () => {
    const back = kept.seek({ at: 22_000, next: 6 }, 1_500);
    expect([back.head, back.due]).toEqual([{ at: 1_500, next: 3 }, kept.moments.slice(0, 3)]);
    const across = kept.seek({ at: 0, next: 2 }, 22_000);
    expect(across.due).toEqual(kept.moments.slice(3, 6));
    const within = kept.seek({ at: 21_000, next: 5 }, 22_000);
    expect(within.due).toEqual(kept.moments.slice(5, 6));
  });

  it("stays within", () => {
    expect(kept.seek(START, -1).head.at).toBe(0);
    expect(kept.seek(START, 1e9).head).toEqual({ at: 22_000, next: 6 });
  });
});
