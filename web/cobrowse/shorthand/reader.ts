/** Reads the lines of the server's stream as rrweb's events, for the check that follows. */

import {
  ADOPTED,
  DECLARATION,
  DRAG,
  FULL_SNAPSHOT,
  INCREMENTAL,
  INPUT,
  META,
  MOUSE_INTERACTION,
  MOUSE_MOVE,
  MUTATION,
  RESIZE,
  RULES,
  SCROLL,
  TOUCH_MOVE,
} from "../recorded.ts";
import { CHANGES_MAX } from "../replay/limits.ts";
import { fields, id, list, NotPlain, text } from "../replay/plain.ts";
import { HELD_CHARACTERS_MAX, strokes } from "./held.ts";
import {
  DOT,
  DOTS_MAX,
  FORGET,
  MUTATED,
  NAMED_CHARACTERS_MAX,
  PICTURE,
  PLAIN,
  POINTED,
  PRESSED,
  RESIZED,
  SCROLLED,
  SHEET,
  SHEETS_CHARACTERS_MAX,
  WINDOW,
  WRITTEN,
} from "./lines.ts";
import { type ReadNode, TreeReader } from "./read_trees.ts";

/** Characters of one line. */
const STRUCTURE_MAX = 8 << 20;
/** Of style sheets that one line names, and texts that are held back. */
const EXPANDED_MAX = 16 << 20;
/** What a stream may say before the server lets us forget: its own limit, and one picture more. */
const HELD_MAX = 2 * SHEETS_CHARACTERS_MAX + EXPANDED_MAX;
const VALUES_MAX = 1_000_000;
/** Changes that are said as rrweb has them. */
const STYLED: ReadonlySet<unknown> = new Set([RULES, DECLARATION, ADOPTED]);

export class Reader {
  #sheets: Map<string, string>;
  readonly #keep: (name: string, sheet: string) => void;
  #said = 0;
  #expanded = 0;
  #at = 0;

  /** `sheets`: those that we have; `keep`: is given those that are used. */
  constructor(
    sheets: ReadonlyMap<string, string> = new Map(),
    keep: (name: string, sheet: string) => void = () => {},
  ) {
    this.#sheets = new Map(sheets);
    this.#keep = keep;
  }

  /** The event of a line; `null`: it has none. Throws `NotPlain` at what no server sends. */
  event(raw: string): object | null {
    const [kind, ...parts] = list(JSON.parse(raw), 16);
    switch (kind) {
      case SHEET:
        this.#learn(text(parts[0], 2 * NAMED_CHARACTERS_MAX), text(parts[1], 64));
        return null;
      case FORGET:
        this.#sheets = new Map();
        this.#said = 0;
        return null;
      default: {
        const [at, ...said] = parts;
        this.#at += step(at);
        return this.#event(kind, said);
      }
    }
  }

