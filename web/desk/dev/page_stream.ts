/** A page as an end-user would show it, over a socket that leads nowhere. */

import type { AnyNode, Recorded } from "../../cobrowse/recorded.ts";
import { Packer } from "../../cobrowse/recorder/packer.ts";
import { Writer } from "../../cobrowse/shorthand/writer.ts";

const WINDOW = { width: 1_280, height: 800 };
const CSS = `
  * { box-sizing: border-box } body { margin: 0; font: 16px/1.5 system-ui; color: #22302b;
    background: #f7f5f0 } header { display: flex; gap: 32px; align-items: center;
    padding: 20px 64px; background: #fff; border-bottom: 1px solid #e4e0d6 }
  header b { font-size: 22px; letter-spacing: -.02em } header a { color: #5b665f;
    text-decoration: none } main { display: grid; grid-template-columns: 1fr 360px; gap: 48px;
    max-width: 1120px; margin: 40px auto } h1 { margin: 0 0 24px; font-size: 32px }
  label { display: block; margin: 16px 0 4px; font-weight: 600; font-size: 14px }
  input { width: 100%; padding: 12px; border: 1px solid #c9c4b8; border-radius: 8px;
    font: inherit; background: #fff } .bad { border-color: #b42318; outline: 3px solid #f9d9d6 }
  .error { margin: 4px 0 0; color: #b42318; font-size: 14px } .half { display: grid;
    grid-template-columns: 1fr 1fr; gap: 16px } button { margin-top: 24px; padding: 14px 28px;
    border: 0; border-radius: 8px; background: #2f6f5e; color: #fff; font: 600 16px system-ui }
  aside { align-self: start; padding: 24px; border: 1px solid #e4e0d6; border-radius: 12px;
    background: #fff } dl { display: grid; grid-template-columns: 1fr auto; gap: 8px; margin: 0 }
  dd { margin: 0; text-align: right } .sum { padding-top: 12px; border-top: 1px solid #e4e0d6;
    font-weight: 700 } img { width: 100%; height: 150px; margin-bottom: 16px }`;
const PAGE = `<header><b>Halden</b><a href="#">Gear</a><a href="#">Workshop</a>
  <a href="#">Delivery</a></header><main><section><h1>Where shall it go?</h1>
  <label for="name">Name</label><input id="name" value="•••••• •••••">
  <label for="street">Street and number</label><input id="street" value="••••••••••• ••">
  <div class="half"><div><label for="code">Postal code</label>
  <input id="code" class="bad" value="•••••"><p class="error">We don’t deliver there yet.</p></div>
  <div><label for="city">City</label><input id="city" value="••••••"></div></div>
  <label for="card">Card number</label><input id="card" value="•••• •••• •••• ••••">
  <button type="button">Pay € 289.00</button></section><aside><img alt="Grinder">
  <dl><dt>Grinder No. 3</dt><dd>€ 279.00</dd><dt>Delivery</dt><dd>€ 10.00</dd>
  <dt class="sum">Together</dt><dd class="sum">€ 289.00</dd></dl></aside></main>`;

/** Stands in for the browser's own; a ticket "later" never shows anything. */
export class PageSocket {
  static readonly OPEN = 1;
  readonly readyState = PageSocket.OPEN;
  binaryType = "";
  onopen: () => void = () => {};
  onmessage: (message: { data: unknown }) => void = () => {};
  onclose: (closed: { code: number }) => void = () => {};

  constructor() {
    setTimeout(() => this.onopen(), 5);
  }

  send(text: string): void {
    const { ticket } = JSON.parse(text) as { readonly ticket?: string };
    if (ticket === undefined || ticket === "later") return;
    const [packer, writer] = [new Packer(), new Writer(() => null)];
    for (const event of events()) {
      this.onmessage({ data: packer.packed(writer.line(event)).buffer });
    }
    if (ticket === "gone") this.onmessage({ data: JSON.stringify({ type: "gone" }) });
  }

  close(): void {}
}

/** A page, and the pointer on it. */
export function events(): readonly Recorded[] {
  let last = 0;
  const node = (of: Node): object => {
    last += 1;
    const id = last;
    if (!(of instanceof Element)) return { type: 3, id, textContent: of.textContent };
    const attributes = Object.fromEntries(
      [...of.attributes].map((each) => [each.name, each.value]),
    );
    const childNodes = [...of.childNodes].map(node);
    return { type: 2, id, tagName: of.localName, attributes, childNodes };
  };
  const html = `<html><head><style>${CSS}</style></head><body>${PAGE}</body></html>`;
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const doctype = { type: 1, id: 100_000, name: "html", publicId: "", systemId: "" };
  const root = { type: 0, id: 100_001, childNodes: [doctype, node(parsed.documentElement)] };
  const full = { node: root as unknown as AnyNode, initialOffset: { top: 0, left: 0 } };
  const href = "https://halden.example/checkout";
  const moved = { source: 1, positions: [{ x: 300, y: 520, id: 1, timeOffset: 0 }] };
  return [
    { type: 4, data: { href, ...WINDOW }, timestamp: 1 },
    { type: 2, data: full, timestamp: 2 },
    { type: 3, data: moved, timestamp: 3 },
  ] as Recorded[];
}
