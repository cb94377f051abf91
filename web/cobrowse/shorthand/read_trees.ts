/** Reads trees from their columns. The check that follows looks at what they hold. */

import { DOCTYPE, ELEMENT, TEXT } from "../recorded.ts";
import { DEPTH_MAX, NODES_MAX } from "../replay/limits.ts";
import { id, NotPlain } from "../replay/plain.ts";

/** As in `shorthand_trees.py`. */
const TOKEN = /(?:@(-?[0-9]{1,16}))?([~^_]*)(?:<([^\s<>/"\\]+)((?: [^\s<>/"\\]+)*)>|([.!-]))|(\/)/y;

const COMMENT = 5;

/** A node as rrweb has it. */
export interface ReadNode {
  readonly type: number;
  readonly id: number;
  readonly childNodes?: ReadNode[];
  readonly [field: string]: unknown;
}

export class TreeReader {
  readonly #values: Iterator<unknown>;
  readonly #texts: Iterator<unknown>;
  readonly #sheetOf: (name: unknown) => string;
  readonly #textOf: (said: unknown) => unknown;

  constructor(
    values: readonly unknown[],
    texts: readonly unknown[],
    sheetOf: (name: unknown) => string,
    textOf: (said: unknown) => unknown,
  ) {
    this.#values = values.values();
    this.#texts = texts.values();
    this.#sheetOf = sheetOf;
    this.#textOf = textOf;
  }

  /** Throws `NotPlain` when these are no trees, or too many nodes, or too deep. */
  trees(structure: string, lastId: number): readonly ReadNode[] {
    const roots: ReadNode[] = [];
    const open: ReadNode[][] = [roots];
    let last = lastId;
    let count = 0;
    for (const token of tokens(structure)) {
      if (token[6] !== undefined) {
        if (open.length === 1) throw new NotPlain("An end without a beginning.");
        open.pop();
        continue;
      }
      count += 1;
      if (count > NODES_MAX || open.length > DEPTH_MAX + 1) {
        throw new NotPlain("Too many nodes, or too deep.");
      }
      last = id(last + 1 + Number(token[1] ?? 0));
      const node = this.#node(token, last);
      open.at(-1)?.push(node);
      if (node.childNodes !== undefined) open.push(node.childNodes);
    }
    if (open.length > 1) throw new NotPlain("An element without end.");
    return roots;
  }

  #node([, , marks = "", tagName, names = "", sign]: RegExpExecArray, own: number): ReadNode {
    const isShadow = marks.includes("_") ? { isShadow: true } : {};
    if (sign === ".") {
      const textContent = this.#textOf(this.#next(this.#texts));
      return { type: TEXT, id: own, textContent, ...isShadow } as ReadNode;
    }
    if (sign === "!") {
      return { type: DOCTYPE, id: own, name: "html", publicId: "", systemId: "" } as ReadNode;
    }
    if (sign === "-") return { type: COMMENT, id: own, textContent: "" } as ReadNode;
    return {
      type: ELEMENT,
      id: own,
      tagName,
      attributes: this.#attributes(names.split(" ").slice(1)),
      childNodes: [],
      ...(marks.includes("~") ? { isSVG: true } : {}),
      ...(marks.includes("^") ? { isShadowHost: true } : {}),
      ...isShadow,
    } as ReadNode;
  }

  #attributes(names: readonly string[]): object {
    const attributes: [string, unknown][] = names.map((name) => {
      const value = this.#next(this.#values);
      const isNamed = name === "_cssText" && Array.isArray(value);
      return [name, isNamed ? this.#sheetOf(value[0]) : value];
    });
    return Object.fromEntries(attributes);
  }

  #next(column: Iterator<unknown>): unknown {
    const { value, done } = column.next();
    if (done) throw new NotPlain("What was not said.");
    return value;
  }
}

function* tokens(structure: string): Generator<RegExpExecArray> {
  let place = 0;
  while (place < structure.length) {
    TOKEN.lastIndex = place;
    const token = TOKEN.exec(structure);
    if (token === null) throw new NotPlain("No structure of a page.");
    place = TOKEN.lastIndex;
    yield token;
  }
}
