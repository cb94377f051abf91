import { describe, expect, it } from "vitest";
import type { Field } from "../../loader/contract.ts";
import { faults, requestOf } from "./form.ts";
import { filledIn } from "./person.ts";
import { clean } from "./text.ts";

const FIELDS: readonly Field[] = [
  { id: "name", label: "Name", type: "text", required: true },
  { id: "email", label: "E-mail", type: "email", required: false },
  { id: "question", label: "Question", type: "textarea", required: true },
  { id: "order", label: "Order", type: "text", required: false },
];
const PAGE = { url: "https://a.example/", title: "A", referrer: "", language: "en" };

describe("the form", () => {
  it("names what is missing", () => {
    expect(faults(FIELDS, { name: "  " })).toEqual({
      name: { is: "missing" },
      question: { is: "missing" },
    });
  });

  it.each(["a", "a@b", "a b@c.de", "@c.de", "a@.de", "a@c."])("takes no %j for e-mail", (email) => {
    expect(faults(FIELDS, { name: "x", question: "y", email })).toEqual({
      email: { is: "no_email" },
    });
  });

  it.each(["a@c.de", "a.b+c@d-e.co.uk"])("takes %j for e-mail", (email) => {
    expect(faults(FIELDS, { name: "x", question: "y", email })).toEqual({});
  });

  it("says what is too long", () => {
    expect(faults(FIELDS, { name: "x".repeat(81), question: "y" })).toEqual({
      name: { is: "too_long", max: 80 },
    });
  });

  it("asks with its own fields in place and the others as answers", () => {
    const values = { name: " Mira ", question: "Where?", order: "17", stray: "no" };
    expect(requestOf(FIELDS, values, PAGE)).toEqual({
      type: "request_chat",
      name: "Mira",
      email: "",
      question: "Where?",
      answers: { order: "17" },
      page_url: "https://a.example/",
      page_title: "A",
      referrer: "",
      language: "en",
    });
  });

  it("fills in whom the page knows, over nothing that was written", () => {
    expect(filledIn({ name: "Mira" }, { name: "X", email: "x@y.de" })).toEqual({
      name: "Mira",
      email: "x@y.de",
    });
  });
});

describe("text", () => {
  it("goes out without control characters, half letters and blank ends", () => {
    expect(clean(" a\r\nb\u0000\u0007\tc\ud800 ")).toBe("a\nb\tc\ufffd");
    expect(clean("👩‍👩‍👧 é")).toBe("👩‍👩‍👧 é");
  });
});
