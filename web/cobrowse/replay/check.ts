/**
 * The last look at what shall be shown: copies what is known to be harmless, leaves out what is
 * not, and throws `NotPlain` at what no recorder sends. The server has looked before, and the frame
 * runs no script and loads nothing; this holds also when both have failed.
 */

import { attribute, type Bearer } from "../privacy/attributes.ts";
import { withoutLoads } from "../privacy/css.ts";
import { dots } from "../privacy/patterns.ts";
import {
  ADOPTED,
  type AnyNode,
  type Attributes,
  DECLARATION,
  DOCTYPE,
  DOCUMENT,
  ELEMENT,
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
  TEXT,
  TOUCH_MOVE,
} from "../recorded.ts";
import {
  CHANGES_MAX,
  SCROLL_PIXELS_MAX,
  TEXT_CHARACTERS_MAX,
  WINDOW_PIXELS_MAX,
} from "./limits.ts";
import { between, type Fields, fields, id, list, NotPlain, text } from "./plain.ts";
import { declarations, styled } from "./styles.ts";
import { Tree } from "./tree.ts";

/** What the stage can do. All of it is made here, nothing is passed through. */
export type Shown =
  | { readonly is: "window"; readonly width: number; readonly height: number; readonly url: string }
  /** For the replayer, without its time. */
  | { readonly is: "picture"; readonly type: number; readonly data: object }
  | { readonly is: "pointer"; readonly x: number; readonly y: number }
  | { readonly is: "pressed"; readonly x: number; readonly y: number };

/** They run, load or hold what is no part of the page. */
const REFUSED = new Set(
  `script noscript base meta link template iframe frame frameset object embed applet param portal
  fencedframe audio video source track canvas plaintext xmp noembed noframes set animate
  animatemotion animatetransform animatecolor discard handler listener feimage`.split(/\s+/),
);
const TAG = /^[a-z][a-z0-9._-]{0,63}$/i;
const HIDDEN: Attributes = { style: "display:none!important" };
/** Of `MouseInteractions`: clicks and touches. */
const PRESSES: ReadonlySet<unknown> = new Set([2, 4, 7]);
const SVG_NAMES_MAX = 64;

export class Check {
  #tree = new Tree();
  #begun = false;

  shown(event: unknown): Shown | null {
    const { type, data } = fields(event);
    switch (type) {
      case META:
        return this.#window(fields(data));
      case FULL_SNAPSHOT:
        return this.#full(fields(data));
      case INCREMENTAL:
        return this.#begun ? this.#change(fields(data)) : null;
      default:
        return null;
    }
  }

