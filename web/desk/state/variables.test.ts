import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { escaped, filled, unknownIn, VARIABLES } from "./variables.ts";

interface Case {
  readonly body: string;
  readonly values: Readonly<Record<string, string>>;
  readonly filled: string;
  readonly unknown: readonly string[];
}

const TABLE = `${import.meta.dirname}/../../../tests/texts/variables.json`;
const SERVER = `${import.meta.dirname}/../../../src/parlour/texts/variables.py`;
const cases = JSON.parse(readFileSync(TABLE, "utf8")) as readonly Case[];

describe("variables of standard texts", () => {
  it.each(cases)("are filled as on the server: $body", (each) => {
    expect(filled(each.body, each.values)).toBe(each.filled);
    expect(unknownIn(each.body)).toEqual(each.unknown);
  });

  it("are the same on both sides", () => {
    const server = readFileSync(SERVER, "utf8");
    const names = /VARIABLES: Final = \(([^)]*)\)/.exec(server)?.[1] ?? "";
    expect([...names.matchAll(/"([^"]+)"/g)].map(([, name]) => name)).toEqual([...VARIABLES]);
  });

  it("are escaped where they stand in HTML", () => {
    expect(filled("<p>{{chat.id|<b>x</b>}}</p>", { "chat.id": `<"&'>` }, escaped)).toBe(
      "<p>&lt;&quot;&amp;&#x27;&gt;</p>",
    );
    expect(filled("<p>{{chat.id|<b>x</b>}}</p>", {}, escaped)).toBe("<p><b>x</b></p>");
  });
});
