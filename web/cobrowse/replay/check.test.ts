import { describe, expect, it } from "vitest";
import { Check } from "./check.ts";
import { DEPTH_MAX, NODES_MAX } from "./limits.ts";

type Node = Record<string, unknown>;

const element = (
  id: number,
  tagName: string,
  childNodes: readonly Node[] = [],
  attributes = {},
) => ({
  type: 2,
  id,
  tagName,
  attributes,
  childNodes,
});
const text = (id: number, textContent: string) => ({ type: 3, id, textContent });
const page = (...body: readonly Node[]) => ({
  type: 2,
  data: {
    node: { type: 0, id: 1, childNodes: [element(2, "html", [element(3, "body", body)])] },
    initialOffset: { top: 0, left: 0 },
  },
});
const change = (parts: object) => ({
  type: 3,
  data: { source: 0, texts: [], attributes: [], removes: [], adds: [], ...parts },
});
const add = (parentId: number, node: Node, nextId: number | null = null) =>
  change({ adds: [{ parentId, nextId, node }] });

/** A check that has taken a page with a list (10), its item (11) and that one's text (12). */
function begun(): Check {
  const check = new Check();
  check.shown(page(element(10, "ul", [element(11, "li", [text(12, "one")])])));
  return check;
}

function changes(check: Check, event: object): Record<"adds" | "texts" | "attributes", Node[]> {
  const shown = check.shown(event);
  if (shown?.is !== "picture") throw new Error("No picture.");
  return shown.data as never;
}

describe("a tree that no page can have", () => {
  it("is not deeper than pages are", () => {
    let deep: Node = element(1_000_000, "div");
    for (let id = 100; id < 100 + DEPTH_MAX; id += 1) deep = element(id, "div", [deep]);
    expect(() => new Check().shown(page(deep))).toThrow("Too deep.");
  });

  it("is not deepened change by change", () => {
    const check = begun();
    let parent = 11;
    const deepen = (): void => {
      for (let id = 100; id < 100 + DEPTH_MAX; id += 1) {
        check.shown(add(parent, element(id, "div")));
        parent = id;
      }
    };
    expect(deepen).toThrow("Too deep.");
  });

  it("is not larger", () => {
    const check = begun();
    const grow = (): void => {
      for (let id = 100; id <= 100 + NODES_MAX; id += 1) check.shown(add(10, element(id, "i")));
    };
    expect(grow).toThrow("Too many nodes.");
  });

  it("has no node twice", () => {
    expect(() => new Check().shown(page(element(10, "p"), element(10, "p")))).toThrow("twice");
  });

  it("has no node within itself", () => {
    const check = begun();
    expect(changes(check, add(11, element(10, "ul"))).adds).toEqual([]);
    expect(changes(check, add(10, element(20, "li"))).adds).toEqual([]);
  });

  it("has no document within a frame", () => {
    const check = begun();
    const inner = { type: 0, id: 50, childNodes: [element(51, "html")] };
    expect(changes(check, add(10, inner)).adds).toEqual([]);
    expect(() => check.shown(page(inner))).toThrow("within another");
  });

  it("grows from nothing that is unknown", () => {
    const check = begun();
    expect(changes(check, add(999, element(20, "li"))).adds).toEqual([]);
    expect(changes(check, add(12, element(20, "li"))).adds).toEqual([]);
    expect(changes(check, add(-2, element(20, "li"))).adds).toEqual([]);
    expect(changes(check, add(10, element(20, "li"), 999)).adds).toHaveLength(1);
  });
});

describe("what is gone", () => {
  const gone = (removed: object): unknown => {
    const shown = begun().shown(change({ removes: [removed] }));
    return shown?.is === "picture" ? (shown.data as { readonly removes: unknown }).removes : null;
  };

  it("is gone from where it was, whether that was said or not", () => {
    const expected = [{ parentId: 10, id: 11 }];
    expect(gone({ id: 11 })).toEqual(expected);
    expect(gone({ id: 11, parentId: 10 })).toEqual(expected);
  });

  it("is not gone from elsewhere, nor if it was not there", () => {
    expect(gone({ id: 11, parentId: 12 })).toEqual([]);
    expect(gone({ id: 99 })).toEqual([]);
  });
});

