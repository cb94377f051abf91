import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { seeded } from "../../protocol/testing/chance.ts";
import { sha256 } from "./sha256.ts";

describe("sha256", () => {
  it("is what others work out, for every length around a block and some large ones", () => {
    const random = seeded(1);
    const lengths = [...Array.from({ length: 200 }, (_, size) => size), 4_096, 100_001];
    for (const length of lengths) {
      const bytes = Uint8Array.from({ length }, () => Math.floor(random() * 256));
      const expected = createHash("sha256").update(bytes).digest("hex");
      expect(Buffer.from(sha256(bytes)).toString("hex"), `${length} bytes`).toBe(expected);
    }
  });
});
