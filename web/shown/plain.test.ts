import { describe, expect, it } from "vitest";
import { plainText } from "./plain.ts";

describe("the words of what is shown", () => {
  it("come line by line, without markup", () => {
    const html = "<h3>A &amp; B</h3><p>one <b>two</b><br>three</p><ul><li>x</li><li>y</li></ul>";
    expect(plainText(html)).toBe("A & B\none two\nthree\nx\ny");
    expect(plainText('<a href="https://x.example/">here</a>&nbsp;&lt;b&gt; &amp;lt;')).toBe(
      "here <b> &lt;",
    );
    expect(plainText("")).toBe("");
  });
});
