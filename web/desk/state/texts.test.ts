import { describe, expect, it } from "vitest";
import { nobody } from "./chat.ts";
import { folders, found, languageOf, type StandardText, slashAt, usable } from "./texts.ts";

const text = (text_id: string, more: Partial<StandardText> = {}): StandardText => ({
  text_id,
  title: text_id,
  bodies: { en: `Body of ${text_id}` },
  form: "text",
  folder: "",
  shortcut: "",
  queues: [],
  groups: [],
  ...more,
});

const ids = (texts: readonly StandardText[]) => texts.map(({ text_id }) => text_id);

describe("standard texts", () => {
  it("are for chats of their queues", () => {
    const all = [
      text("all"),
      text("orders", { queues: ["q1"] }),
      text("other", { queues: ["q2"] }),
    ];
    expect(ids(usable(all, { ...nobody, queue_id: "q1" }))).toEqual(["all", "orders"]);
  });

  it("are found by shortcut, then title, then words within", () => {
    const all = [
      text("words", { bodies: { en: "How to return it" } }),
      text("Item to return"),
      text("Returns"),
      text("longer", { shortcut: "return-slip" }),
      text("exact", { shortcut: "return" }),
      text("nothing"),
    ];
    expect(ids(found(all, "return", ["en"]))).toEqual([
      "exact",
      "longer",
      "Returns",
      "Item to return",
      "words",
    ]);
    expect(ids(found(all, "how RETURN", ["en"]))).toEqual(["words"]);
    expect(found(all, "", ["en"])).toHaveLength(6);
    expect(ids(found(all, "ow", ["en"]))).toEqual([]);
    expect(found(all, "nowhere", ["en"])).toEqual([]);
  });

  it("are searched in the language in which they would be sent", () => {
    const both = text("t", { bodies: { en: "parcel", de: "Paket" } });
    expect(found([both], "paket", ["de-CH"])).toHaveLength(1);
    expect(found([both], "paket", ["en"])).toHaveLength(0);
  });

  it.each([
    [["de-CH"], "de-CH"],
    [["DE-ch"], "de-CH"],
    [["de-AT"], "de"],
    [["en-US"], "en-GB"],
    [["fr", "de"], "de"],
    [["", "de"], "de"],
    [["fr"], "en-GB"],
  ])("speak the language wanted: %s", (wanted, language) => {
    const bodies = { "en-GB": "gb", de: "de", "de-CH": "ch" };
    expect(languageOf(text("t", { bodies }), wanted)).toBe(language);
  });

  it("stand in folders, those without one first", () => {
    const all = [text("b", { folder: "B" }), text("x"), text("a", { folder: "A/Z" }), text("y")];
    expect(folders(all).map(({ path, texts }) => [path, ids(texts)])).toEqual([
      ["", ["x", "y"]],
      ["A/Z", ["a"]],
      ["B", ["b"]],
    ]);
  });
});

describe("a slash in the box", () => {
  it.each([
    ["/", 1, { from: 0, wanted: "" }],
    ["/ret", 4, { from: 0, wanted: "ret" }],
    ["/ret", 2, { from: 0, wanted: "r" }],
    ["Hi /ret", 7, { from: 3, wanted: "ret" }],
    ["Hi\n/ret there", 7, { from: 3, wanted: "ret" }],
    ["and/or", 6, null],
    ["https://x", 9, null],
    ["/a/b", 4, null],
    ["/a b", 4, null],
    ["", 0, null],
  ])("%j at %i", (written, caret, slash) => {
    expect(slashAt(written, caret)).toEqual(slash);
  });
});
