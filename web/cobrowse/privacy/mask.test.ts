// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import type { AnyNode, Recorded } from "../recorded.ts";
import { Mask } from "./mask.ts";
import { secretsOf } from "./secrets.ts";

const CANARY = "cAnary";
const CARD = "4111 1111 1111 1111";

/** Records by hand, without hiding anything, so that only the mask does. */
class Recorder {
  readonly nodes = new Map<number, Node>();
  readonly #ids = new Map<Node, number>();

  constructor(html: string) {
    document.body.innerHTML = html;
  }

  id(node: Node): number {
    const known = this.#ids.get(node);
    if (known !== undefined) return known;
    const id = this.#ids.size + 1;
    this.#ids.set(node, id);
    this.nodes.set(id, node);
    return id;
  }

  node(of: Node): AnyNode {
    const id = this.id(of);
    if (!(of instanceof Element)) return { type: 3, id, textContent: of.textContent } as never;
    const attributes = Object.fromEntries(
      [...of.attributes].map((each) => [each.name, each.value]),
    );
    const childNodes = [...of.childNodes].map((child) => this.node(child));
    return { type: 2, id, tagName: of.localName, attributes, childNodes } as never;
  }

  full(): Recorded {
    const root = { type: 0, id: this.id(document), childNodes: [this.node(document.body)] };
    const data = { node: root, initialOffset: { top: 0, left: 0 } };
    return { type: 2, data, timestamp: 1 } as unknown as Recorded;
  }

  masked(event: Recorded, ...selectors: string[]): string {
    const secrets = secretsOf(selectors, []);
    const mask = new Mask((id) => this.nodes.get(id) ?? null, secrets);
    return JSON.stringify(mask.masked(event));
  }
}

const change = (parts: object): Recorded =>
  ({
    type: 3,
    data: { source: 0, texts: [], attributes: [], removes: [], adds: [], ...parts },
    timestamp: 1,
  }) as unknown as Recorded;

const SECRET_PLACES = [
  `<input value="${CANARY}">`,
  `<input type="password" value="${CANARY}">`,
  `<input type="text" data-rr-is-password value="${CANARY}">`,
  `<input type="hidden" value="${CANARY}">`,
  `<input type="email" value="${CANARY}">`,
  `<input type="checkbox" value="${CANARY}">`,
  `<textarea>${CANARY}</textarea>`,
  `<select><option value="${CANARY}">${CANARY}</option></select>`,
  `<div contenteditable>a <b>${CANARY}</b></div>`,
  `<div contenteditable title="${CANARY}"></div>`,
  `<div role="textbox">${CANARY}</div>`,
  `<p data-parlour-mask>${CANARY}</p>`,
  `<div class="mine"><p title="${CANARY}">${CANARY}</p></div>`,
  `<a href="/reset?token=${CANARY}">x</a>`,
  `<img src="/photo?key=${CANARY}" srcset="${CANARY} 2x">`,
  `<form action="/pay?${CANARY}"></form>`,
  `<div data-token="${CANARY}x9" onclick="${CANARY}"></div>`,
  `<iframe srcdoc="${CANARY}"></iframe>`,
  `<script>"${CANARY}"</script>`,
  `<noscript>${CANARY}</noscript>`,
  `<canvas>${CANARY}</canvas>`,
  `<div id="parlour">${CANARY}</div>`,
  `<x-login session="${CANARY}"></x-login>`,
];

describe("a secret", () => {
  it.each(SECRET_PLACES)("in %s stays on the page", (html) => {
    const recorder = new Recorder(html);
    expect(recorder.masked(recorder.full(), ".mine")).not.toContain(CANARY);
  });

  it.each(SECRET_PLACES)("in %s that is added stays on the page", (html) => {
    const recorder = new Recorder(html);
    const [added] = document.body.children;
    if (added === undefined) throw new Error("Nothing was added.");
    const parentId = recorder.id(document.body);
    const adds = [{ parentId, nextId: null, node: recorder.node(added) }];
    expect(recorder.masked(change({ adds }), ".mine")).not.toContain(CANARY);
  });

  it("that is written anew stays on the page", () => {
    const recorder = new Recorder(`<div contenteditable>a</div><input><p class="mine">b</p>`);
    const [editable, input, mine] = [...document.body.children];
    if (!editable?.firstChild || !input || !mine?.firstChild) throw new Error("No page.");
    const texts = [editable.firstChild, mine.firstChild].map((node) => ({
      id: recorder.id(node),
      value: CANARY,
    }));
    const attributes = [{ id: recorder.id(input), attributes: { value: CANARY, title: CARD } }];
    const typed = { source: 5, id: recorder.id(input), text: CANARY, isChecked: false };
    const said = [
      recorder.masked(change({ texts, attributes }), ".mine"),
      recorder.masked({ type: 3, data: typed, timestamp: 1 } as unknown as Recorded),
    ].join();
    expect(said).not.toMatch(/cAnary|1111/);
  });

  it("in a node that is not on the page any more stays there", () => {
    const recorder = new Recorder("");
    const texts = [{ id: 99, value: CANARY }];
    expect(recorder.masked(change({ texts }))).not.toContain(CANARY);
  });

  it("of a number stays on the page wherever it stands", () => {
    const recorder = new Recorder(
      `<p title="${CARD}">${CARD}</p><input placeholder="${CARD}"><style>a{content:"${CARD}"}</style>`,
    );
    expect(recorder.masked(recorder.full())).not.toContain("1111");
  });

  it("of an e-mail address stays on the page where the site says so", () => {
    const recorder = new Recorder(`<p title="ada@example.com">Write to ada@example.com.</p>`);
    expect(recorder.masked(recorder.full())).toContain("ada@example.com");
    expect(recorder.masked(recorder.full(), "email")).not.toContain("ada@");
  });

  it("of an address stays on the page", () => {
    const data = { href: `https://shop.example/pay?${CANARY}#${CANARY}`, width: 1, height: 1 };
    const masked = new Recorder("").masked({ type: 4, data, timestamp: 1 });
    expect(masked).toContain('"https://shop.example/pay"');
    expect(masked).not.toContain(CANARY);
  });
});

describe("what is no secret", () => {
  it("is sent", () => {
    const recorder = new Recorder(
      `<h1 class="big">Order 12345</h1><input placeholder="Name"><button title="Go">Pay</button>`,
    );
    const masked = recorder.masked(recorder.full());
    for (const shown of ["Order 12345", "big", "Name", "Pay", "Go"])
      expect(masked).toContain(shown);
  });

  it("is nothing at all where a selector is none", () => {
    const recorder = new Recorder("<p>Order</p>");
    expect(recorder.masked(recorder.full(), "p[[")).not.toContain("Order");
  });
});
