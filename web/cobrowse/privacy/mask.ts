/**
 * What the recorder saw of the page, without what nobody else may see: the last thing that is done
 * to an event before it is packed. It does not rely on what the recorder has hidden already.
 */

import {
  ADOPTED,
  type Added,
  type Adopted,
  type AnyNode,
  type AttributeChange,
  type Attributes,
  type Change,
  DECLARATION,
  type Declaration,
  DOCTYPE,
  DOCUMENT,
  DRAG,
  ELEMENT,
  type ElementNode,
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
  type Rule,
  type Rules,
  SCROLL,
  type StyleChange,
  TEXT,
  type TextChange,
  TOUCH_MOVE,
} from "../recorded.ts";
import { attribute, type Bearer } from "./attributes.ts";
import { withoutLoads } from "./css.ts";
import { dots, withoutEmail, withoutNumbers } from "./patterns.ts";
import { parentOf, type Secrets } from "./secrets.ts";

/** Numbers only. */
const MOTIONS: ReadonlySet<number> = new Set([
  MOUSE_MOVE,
  MOUSE_INTERACTION,
  SCROLL,
  RESIZE,
  TOUCH_MOVE,
  DRAG,
]);
/** They are drawn as nothing at all. */
const UNDRAWN = new Set(["script", "noscript", "base", "meta", "link", "template"]);
const NOTHING: Attributes = { style: "display:none!important" };

interface Place {
  readonly isPrivate: boolean;
  readonly tag: string;
}

export class Mask {
  readonly #nodeOf: (id: number) => Node | null;
  readonly #secrets: Secrets;

  /** `nodeOf`: the page's node with the recorder's number. */
  constructor(nodeOf: (id: number) => Node | null, secrets: Secrets) {
    this.#nodeOf = nodeOf;
    this.#secrets = secrets;
  }

