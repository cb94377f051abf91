/** Trees of nodes as three columns: their structure, their attributes' values, their texts. */

import { type AnyNode, DOCTYPE, ELEMENT, type ElementNode, TEXT } from "../recorded.ts";
import { saidOf } from "./held.ts";

const NAME = /^[^\s<>/"\\]+$/;

/** Of a style sheet; `null`: say it whole. */
export type NameOf = (sheet: string) => string | null;

export class TreeWriter {
  structure = "";
  readonly values: unknown[] = [];
  readonly texts: (string | number)[] = [];
  #lastId: number;
  readonly #nameOf: NameOf;

  constructor(lastId: number, nameOf: NameOf) {
    this.#lastId = lastId;
    this.#nameOf = nameOf;
  }

  add(node: AnyNode): void {
    const step = node.id - this.#lastId - 1;
    this.#lastId = node.id;
    if (step !== 0) this.structure += `@${step}`;
    switch (node.type as number) {
      case ELEMENT:
        this.structure += marksOf(node) + this.#opened(node as ElementNode);
        for (const child of (node as ElementNode).childNodes) this.add(child);
        this.structure += "/";
        break;
      case TEXT:
        this.structure += isInShadow(node) ? "_." : ".";
        this.texts.push("textContent" in node ? saidOf(node.textContent) : "");
        break;
      case DOCTYPE:
        this.structure += "!";
        break;
      default:
        this.structure += "-";
    }
  }

  #opened({ tagName, attributes }: ElementNode): string {
    let names = NAME.test(tagName) ? tagName : "div";
    for (const [name, value] of Object.entries(attributes)) {
      if (!NAME.test(name)) continue;
      names += ` ${name}`;
      const sheet = name === "_cssText" && typeof value === "string" ? this.#nameOf(value) : null;
      this.values.push(sheet === null ? value : [sheet]);
    }
    return `<${names}>`;
  }
}

function marksOf(node: AnyNode): string {
  const { isSVG, isShadowHost } = node as { isSVG?: boolean; isShadowHost?: boolean };
  return `${isSVG ? "~" : ""}${isShadowHost ? "^" : ""}${isInShadow(node) ? "_" : ""}`;
}

function isInShadow(node: AnyNode): boolean {
  return "isShadow" in node && node.isShadow === true;
}