  #window({ width, height, href = "" }: Fields): Shown {
    const url = text(href, 2_000);
    return {
      is: "window",
      width: Math.round(between(1, width, WINDOW_PIXELS_MAX)),
      height: Math.round(between(1, height, WINDOW_PIXELS_MAX)),
      url: /^https?:\/\//i.test(url) ? url : "",
    };
  }

  #full(data: Fields): Shown {
    this.#tree = new Tree();
    const node = fields(data["node"]);
    if (node["type"] !== DOCUMENT) throw new NotPlain("No document.");
    const offset = fields(data["initialOffset"]);
    const built = this.#node(node, 0, "");
    this.#begun = true;
    const initialOffset = {
      left: between(-SCROLL_PIXELS_MAX, offset["left"], SCROLL_PIXELS_MAX),
      top: between(-SCROLL_PIXELS_MAX, offset["top"], SCROLL_PIXELS_MAX),
    };
    return { is: "picture", type: FULL_SNAPSHOT, data: { node: built, initialOffset } };
  }

  #change(data: Fields): Shown | null {
    const { source } = data;
    switch (source) {
      case MUTATION:
        return this.#mutation(data);
      case MOUSE_MOVE:
      case TOUCH_MOVE:
        return pointer(data);
      case MOUSE_INTERACTION:
        return pressed(data);
      case RESIZE:
        return this.#window({ ...data, href: "" });
      case SCROLL:
        return this.#known(data["id"]) ? picture({ source, ...scrolled(data) }) : null;
      case INPUT:
        return this.#known(data["id"]) ? picture({ source, ...written(data) }) : null;
      case RULES:
      case DECLARATION:
      case ADOPTED:
        if (data["id"] !== undefined && !this.#known(data["id"])) return null;
        return picture(styled(source, data));
      default:
        return null;
    }
  }

  #mutation(data: Fields): Shown {
    const each = (name: string): Fields[] => list(data[name], CHANGES_MAX).map(fields);
    const removes = each("removes").flatMap((removed) => this.#removed(removed));
    const adds = each("adds").flatMap((added) => this.#added(added));
    const texts = each("texts").flatMap((changed) => this.#text(changed));
    const attributes = each("attributes").flatMap((changed) => this.#attributes(changed));
    return picture({ source: MUTATION, texts, attributes, removes, adds });
  }

  #removed(removed: Fields): object[] {
    const node = removed["id"] as number;
    const parent = this.#tree.get(node)?.parent;
    const named = removed["parentId"] ?? parent;
    if (parent === undefined || parent !== named) return [];
    this.#tree.remove(node);
    return [{ parentId: parent, id: node, ...(removed["isShadow"] ? { isShadow: true } : {}) }];
  }

  /** Into what is not there, nothing is added; beside what is not there, at the end. */
  #added(added: Fields): object[] {
    const parentId = added["parentId"] as number;
    const parent = this.#tree.get(parentId);
    const node = fields(added["node"]);
    if (parent === undefined || parent.tag === "" || REFUSED.has(parent.tag)) return [];
    if (node["type"] === DOCUMENT || node["type"] === DOCTYPE) return [];
    const nextId = this.#known(added["nextId"]) ? added["nextId"] : null;
    if (nextId !== null && this.#tree.get(nextId as number)?.parent !== parentId) return [];
    this.#tree.remove(id(node["id"]));
    if (!this.#tree.has(parentId)) return [];
    return [{ parentId, nextId, node: this.#node(node, parentId, parent.tag) }];
  }

  #text(changed: Fields): object[] {
    const node = id(changed["id"]);
    const known = this.#tree.get(node);
    if (known === undefined || known.tag !== "") return [];
    const value = text(changed["value"] ?? "", TEXT_CHARACTERS_MAX);
    return [{ id: node, value: this.#words(this.#tree.get(known.parent)?.tag ?? "", value) }];
  }

  #attributes(changed: Fields): object[] {
    const node = id(changed["id"]);
    const known = this.#tree.get(node);
    if (known === undefined || known.tag === "" || REFUSED.has(known.tag)) return [];
    const next: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(fields(changed["attributes"]))) {
      if (value === null) next[name] = null;
      else if (typeof value === "object" && name === "style") next[name] = declarations(value);
      else Object.assign(next, this.#attribute({ ...known, isPrivate: false }, name, value));
    }
    return [{ id: node, attributes: next }];
  }

  #node(node: Fields, parent: number, parentTag: string): object {
    const own = id(node["id"]);
    const isShadow = node["isShadow"] === true ? { isShadow: true } : {};
    switch (node["type"]) {
      case DOCUMENT: {
        if (parent !== 0) throw new NotPlain("A document within another.");
        this.#tree.add(own, { parent, tag: "", type: "" });
        const isOld = node["compatMode"] === "BackCompat" ? { compatMode: "BackCompat" } : {};
        return { type: DOCUMENT, id: own, ...isOld, childNodes: this.#children(node, own, "") };
      }
      case DOCTYPE:
        this.#tree.add(own, { parent, tag: "", type: "" });
        return { type: DOCTYPE, id: own, name: "html", publicId: "", systemId: "" };
      case ELEMENT:
        return { ...this.#element(node, own, parent), ...isShadow };
      default: {
        this.#tree.add(own, { parent, tag: "", type: "" });
        const said = text(node["textContent"] ?? "", TEXT_CHARACTERS_MAX);
        const textContent = node["type"] === TEXT ? this.#words(parentTag, said) : "";
        return { type: TEXT, id: own, textContent, ...isShadow };
      }
    }
  }

  #element(node: Fields, own: number, parent: number): object {
    const named = text(node["tagName"], SVG_NAMES_MAX);
    const given = fields(node["attributes"] ?? {});
    const isSheet = named.toLowerCase() === "link" && typeof given["_cssText"] === "string";
    const tagName = isSheet ? "style" : named;
    const tag = tagName.toLowerCase();
    const type = typeof given["type"] === "string" ? given["type"].toLowerCase() : "";
    this.#tree.add(own, { parent, tag, type });
    if (REFUSED.has(tag) || !TAG.test(tag)) {
      return { type: ELEMENT, id: own, tagName: "span", attributes: HIDDEN, childNodes: [] };
    }
    const attributes: Attributes = {};
    for (const [name, value] of Object.entries(given)) {
      Object.assign(attributes, this.#attribute({ tag, type, isPrivate: false }, name, value));
    }
    return {
      type: ELEMENT,
      id: own,
      tagName: tag === "form" ? "div" : tagName,
      attributes,
      childNodes: this.#children(node, own, tag),
      ...(node["isSVG"] === true ? { isSVG: true } : {}),
      ...(node["isShadowHost"] === true ? { isShadowHost: true } : {}),
    };
  }

  #children(node: Fields, own: number, tag: string): AnyNode[] {
    return list(node["childNodes"] ?? [], CHANGES_MAX).map(
      (child) => this.#node(fields(child), own, tag) as AnyNode,
    );
  }

  #attribute(of: Bearer, name: string, value: unknown): Attributes {
    if (typeof value === "string") text(value, TEXT_CHARACTERS_MAX);
    else if (typeof value !== "number" && typeof value !== "boolean") return {};
    if (name === "_cssText" && of.tag !== "style") return {};
    const kept = attribute(of, name, value as string | number | boolean);
    return kept === null || kept === false ? {} : { [name]: kept };
  }

  #words(parentTag: string, said: string): string {
    if (parentTag === "style") return withoutLoads(said);
    if (REFUSED.has(parentTag)) return "";
    return parentTag === "textarea" || parentTag === "option" ? dots(said) : said;
  }

  #known(value: unknown): boolean {
    return typeof value === "number" && this.#tree.has(value);
  }
}

function picture(data: object): Shown {
  return { is: "picture", type: INCREMENTAL, data };
}

function pointer(data: Fields): Shown | null {
  const last = list(data["positions"], CHANGES_MAX).at(-1);
  if (last === undefined) return null;
  const { x, y } = fields(last);
  return { is: "pointer", ...at(x, y) };
}

function pressed({ type, x, y }: Fields): Shown | null {
  return PRESSES.has(type) && x !== undefined ? { is: "pressed", ...at(x, y) } : null;
}

function at(x: unknown, y: unknown): { readonly x: number; readonly y: number } {
  return { x: between(0, x, WINDOW_PIXELS_MAX), y: between(0, y, WINDOW_PIXELS_MAX) };
}

function scrolled(data: Fields): object {
  const within = (value: unknown): number => between(-SCROLL_PIXELS_MAX, value, SCROLL_PIXELS_MAX);
  return { id: id(data["id"]), x: within(data["x"]), y: within(data["y"]) };
}

/** What stands in fields is shown as dots, whatever came. */
function written(data: Fields): object {
  const said = text(data["text"] ?? "", TEXT_CHARACTERS_MAX);
  return { id: id(data["id"]), text: dots(said), isChecked: data["isChecked"] === true };
}
