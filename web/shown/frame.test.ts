import { describe, expect, it } from "vitest";
import { frameDocument, HEIGHT_MAX_PX, heightOf, SANDBOX } from "./frame.ts";
import { hostOf } from "./host.ts";

describe("a frame for what an agent shows", () => {
  it("allows neither scripts nor forms, nor an origin", () => {
    expect(SANDBOX.split(" ").toSorted()).toEqual([
      "allow-popups",
      "allow-popups-to-escape-sandbox",
    ]);
  });

  it("has a policy before anything else, which lets only pictures come", () => {
    const page = frameDocument("<p>Hello</p>", false, "de");
    expect(page.indexOf("Content-Security-Policy")).toBeLessThan(page.indexOf("<style"));
    expect(page).toContain("default-src 'none'; img-src https:;");
    expect(page).not.toContain("script-src");
    expect(page).toContain('lang="de"');
    expect(page).toContain("<p>Hello</p></body>");
  });

  it("takes no language that is none", () => {
    expect(frameDocument("", false, '"><script>')).toContain('<html lang="">');
  });

  it("is light or dark, also where inline styles are forbidden", () => {
    expect(frameDocument("", false)).toContain('bgcolor="#ffffff" text="#1a1e25"');
    expect(frameDocument("", true)).toContain('bgcolor="#1b1f26" text="#e9ecf1"');
    expect(frameDocument("", true)).toContain("color-scheme: dark");
  });

  it("is as high as its lines", () => {
    const one = heightOf("<p>Hello</p>", 40);
    expect(heightOf("Hello", 40)).toBe(44);
    expect(heightOf("<p>Hello</p><p>Hello</p>", 40)).toBeGreaterThan(one + 20);
    expect(heightOf(`<p>${"word ".repeat(30)}</p>`, 40)).toBe(one + 3 * 20);
    expect(heightOf("a<br>b", 40)).toBe(64);
    expect(heightOf('<img src="x" height="50">', 40)).toBe(74);
    expect(heightOf("&lt;&lt;&amp;", 3)).toBe(44);
    expect(heightOf("<p>a</p>".repeat(99), 40)).toBe(HEIGHT_MAX_PX);
  });
});

describe("the host of an address", () => {
  it("is what stands in it", () => {
    expect(hostOf("https://müller.example:8080/a?b#c")).toBe("müller.example:8080");
    expect(hostOf("https://shop.example?x")).toBe("shop.example");
    expect(hostOf("nothing")).toBe("nothing");
  });
});
