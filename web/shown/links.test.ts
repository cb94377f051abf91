import { describe, expect, it } from "vitest";
import { parts, safeHref } from "./links.ts";

function links(text: string): readonly string[] {
  return parts(text).flatMap((part) => (part.is === "link" ? [part.text] : []));
}

describe("links in messages", () => {
  it.each([
    ["see https://a.example/x.", "https://a.example/x"],
    ["(https://a.example/x)", "https://a.example/x"],
    ["https://a.example/x_(y)", "https://a.example/x_(y)"],
    ["https://a.example/?q=1&r=2!", "https://a.example/?q=1&r=2"],
    ["HTTP://A.example", "HTTP://A.example"],
    ["<https://a.example>", "https://a.example"],
  ])("finds the address in %j", (text, address) => {
    expect(links(text)).toEqual([address]);
  });

  it.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "ftp://a.example",
    "https://",
    "https://user:secret@a.example",
    "www.a.example",
    "xhttps://a.example",
  ])("leaves %j as text", (text) => {
    expect(links(text)).toEqual([]);
  });

  it.each([
    ["https://h\u0430lden.example/x", "https://xn--hlden-4ve.example/x"],
    ["https://hal\u00adden.example", "https://halden.example/"],
    ["https://2130706433/", "https://127.0.0.1/"],
    ["https://halden.example\u3002evil.example/", "https://halden.example.evil.example/"],
  ])("shows of %j where it leads", (text, shown) => {
    expect(links(text)).toEqual([shown]);
  });

  it("loses nothing of the text", () => {
    for (const text of ["", "a", "a https://a.example, b (https://b.example/c) d", "https://x"]) {
      expect(
        parts(text)
          .map((part) => part.text)
          .join(""),
      ).toBe(text);
    }
  });

  it("takes only web addresses for a pushed link", () => {
    expect(safeHref("https://a.example/b")).toBe("https://a.example/b");
    expect(safeHref(" javascript:alert(1)")).toBeNull();
    expect(safeHref("/relative")).toBeNull();
  });
});
