import { describe, expect, it } from "vitest";
import { noticeText } from "./notice.ts";

describe("the text of a notice", () => {
  it("is one line of what can be seen", () => {
    expect(noticeText("  Hello\r\n\tthere\u2028you ", 80)).toBe("Hello there you");
    expect(noticeText("a\u202egnp.exe\u2066b\u2069\u200bc\u0007\ufeffd\u{e0041}", 80)).toBe(
      "agnp.exebcd",
    );
    expect(noticeText("مرحبا 🙂 <b>&amp;", 80)).toBe("مرحبا 🙂 <b>&amp;");
  });

  it("is cut between letters, and says so", () => {
    expect(noticeText("🙂".repeat(90), 80)).toBe(`${"🙂".repeat(79)}…`);
    expect(noticeText("x".repeat(80), 80)).toBe("x".repeat(80));
  });
});
