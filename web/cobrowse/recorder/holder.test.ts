// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import type { AnyNode, Recorded } from "../recorded.ts";
import { Holder } from "./holder.ts";
import type { Told } from "./nearness.ts";

interface Said {
  readonly type: number;
  readonly data: {
    readonly source?: number;
    readonly id?: number;
    readonly y?: number;
    readonly texts?: readonly { readonly id: number; readonly value: string }[];
  };
}

/** A page that is recorded by hand; where things are, says the test. */
class Page {
  readonly sent: Said[] = [];
  readonly asked = new Set<Element>();
  readonly masked: Recorded[] = [];
  timers = 0;
  readonly #ids = new Map<Node, number>();
  readonly #nodes = new Map<number, Node>();
  readonly #due: (() => void)[] = [];
  #tell: (told: readonly Told[]) => void = () => {};
  readonly holder: Holder;

  constructor(html: string) {
    document.body.innerHTML = html;
    this.holder = new Holder({
      nodeOf: (id) => this.#nodes.get(id) ?? null,
      masked: (event) => {
        this.masked.push(event);
        return event;
      },
      emit: (event) => void this.sent.push(event as unknown as Said),
      nearness: (tell) => {
        this.#tell = tell;
        return {
          ask: (element) => void this.asked.add(element),
          leave: (element) => void this.asked.delete(element),
          forget: () => this.asked.clear(),
          stop: () => this.asked.clear(),
        };
      },
      keepsLines: (element) => element.localName === "pre",
      timer: (_, ring) => {
        this.timers += 1;
        this.#due.push(ring);
        return () => void this.#due.splice(this.#due.indexOf(ring), 1);
      },
      now: () => 7,
    });
  }

  id(node: Node): number {
    const id = this.#ids.get(node) ?? this.#ids.size + 1;
    this.#ids.set(node, id);
    this.#nodes.set(id, node);
    return id;
  }

  forget(node: Node): void {
    this.#nodes.delete(this.id(node));
  }

  node(of: Node): AnyNode {
    const id = this.id(of);
    if (!(of instanceof Element)) return { type: 3, id, textContent: of.textContent } as never;
    const childNodes = [...of.childNodes].map((child) => this.node(child));
    return { type: 2, id, tagName: of.localName, attributes: {}, childNodes } as never;
  }

  picture(top = 0): void {
    const node = { type: 0, id: this.id(document), childNodes: [this.node(document.body)] };
    const data = { node, initialOffset: { top, left: 0 } };
    this.holder.take({ type: 2, data, timestamp: 1 } as unknown as Recorded);
  }

  window(): void {
    this.holder.take({
      type: 4,
      data: { href: "", width: 1, height: 1 },
      timestamp: 1,
    } as Recorded);
  }

  change(parts: object): void {
    const none = { texts: [], attributes: [], removes: [], adds: [] };
    const data = { source: 0, ...none, ...parts };
    this.holder.take({ type: 3, data, timestamp: 2 } as unknown as Recorded);
  }

  scroll(y: number): void {
    const data = { source: 3, id: this.id(document), x: 0, y };
    this.holder.take({ type: 3, data, timestamp: 3 } as unknown as Recorded);
  }

  /** Where these are, as the browser says it with the next frame. */
  tell(isNear: boolean, selector: string): void {
    this.#tell([...document.querySelectorAll(selector)].map((element) => ({ element, isNear })));
  }