  #event(kind: unknown, parts: readonly unknown[]): object {
    switch (kind) {
      case WINDOW: {
        const [href, width, height] = parts;
        return { type: META, data: { href, width, height }, timestamp: this.#at };
      }
      case PICTURE:
        return { type: FULL_SNAPSHOT, data: this.#picture(parts), timestamp: this.#at };
      default: {
        const data = kind === MUTATED ? this.#mutation(parts) : movement(kind, parts);
        return { type: INCREMENTAL, data, timestamp: this.#at };
      }
    }
  }

  #picture([left, top, quirks, root, structure, values, texts]: readonly unknown[]): object {
    const own = id(root);
    const childNodes = this.#trees(structure, own, values, texts);
    const isOld = quirks === 1 ? { compatMode: "BackCompat" } : {};
    const node = { type: 0, id: own, childNodes, ...isOld };
    return { node, initialOffset: { left, top } };
  }

  #mutation(parts: readonly unknown[]): object {
    const [removes, places, structure, values, texts, changedTexts, changedAttributes] = parts;
    const steps = list(places, 2 * CHANGES_MAX).map(step);
    let parentId = 0;
    const adds = this.#trees(structure, 0, values, texts).map((node, at) => {
      parentId += steps[2 * at] ?? 0;
      const before = steps[2 * at + 1] ?? 0;
      return { parentId, nextId: before === 0 ? null : node.id + before, node };
    });
    let gone = 0;
    return {
      source: MUTATION,
      adds,
      removes: list(removes, CHANGES_MAX).map((each) => {
        gone += step(each);
        return { id: gone };
      }),
      texts: byId(changedTexts).map(([node, said]) => ({ id: node, value: this.#text(said) })),
      attributes: byId(changedAttributes).map(([node, attributes]) => ({ id: node, attributes })),
    };
  }

  #trees(structure: unknown, lastId: number, values: unknown, texts: unknown): readonly ReadNode[] {
    this.#expanded = 0;
    const columns = [list(values, VALUES_MAX), list(texts, VALUES_MAX)] as const;
    const reader = new TreeReader(
      ...columns,
      (name) => this.#sheet(name),
      (said) => this.#text(said),
    );
    return reader.trees(text(structure, STRUCTURE_MAX), lastId);
  }

  #learn(sheet: string, name: string): void {
    this.#said += sheet.length;
    if (this.#said > HELD_MAX) throw new NotPlain("More style sheets than pages have.");
    this.#sheets.set(name, sheet);
  }

  #sheet(name: unknown): string {
    const sheet = this.#sheets.get(text(name, 64));
    if (sheet === undefined) throw new NotPlain("A style sheet that was not said.");
    this.#expand(sheet.length);
    this.#keep(`${name}`, sheet);
    return sheet;
  }

  /** Or strokes, where it is held back; the check looks at what is neither. */
  #text(said: unknown): unknown {
    if (typeof said !== "number") return said;
    if (!Number.isInteger(said) || said < 1 || said > HELD_CHARACTERS_MAX) {
      throw new NotPlain("No strokes.");
    }
    this.#expand(said);
    return strokes(said);
  }

  #expand(characters: number): void {
    this.#expanded += characters;
    if (this.#expanded > EXPANDED_MAX) throw new NotPlain("A line that stands for too much.");
  }
}

function movement(kind: unknown, parts: readonly unknown[]): object {
  switch (kind) {
    case POINTED: {
      const [x, y, node = 0, source = MOUSE_MOVE] = parts;
      if (source !== MOUSE_MOVE && source !== TOUCH_MOVE && source !== DRAG) break;
      return { source, positions: [{ x, y, id: node, timeOffset: 0 }] };
    }
    case PRESSED: {
      const [type, node, x, y] = parts;
      const place = typeof x === "number" && typeof y === "number" ? { x, y } : {};
      return { source: MOUSE_INTERACTION, type, id: node, ...place };
    }
    case SCROLLED: {
      const [node, x, y] = parts;
      return { source: SCROLL, id: node, x, y };
    }
    case WRITTEN: {
      const [node, said, checked = 0] = parts;
      return { source: INPUT, id: node, text: dotsOf(said), isChecked: checked === 1 };
    }
    case RESIZED: {
      const [width, height] = parts;
      return { source: RESIZE, width, height };
    }
    case PLAIN: {
      const data = fields(parts[0]);
      if (!STYLED.has(data["source"])) break;
      return data;
    }
    default:
  }
  throw new NotPlain("No line of a stream.");
}

function dotsOf(said: unknown): unknown {
  if (typeof said !== "number") return said;
  if (!Number.isInteger(said) || said < 0 || said > DOTS_MAX) throw new NotPlain("No dots.");
  return DOT.repeat(said);
}

function byId(stepped: unknown): readonly (readonly [number, unknown])[] {
  const parts = list(stepped, 2 * CHANGES_MAX);
  const found: [number, unknown][] = [];
  let node = 0;
  for (let at = 0; at + 1 < parts.length; at += 2) {
    node += step(parts[at]);
    found.push([node, parts[at + 1]]);
  }
  return found;
}

function step(value: unknown): number {
  if (!Number.isSafeInteger(value)) throw new NotPlain("No step.");
  return value as number;
}
