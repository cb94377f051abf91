import { describe, expect, it } from "vitest";
import { seeded } from "../../protocol/testing/chance.ts";
import { contrast, FALLBACK_BRAND, palette } from "./colour.ts";

function anyColour(random: () => number): string {
  return `#${Math.floor(random() * 0x1000000)
    .toString(16)
    .padStart(6, "0")}`;
}

describe("the palette of a brand", () => {
  it("reads well whatever the brand", () => {
    const random = seeded(7);
    for (let round = 0; round < 500; round += 1) {
      const { brand, onBrand, inkOnLight, inkOnDark } = palette(anyColour(random));
      expect(contrast(onBrand, brand), brand).toBeGreaterThan(4.2);
      expect(contrast(inkOnLight, "#ffffff"), brand).toBeGreaterThanOrEqual(4.5);
      expect(contrast(inkOnLight, "#f0f2f5"), brand).toBeGreaterThanOrEqual(4.5);
      expect(contrast(inkOnDark, "#262c36"), brand).toBeGreaterThanOrEqual(4.5);
    }
  });

  it("keeps a brand that reads already", () => {
    expect(palette("#0b1f4b")).toMatchObject({ onBrand: "#ffffff", inkOnLight: "#0b1f4b" });
    expect(palette("#ffd400").onBrand).toBe("#14171c");
  });

  it.each(["", "red", "#fff", "#12345g", "url(x)"])("takes no %j for a colour", (brand) => {
    expect(palette(brand).brand).toBe(FALLBACK_BRAND);
  });
});
