import { describe, expect, it } from "vitest";
import { type Step, stepAfter, type Told } from "./state.ts";

const asked: Told = { kind: 35, cobrowse_id: "b", name: "Ada", answer_until: 60 };
const told = (kind: number, cause?: string): Told => ({
  kind,
  cobrowse_id: "b",
  ...(cause === undefined ? {} : { cause }),
});
const following = (...all: readonly Told[]): Step => all.reduce(stepAfter, { is: "none" } as Step);

describe("what has become of the question", () => {
  it.each<[string, readonly Told[], Step]>([
    ["asked", [asked], { is: "asked", id: "b", name: "Ada", until: 60 }],
    ["agreed", [asked, told(36)], { is: "agreed", id: "b", name: "Ada" }],
    ["shown", [asked, told(36), told(40)], { is: "shown", id: "b", name: "Ada" }],
    [
      "refused",
      [asked, told(37, "declined")],
      { is: "over", id: "b", name: "Ada", why: "refused" },
    ],
    [
      "unanswered",
      [asked, told(37, "timeout")],
      { is: "over", id: "b", name: "Ada", why: "unanswered" },
    ],
    [
      "stopped",
      [asked, told(36), told(40), told(41, "agent")],
      { is: "over", id: "b", name: "Ada", why: "stopped" },
    ],
    [
      "failed",
      [asked, told(36), told(42, "failed")],
      { is: "over", id: "b", name: "Ada", why: "failed" },
    ],
    [
      "ended with the chat",
      [asked, told(36), { kind: 44 }],
      { is: "over", id: "b", name: "Ada", why: "stopped" },
    ],
    [
      "asked anew",
      [asked, told(37, "declined"), asked],
      { is: "asked", id: "b", name: "Ada", until: 60 },
    ],
  ])("%s", (_, all, step) => {
    expect(following(...all)).toEqual(step);
  });

  it("is not changed by what concerns another question, or another thing", () => {
    expect(following(asked, { kind: 36, cobrowse_id: "other" }).is).toBe("asked");
    expect(following(asked, { kind: 2 }).is).toBe("asked");
    expect(following(told(36)).is).toBe("none");
  });
});