  ring(): void {
    for (const ring of this.#due.splice(0)) ring();
  }

  get said(): string {
    return JSON.stringify(this.sent);
  }

  text(selector: string): Node {
    const node = document.querySelector(selector)?.firstChild;
    if (!node) throw new Error(`Nothing in ${selector}.`);
    return node;
  }
}

const TWO = `<p class="top">Seen</p><p class="low">Secret</p>`;

/** The upper one is seen, the lower one is held back. */
function shown(html = TWO): Page {
  const page = new Page(html);
  page.picture();
  page.tell(true, ".top");
  page.tell(false, ".low");
  return page;
}

describe("a text", () => {
  it("keeps a window until its picture can go, also when nobody answers", () => {
    const page = new Page("<p>far</p>");
    page.window();
    page.picture();
    expect(page.sent).toEqual([]);
    page.ring();
    expect(page.sent.map(({ type }) => type)).toEqual([4, 2]);
  });

  it("is sent once it is known that it is near, and not before", () => {
    const page = new Page(TWO);
    page.picture();
    expect(page.sent).toHaveLength(0);
    page.tell(true, ".top");
    expect(page.sent).toHaveLength(0);
    page.tell(false, ".low");
    expect(page.said).toContain("Seen");
    expect(page.said).not.toContain("Secret");
    expect(page.said).toContain("\u2013\u2013\u2013\u2013\u2013 ");
  });

  it("goes out when it has come near, once, in the order of reading", () => {
    const page = shown(`<p class="low">First</p><p class="low">Second</p>`);
    page.tell(true, ".low");
    page.tell(true, ".low");
    const values = page.sent.flatMap(({ data }) => data.texts ?? []).map(({ value }) => value);
    expect(values).toEqual(["First", "Second"]);
    expect(page.asked.size).toBe(0);
  });

  it("is masked when it goes out, as it stands then", () => {
    const page = shown();
    page.text(".low").textContent = "Later";
    page.tell(true, ".low");
    expect(JSON.stringify(page.masked)).toContain("Later");
    expect(page.said).not.toContain("Secret");
  });

  it("that is gone does not go out", () => {
    const page = shown();
    const low = page.text(".low");
    document.querySelector(".low")?.replaceChildren();
    page.forget(low);
    page.tell(true, ".low");
    expect(page.said).not.toContain("Secret");
    const other = shown();
    const element = document.querySelector(".low") as Element;
    element.remove();
    other.change({ removes: [{ id: other.id(element), parentId: other.id(document.body) }] });
    document.body.append(element.cloneNode());
    other.tell(true, ".low");
    expect(other.said).not.toContain("Secret");
  });

  it("that is written anew stays held back, and is as long as it is now", () => {
    const page = shown();
    const id = page.id(page.text(".low"));
    page.change({ texts: [{ id, value: "Other words" }] });
    expect(page.said).not.toContain("Other");
    expect(page.sent.at(-1)?.data.texts?.[0]?.value).toHaveLength("Other words".length);
    page.change({ texts: [{ id: page.id(page.text(".top")), value: "New" }] });
    expect(page.said).toContain("New");
  });

  it("that is new waits for its place like others, and so does what comes after it", () => {
    const page = shown();
    const added = document.createElement("p");
    added.className = "new";
    added.append("Added");
    document.body.append(added);
    const parentId = page.id(document.body);
    page.change({ adds: [{ parentId, nextId: null, node: page.node(added) }] });
    page.scroll(10);
    const before = page.sent.length;
    page.tell(false, ".new");
    expect(page.sent).toHaveLength(before + 2);
    expect(page.said).not.toContain("Added");
    page.tell(true, ".new");
    expect(page.said).toContain("Added");
  });

  it("that has moved elsewhere is where it is now", () => {
    const page = shown(`<p class="low">Secret</p><p class="far">Far</p>`);
    page.tell(false, ".far");
    const text = page.text(".low");
    const far = document.querySelector(".far") as Element;
    far.append(text);
    const adds = [{ parentId: page.id(far), nextId: null, node: page.node(text) }];
    page.change({ adds });
    page.tell(true, ".low");
    expect(page.said).not.toContain("Secret");
    page.tell(true, ".far");
    expect(page.said).toContain("Secret");
  });

  it("in a table counts by the whole table", () => {
    const html = `<table class="low"><tr><td>Secret</td></tr></table>`;
    const page = shown(html);
    expect([...page.asked].map(({ localName }) => localName)).toEqual(["table"]);
    expect(page.said).not.toContain("Secret");
  });

  it("of what is no prose is not held back", () => {
    const page = new Page(`<style>p {}</style><textarea>a</textarea><svg><text>b</text></svg>
      <select><option>c</option></select>`);
    page.picture();
    expect(page.asked.size).toBe(0);
    expect(page.sent).toHaveLength(1);
  });

  it("keeps its lines where they are drawn", () => {
    const page = shown(`<pre class="low">one\n\nthree</pre>`);
    expect(page.said).toContain(String.raw`\u2013\n\n`.replace(String.raw`\u2013`, "\u2013"));
  });
});

describe("a page", () => {
  it("that is not drawn is sent with nothing in it, and filled when it is", () => {
    const page = new Page(TWO);
    page.picture();
    page.ring();
    expect(page.sent).toHaveLength(1);
    expect(page.said).not.toMatch(/Seen|Secret/);
    page.tell(true, ".top");
    expect(page.said).toContain("Seen");
    expect(page.said).not.toContain("Secret");
  });

  it("that goes on changing is not waited for any longer", () => {
    const page = new Page(TWO);
    page.picture();
    for (const y of [1, 2, 3]) page.scroll(y);
    expect(page.timers).toBe(1);
    page.ring();
    expect(page.sent).toHaveLength(4);
  });

  it("is scrolled to its place again once its texts have come", () => {
    const page = shown();
    page.scroll(480);
    page.tell(true, ".low");
    const last = page.sent.slice(-2).map(({ data }) => data.source);
    expect(last).toEqual([0, 3]);
    expect(page.sent.at(-1)?.data.y).toBe(480);
  });

  it("that was scrolled before it was recorded is, too", () => {
    const page = new Page(TWO);
    page.picture(300);
    page.tell(true, ".top");
    page.tell(false, ".low");
    page.tell(true, ".low");
    expect(page.sent.at(-1)?.data).toMatchObject({ source: 3, y: 300 });
  });

  it("that is recorded anew holds back anew", () => {
    const page = shown();
    page.tell(true, ".low");
    page.sent.length = 0;
    page.picture();
    page.tell(true, ".top");
    page.tell(false, ".low");
    expect(page.said).not.toContain("Secret");
  });

  it("with many texts sends them in parts", () => {
    const html = Array.from({ length: 600 }, (_, at) => `<p class="low">n${at}</p>`).join("");
    const page = shown(html);
    page.sent.length = 0;
    page.tell(true, ".low");
    expect(page.sent).toHaveLength(1);
    while (!page.said.includes("n599")) page.ring();
    expect(page.sent.map(({ data }) => data.texts?.length)).toEqual([250, 250, 100]);
  });

  it("is not sent once it was stopped", () => {
    const page = shown();
    page.holder.stop();
    page.tell(true, ".low");
    page.ring();
    expect(page.said).not.toContain("Secret");
  });
});