  /** A new event to send; `null`: nothing of it may leave the page. */
  masked(event: Recorded): Recorded | null {
    switch (event.type as number) {
      case META: {
        const { href, width, height } = (event as Meta).data;
        return { ...event, data: { href: bareAddress(href), width, height } } as Recorded;
      }
      case FULL_SNAPSHOT: {
        const { node, initialOffset } = (event as Full).data;
        const place = { isPrivate: false, tag: "" };
        return { ...event, data: { node: this.#node(node, place), initialOffset } } as Full;
      }
      case INCREMENTAL: {
        const data = this.#incremental((event as Incremental).data);
        return data === null ? null : ({ ...event, data } as Incremental);
      }
      default:
        return null;
    }
  }

  #incremental(data: Change): Change | null {
    const source: number = data.source;
    if (MOTIONS.has(source)) return lastPosition(data);
    switch (source) {
      case MUTATION:
        return this.#mutation(data as Mutation);
      case INPUT:
        return this.#input(data as Input);
      case RULES:
        return rulesWithoutLoads(data as Rules);
      case DECLARATION: {
        const { set } = data as Declaration;
        if (!set) return data;
        const value = set.value === null ? null : withoutLoads(set.value);
        return { ...data, set: { ...set, value } } as Declaration;
      }
      case ADOPTED: {
        const { styles } = data as Adopted;
        if (!styles) return data;
        const bare = styles.map((each) => ({ ...each, rules: each.rules.map(ruleWithoutLoads) }));
        return { ...data, styles: bare } as Adopted;
      }
      default:
        return null;
    }
  }

  #mutation(data: Mutation): Mutation | null {
    const texts = data.texts.map((text) => this.#text(text));
    const changed = data.attributes.flatMap((each) => this.#attributes(each));
    const adds = data.adds.flatMap((each) => this.#added(each));
    const removes = data.removes.filter(({ id, parentId }) => id > 0 && parentId > 0);
    if (texts.length + changed.length + adds.length + removes.length === 0) return null;
    return { source: data.source, texts, attributes: changed, removes, adds };
  }

  #text({ id, value }: TextChange): TextChange {
    const node = this.#nodeOf(id);
    const place = this.#placeOf(node);
    const isUnshown = node !== null && this.#isWithinUnshown(node);
    return { id, value: value === null || isUnshown ? "" : this.#words(place, value) };
  }

  #attributes({ id, attributes: changed }: AttributeChange): AttributeChange[] {
    const element = this.#nodeOf(id);
    if (!isElement(element) || this.#isWithinUnshown(element)) return [];
    const of = this.#bearer(element, this.#isHidden(element));
    if (UNDRAWN.has(of.tag)) return [];
    const next: AttributeChange["attributes"] = {};
    for (const [name, value] of Object.entries(changed)) {
      if (value === null) next[name] = null;
      else if (typeof value === "object") next[name] = styles(value);
      else {
        const kept = this.#kept(of, name, value);
        if (kept !== null) next[name] = kept as string;
      }
    }
    return Object.keys(next).length === 0 ? [] : [{ id, attributes: next }];
  }

  /** What rrweb itself has left out has a number below 1, and so has the parent of what is in it. */
  #added(mutation: Added): Added[] {
    if (mutation.parentId < 1) return [];
    const parent = this.#nodeOf(mutation.parentId);
    if (parent !== null && this.#isWithinUnshown(parent)) return [];
    return [{ ...mutation, node: this.#node(mutation.node, this.#placeOf(parent)) }];
  }

  #input({ id, text, isChecked, source }: Input): Input | null {
    const element = this.#nodeOf(id);
    if (!isElement(element) || this.#isWithinUnshown(element)) return null;
    const shown = attribute(this.#bearer(element, true), "value", text);
    const isOn = isChecked && !this.#isHidden(element);
    return { source, id, text: `${shown ?? ""}`, isChecked: isOn } as Input;
  }

  #node(node: AnyNode, place: Place): AnyNode {
    if (node.type === TEXT) {
      const textContent = this.#words(place, (node as { textContent: string }).textContent);
      return { type: node.type, id: node.id, textContent, ...whereOf(node) } as typeof node;
    }
    if (node.type === ELEMENT) return this.#element(node as ElementNode, place);
    if (node.type !== DOCUMENT && node.type !== DOCTYPE)
      return { ...node, textContent: "" } as typeof node;
    if (!("childNodes" in node)) return node;
    return { ...node, childNodes: node.childNodes.map((child) => this.#node(child, place)) };
  }

  #element(node: ElementNode, place: Place): AnyNode {
    const tag = node.tagName.toLowerCase();
    const bare = { type: node.type, id: node.id, ...whereOf(node) };
    const element = this.#nodeOf(node.id);
    const isOurs = isElement(element) && this.#secrets.isOurs(element);
    if (isOurs || (UNDRAWN.has(tag) && node.attributes._cssText === undefined)) {
      return { ...bare, tagName: "span", attributes: NOTHING, childNodes: [] } as typeof node;
    }
    if (isElement(element) && this.#secrets.isUnshown(element)) {
      return {
        ...bare,
        tagName: "div",
        attributes: roomOf(element),
        childNodes: [],
      } as typeof node;
    }
    const isPrivate = place.isPrivate || !isElement(element) || this.#secrets.isPrivate(element);
    const within = { isPrivate: isPrivate || isField(tag), tag };
    const children = node.childNodes.map((child) => this.#node(child, within));
    return {
      ...bare,
      tagName: node.tagName,
      attributes: this.#attributesOf(node, element, isPrivate),
      childNodes: children,
      ...(node.isSVG ? { isSVG: true } : {}),
      ...(node.isShadowHost ? { isShadowHost: true } : {}),
    } as typeof node;
  }

  #attributesOf(node: ElementNode, element: Node | null, isPrivate: boolean): Attributes {
    const of = isElement(element)
      ? this.#bearer(element, isPrivate)
      : { tag: node.tagName.toLowerCase(), type: "", isPrivate: true };
    const next: Attributes = {};
    for (const [name, value] of Object.entries(node.attributes)) {
      if (value === null || value === undefined) continue;
      const kept = this.#kept(of, name, value);
      if (kept !== null) next[name] = kept as string;
    }
    if (of.tag === "img" && next["src"] === undefined && isElement(element)) {
      const { width, height } = element.getBoundingClientRect();
      return { ...next, rr_width: `${width}px`, rr_height: `${height}px` };
    }
    return next;
  }

  /** A text's own words, its style rules, or nothing of a script. */
  #words({ tag, isPrivate }: Place, text: string): string {
    if (tag === "style") return withoutLoads(text);
    if (UNDRAWN.has(tag)) return "";
    return isPrivate ? dots(text) : this.#spoken(withoutNumbers(text));
  }

  #spoken(text: string): string {
    return this.#secrets.hidesEmail ? withoutEmail(text) : text;
  }

  #kept(of: Bearer, name: string, value: string | number | boolean) {
    const kept = attribute(of, name, value);
    return typeof kept === "string" && name !== "_cssText" ? this.#spoken(kept) : kept;
  }

  #bearer(element: Element, isPrivate: boolean): Bearer {
    const tag = element.localName;
    const field = element as { readonly type?: unknown };
    const type = isField(tag) && typeof field.type === "string" ? field.type : "";
    const wasPassword = element.hasAttribute("data-rr-is-password");
    return { tag, type: wasPassword ? "password" : type.toLowerCase(), isPrivate };
  }

  /** What is not on the page any more can't be judged, so it is private. */
  #placeOf(node: Node | null): Place {
    if (node === null) return { isPrivate: true, tag: "" };
    const holder = isElement(node) ? node : parentOf(node);
    let isPrivate = false;
    for (let at: Node | null = holder; at !== null && !isPrivate; at = parentOf(at)) {
      isPrivate = isElement(at) && (isField(at.localName) || this.#secrets.isPrivate(at));
    }
    return { isPrivate, tag: isElement(holder) ? holder.localName : "" };
  }

  /** It, or what it lies in, is masked. A field's own words always are; its captions need not be. */
  #isHidden(element: Element): boolean {
    return this.#secrets.isPrivate(element) || this.#placeOf(parentOf(element)).isPrivate;
  }

  #isWithinUnshown(node: Node): boolean {
    for (let at: Node | null = node; at !== null; at = parentOf(at)) {
      if (isElement(at) && this.#secrets.isUnshown(at)) return true;
    }
    return false;
  }
}

/** Where the pointer has been on its way is not shown. */
function lastPosition(data: Change): Change {
  return "positions" in data ? { ...data, positions: data.positions.slice(-1) } : data;
}

/** Without what forms and links put behind the path. */
function bareAddress(href: string): string {
  try {
    const { origin, pathname } = new URL(href);
    return withoutNumbers(`${origin}${pathname}`);
  } catch {
    return "";
  }
}

function whereOf({ rootId, isShadow }: AnyNode) {
  return { ...(rootId === undefined ? {} : { rootId }), ...(isShadow ? { isShadow } : {}) };
}

function styles(changed: StyleChange): StyleChange {
  const next: StyleChange = {};
  for (const [property, value] of Object.entries(changed)) {
    if (value === false) next[property] = false;
    else if (typeof value === "string") next[property] = withoutLoads(value);
    else next[property] = [withoutLoads(value[0]), value[1]];
  }
  return next;
}

function rulesWithoutLoads(data: Rules): Rules {
  const next = { ...data };
  if (data.adds) next.adds = data.adds.map(ruleWithoutLoads);
  if (data.replace !== undefined) next.replace = withoutLoads(data.replace);
  if (data.replaceSync !== undefined) next.replaceSync = withoutLoads(data.replaceSync);
  return next;
}

function ruleWithoutLoads(rule: Rule): Rule {
  return { ...rule, rule: withoutLoads(rule.rule) };
}

/** What takes the room of an element that is not shown. */
function roomOf(element: Element): Attributes {
  const { width, height } = element.getBoundingClientRect();
  const { position, display, top, left, zIndex } = getComputedStyle(element);
  const isPlaced = position === "absolute" || position === "fixed";
  const place = isPlaced ? `;top:${top};left:${left};z-index:${zIndex}` : "";
  const style = `position:${position};display:${display === "inline" ? "inline-block" : display}`;
  return {
    class: "parlour-unshown",
    style: style + place,
    rr_width: `${width}px`,
    rr_height: `${height}px`,
  };
}

function isField(tag: string): boolean {
  return tag === "input" || tag === "textarea" || tag === "select";
}

function isElement(node: Node | null): node is Element {
  return node !== null && node.nodeType === 1;
}
