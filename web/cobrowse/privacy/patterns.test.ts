import { describe, expect, it } from "vitest";
import { dots, withoutNumbers } from "./patterns.ts";

const CARDS = [
  "4111111111111111",
  "4111 1111 1111 1111",
  "4111-1111-1111-1111",
  "4111.1111.1111.1111",
  "4111\u00a01111\u00a01111\u00a01111",
  "4111\u200b1111\u200b1111\u200b1111",
  "3782 822463 10005",
  "5555 5555 5555 4444",
  "٤١١١ ١١١١ ١١١١ ١١١١",
  "４１１１１１１１１１１１１１１１",
  "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
];
const IBANS = [
  "DE89370400440532013000",
  "DE89 3704 0044 0532 0130 00",
  "de89 3704 0044 0532 0130 00",
  "GB82 WEST 1234 5698 7654 32",
  "NO93 8601 1117 947",
  "MT84 MALT 0110 0001 2345 MTLC AST0 01S",
];
const HARMLESS = [
  "Order 4111111111111112",
  "€ 1 299.00, was 1 499.00",
  "Call +49 30 1234567",
  "2026-11-28T13:45:00.000Z",
  "DE12 is a road in Germany, and not an account number",
  "",
];

const letters = (text: string): string => text.replace(/[^\p{Nd}A-Za-z]/gu, "");

describe("numbers in texts", () => {
  it.each([...CARDS, ...IBANS])("%s is blotted out, wherever it stands", (number) => {
    for (const [before, after] of [
      ["", ""],
      ["Card: ", " exp. 12/27 123, thanks"],
      ["12 ", " please"],
      ["(", ")."],
    ] as const) {
      const hidden = withoutNumbers(`${before}${number}${after}`);
      expect(hidden).toHaveLength(before.length + number.length + after.length);
      expect(letters(hidden).includes(letters(number).slice(0, 6))).toBe(false);
      expect(letters(hidden).includes(letters(number).slice(-6))).toBe(false);
      expect(letters(hidden.slice(before.length, before.length + number.length))).toBe("");
    }
  });

  it.each(HARMLESS)("“%s” stays", (text) => {
    expect(withoutNumbers(text)).toBe(text);
  });

  it("are found one after the other", () => {
    const text = `${CARDS[0]} ${CARDS[7]} and ${IBANS[1]}`;
    expect(letters(withoutNumbers(text))).toBe("and");
  });

  it("take no time that a hostile text could choose", () => {
    const began = process.cpuUsage().user;
    withoutNumbers("1 ".repeat(50_000));
    withoutNumbers(`DE12${"A1 ".repeat(50_000)}`);
    withoutNumbers("DE1 ".repeat(50_000));
    expect(process.cpuUsage().user - began).toBeLessThan(3_000_000);
  });
});

it("dots hide letters and keep the lines", () => {
  expect(dots("Ada Lovelace\n1815")).toBe("••• ••••••••\n••••");
});
