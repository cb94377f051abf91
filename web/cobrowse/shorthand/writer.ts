/** Writes events as lines of the stream, for the server. */

import {
  ADOPTED,
  type Change,
  DECLARATION,
  DRAG,
  FULL_SNAPSHOT,
  type Full,
  INCREMENTAL,
  INPUT,
  type Incremental,
  type Input,
  META,
  type Meta,
  MOUSE_INTERACTION,
  MOUSE_MOVE,
  MUTATION,
  type Mutation,
  RESIZE,
  type Recorded,
  RULES,
  SCROLL,
  TOUCH_MOVE,
} from "../recorded.ts";
import { saidOf } from "./held.ts";
import {
  DOT,
  DOTS_MAX,
  MUTATED,
  PICTURE,
  PLAIN,
  POINTED,
  PRESSED,
  RESIZED,
  SCROLLED,
  SHEET,
  WINDOW,
  WRITTEN,
} from "./lines.ts";
import { type NameOf, TreeWriter } from "./write_trees.ts";

type Line = readonly unknown[];
type Motion = {
  readonly [name in "id" | "x" | "y" | "width" | "height" | "type"]?: number;
} & { readonly positions?: readonly { readonly x: number; readonly y: number; id: number }[] };

const HALF = /\p{Surrogate}/gu;
/** By `JSON.stringify`, which escapes no other. */
const HALF_SAID = /\\ud[89a-f]/;

export class Writer {
  readonly #nameOf: NameOf;
  #at = 0;

  constructor(nameOf: NameOf) {
    this.#nameOf = nameOf;
  }

  /** The line of the event, in ASCII and with its end; empty: it says nothing. */
  line(event: Recorded): string {
    const at = Math.round(event.timestamp);
    const line = this.#short(event, at - this.#at);
    if (line === null) return "";
    this.#at = at;
    return written(line);
  }

  #short(event: Recorded, at: number): Line | null {
    switch (event.type as number) {
      case META: {
        const { href, width, height } = (event as Meta).data;
        return [WINDOW, at, href, width, height];
      }
      case FULL_SNAPSHOT:
        return this.#picture((event as Full).data, at);
      case INCREMENTAL: {
        const { data } = event as Incremental;
        if ((data.source as number) === MUTATION) return this.#mutation(data as Mutation, at);
        return movement(data, at);
      }
      default:
        return null;
    }
  }

  #picture({ node, initialOffset }: Full["data"], at: number): Line {
    const { id, childNodes, compatMode } = node as Full["data"]["node"] & {
      readonly childNodes: readonly Full["data"]["node"][];
      readonly compatMode?: string;
    };
    const trees = new TreeWriter(id, this.#nameOf);
    for (const child of childNodes) trees.add(child);
    const { left, top } = initialOffset;
    const quirks = compatMode === "BackCompat" ? 1 : 0;
    return [PICTURE, at, left, top, quirks, id, trees.structure, trees.values, trees.texts];
  }

  #mutation({ adds, removes, texts, attributes }: Mutation, at: number): Line {
    const trees = new TreeWriter(0, this.#nameOf);
    const places: number[] = [];
    let lastParent = 0;
    for (const { parentId, nextId, node } of adds) {
      places.push(parentId - lastParent);
      places.push(nextId !== null && nextId > 0 ? nextId - node.id : 0);
      lastParent = parentId;
      trees.add(node);
    }
    return [
      MUTATED,
      at,
      stepped(removes.map(({ id }) => [id])),
      places,
      trees.structure,
      trees.values,
      trees.texts,
      stepped(texts.map(({ id, value }) => [id, saidOf(value ?? "")])),
      stepped(attributes.map(({ id, attributes: changed }) => [id, changed])),
    ];
  }
}

/** One that says a style sheet, which others name. */
export function sheetLine(text: string, name?: string): string {
  return written(name === undefined ? [SHEET, text] : [SHEET, text, name]);
}

function written(line: Line): string {
  const json = JSON.stringify(line);
  const whole = HALF_SAID.test(json) ? JSON.stringify(line, withoutHalves) : json;
  const text = whole.replace(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `${text}\n`;
}

/** Pages cut characters in two, which no decoder of UTF-8 takes. */
function withoutHalves(_: string, value: unknown): unknown {
  return typeof value === "string" ? value.replace(HALF, "\ufffd") : value;
}

function movement(data: Change, at: number): Line | null {
  const source: number = data.source;
  const { id = 0, x, y, width = 0, height = 0, type, positions } = data as unknown as Motion;
  switch (source) {
    case MOUSE_MOVE:
    case TOUCH_MOVE:
    case DRAG: {
      const last = positions?.at(-1);
      if (last === undefined) return null;
      const pointed = [POINTED, at, Math.round(last.x), Math.round(last.y), Math.max(last.id, 0)];
      return source === MOUSE_MOVE ? pointed : [...pointed, source];
    }
    case MOUSE_INTERACTION:
      // Below 1: what is not recorded, as our own window.
      if (x === undefined || y === undefined) return [PRESSED, at, type, Math.max(id, 0)];
      return [PRESSED, at, type, Math.max(id, 0), Math.round(x), Math.round(y)];
    case SCROLL:
      return [SCROLLED, at, id, Math.round(x ?? 0), Math.round(y ?? 0)];
    case INPUT:
      return typed(data as Input, at);
    case RESIZE:
      return [RESIZED, at, Math.round(width), Math.round(height)];
    case RULES:
    case DECLARATION:
    case ADOPTED:
      return [PLAIN, at, data];
    default:
      return null;
  }
}

/** Dots are said by their number. */
function typed({ id, text, isChecked }: Input, at: number): Line {
  const isDots = text.length <= DOTS_MAX && text === DOT.repeat(text.length);
  const line = [WRITTEN, at, id, isDots ? text.length : text];
  return isChecked ? [...line, 1] : line;
}

/** Ids as steps from the one before, each with what is said of it. */
function stepped(each: readonly (readonly [number, unknown?])[]): unknown[] {
  let last = 0;
  return each.flatMap(([id, ...said]) => {
    const step = id - last;
    last = id;
    return [step, ...said];
  });
}