describe("changes before a picture", () => {
  it("are not shown", () => {
    expect(new Check().shown(add(1, element(2, "p")))).toBeNull();
  });
});

describe("what is no event", () => {
  const none = [null, 1, "x", [], { type: 2 }, { type: 2, data: {} }, { type: 4, data: {} }];
  it.each(none.map((each) => [JSON.stringify(each), each]))("%s ends the show", (_, event) => {
    expect(() => new Check().shown(event)).toThrow();
  });

  it.each([0, 1, 5, 6, 7, 8, 99])("of kind %d is passed over", (type) => {
    expect(begun().shown({ type, data: {} })).toBeNull();
  });

  it.each([7, 9, 10, 11, 14, 16, 99])("of source %d is passed over", (source) => {
    expect(begun().shown({ type: 3, data: { source, id: 10 } })).toBeNull();
  });
});

describe("what runs or loads", () => {
  const refused = "script iframe object embed base meta link template noscript audio video canvas";
  it.each(refused.split(" "))("%s is nothing, with all that is in it", (tag) => {
    const [added] = changes(
      begun(),
      add(10, element(20, tag, [element(21, "img")], { src: "x" })),
    ).adds;
    expect(added).toMatchObject({
      node: { tagName: "span", attributes: { style: "display:none!important" }, childNodes: [] },
    });
  });

  it("is no attribute", () => {
    const attributes = {
      onclick: "x",
      srcdoc: "x",
      href: "javascript:x",
      src: "https://evil.example/",
      srcset: "x",
      action: "x",
      style: "background:url(https://evil.example/)",
      rr_dataURL: "https://evil.example/",
      title: "Hello",
      class: "box",
    };
    const [added] = changes(begun(), add(10, element(20, "img", [], attributes))).adds;
    expect(added).toMatchObject({ node: { attributes: { title: "Hello", class: "box" } } });
    expect(JSON.stringify(added)).not.toMatch(/evil|javascript|onclick|srcdoc/);
  });

  it("is no attribute that changes, either", () => {
    const attributes = { onclick: "x", title: "Hello", style: { width: "1px", "b:url(x)": "y" } };
    const [changed] = changes(begun(), change({ attributes: [{ id: 10, attributes }] })).attributes;
    expect(changed).toEqual({ id: 10, attributes: { title: "Hello", style: { width: "1px" } } });
  });

  it("stands in no style sheet", () => {
    const rules = [{ rule: "p{background:url(https://evil.example/)}" }];
    const shown = begun().shown({ type: 3, data: { source: 8, id: 10, adds: rules } });
    expect(JSON.stringify(shown)).not.toContain("evil");
  });
});

describe("what stands in fields", () => {
  it("is shown as dots, whatever came", () => {
    const check = begun();
    const field = element(20, "input", [], { value: "secret", type: "text" });
    const shown = [
      check.shown(add(10, field)),
      check.shown({ type: 3, data: { source: 5, id: 20, text: "secret", isChecked: false } }),
      check.shown(change({ attributes: [{ id: 20, attributes: { value: "secret" } }] })),
    ];
    expect(JSON.stringify(shown)).not.toContain("secret");
  });
});

describe("measures", () => {
  it("stay within what a screen can be", () => {
    expect(
      new Check().shown({ type: 4, data: { width: 1e9, height: -5, href: "javascript:x" } }),
    ).toEqual({ is: "window", width: 16_384, height: 1, url: "" });
  });

  it("are numbers", () => {
    const wide = { type: 4, data: { width: "1;x", height: 1, href: "" } };
    expect(() => new Check().shown(wide)).toThrow("No measure.");
  });
});
