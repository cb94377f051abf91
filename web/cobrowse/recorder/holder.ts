/**
 * Holds back what the end-user has not come near: of a text more than a screen below what they see,
 * or that is not drawn at all, only about how long it is leaves the page. It goes out as soon as
 * they come near it, and is masked then, for it may have become private since.
 */

import {
  type Added,
  type AnyNode,
  FULL_SNAPSHOT,
  type Full,
  INCREMENTAL,
  type Incremental,
  META,
  MUTATION,
  type Mutation,
  type Recorded,
  SCROLL,
  TEXT,
} from "../recorded.ts";
import type { Nearness, Told } from "./nearness.ts";
import { standIn } from "./stand_in.ts";

/** Answers come with the next frame; a tab out of sight draws none, and shows nothing then. */
const ANSWER_WITHIN_MS = 2_000;
/** Masked in one task: some ten milliseconds of the page's own time. */
const AT_ONCE = 250;
/** They say nothing of their own to read, or are too short of room to be anything else. */
const NEVER_HELD = new Set(["style", "title", "textarea", "option", "script"]);
const XHTML = "http://www.w3.org/1999/xhtml";

export interface HolderOptions {
  /** The page's node with the recorder's number. */
  nodeOf(id: number): Node | null;
  masked(event: Recorded): Recorded | null;
  emit(event: Recorded): void;
  nearness(tell: (told: readonly Told[]) => void): Nearness;
  /** Whether line ends in it are drawn. */
  keepsLines(element: Element): boolean;
  timer(ms: number, ring: () => void): () => void;
  now(): number;
}

/** An event, masked, and the elements of which we don't know yet where they are. */
interface Waiting {
  readonly event: Recorded;
  readonly asked: Set<Element>;
}

export class Holder {
  readonly #options: HolderOptions;
  readonly #nearness: Nearness;
  #queue: Waiting[] = [];
  /** Elements that are far, and the texts that are held back in them. */
  #far = new WeakMap<Element, Set<number>>();
  #held = new Set<number>();
  /** Texts that have come near, in the order of reading. */
  #due: number[] = [];
  /** The page grows when texts come: where it was scrolled to is said again. */
  readonly #scrolled = new Map<number, Recorded>();
  #cancelWait: (() => void) | null = null;
  #cancelDue: (() => void) | null = null;

  constructor(options: HolderOptions) {
    this.#options = options;
    this.#nearness = options.nearness((told) => this.#told(told));
  }

  /** An event that is masked, and that nobody else needs. */
  take(event: Recorded): void {
    if (event.type === FULL_SNAPSHOT) this.#begin(event as Full);
    if (event.type === INCREMENTAL) this.#remember(event as Incremental);
    this.#queue.push({ event, asked: this.#ask(event) });
    this.#pass();
  }

  stop(): void {
    this.#nearness.stop();
    this.#queue = [];
    this.#due = [];
    this.#held.clear();
    this.#stopWaiting();
    this.#cancelDue?.();
  }

  /** All that came before is in the picture, but for its window. */
  #begin({ data, timestamp }: Full): void {
    this.#nearness.forget();
    this.#queue = this.#queue.filter(({ event }) => event.type === META);
    for (const { asked } of this.#queue) asked.clear();
    this.#stopWaiting();
    this.#far = new WeakMap();
    this.#held = new Set();
    this.#due = [];
    this.#scrolled.clear();
    const { left: x, top: y } = data.initialOffset;
    const change = { source: SCROLL, id: data.node.id, x, y };
    const scrolled = { type: INCREMENTAL, data: change, timestamp } as Recorded;
    if (x !== 0 || y !== 0) this.#scrolled.set(data.node.id, scrolled);
  }

  #remember(event: Incremental): void {
    const data = event.data as { readonly source: number; readonly id?: number };
    if (data.source === SCROLL && data.id !== undefined) this.#scrolled.set(data.id, event);
  }

  #ask(event: Recorded): Set<Element> {
    const asked = new Set<Element>();
    for (const { id } of textsOf(event)) {
      const place = this.#placeOf(id);
      if (place === null || this.#far.has(place)) continue;
      asked.add(place);
    }
    for (const place of asked) this.#nearness.ask(place);
    return asked;
  }

  #told(told: readonly Told[]): void {
    for (const { element, isNear } of told) {
      for (const { asked } of this.#queue) asked.delete(element);
      if (isNear) {
        this.#nearness.leave(element);
        for (const id of this.#far.get(element) ?? []) this.#due.push(id);
        this.#far.delete(element);
      } else if (!this.#far.has(element)) this.#far.set(element, new Set());
    }
    this.#pass();
    this.#release();
  }

  /** Events in their order, as far as it is known where their texts are. */
  #pass(): void {
    const [first] = this.#queue;
    for (let next = this.#ready(); next !== null; next = this.#ready()) {
      this.#queue.shift();
      this.#hold(next.event);
      this.#options.emit(next.event);
    }
    if (this.#queue[0] !== first) this.#stopWaiting();
    if (this.#queue.length > 0) {
      this.#cancelWait ??= this.#options.timer(ANSWER_WITHIN_MS, () => this.#giveUp());
    }
  }

  /** The first event, if it may go. A window goes with its picture: alone it shows nothing. */
  #ready(): Waiting | null {
    const [first, second] = this.#queue;
    const last = first?.event.type === META ? second : first;
    return first !== undefined && last?.asked.size === 0 ? first : null;
  }

  #stopWaiting(): void {
    this.#cancelWait?.();
    this.#cancelWait = null;
  }

  /** Who is not drawn is not seen. */
  #giveUp(): void {
    this.#stopWaiting();
    const waiting = this.#queue.find(({ asked }) => asked.size > 0);
    for (const element of [...(waiting?.asked ?? [])]) {
      this.#far.set(element, this.#far.get(element) ?? new Set());
      for (const { asked } of this.#queue) asked.delete(element);
    }
    this.#pass();
  }

  #hold(event: Recorded): void {
    for (const text of textsOf(event)) {
      const place = this.#placeOf(text.id);
      const held = place === null ? undefined : this.#far.get(place);
      this.#held.delete(text.id);
      if (place === null || held === undefined) continue;
      held.add(text.id);
      this.#held.add(text.id);
      text.textContent = this.#standIn(place, text.textContent);
    }
    for (const change of mutationOf(event)?.texts ?? []) {
      const place = this.#held.has(change.id) ? this.#placeOf(change.id) : null;
      if (place !== null) change.value = this.#standIn(place, change.value ?? "");
    }
  }

  #standIn(place: Element, text: string): string {
    const isLong = text.includes("\n");
    return standIn(text, isLong && this.#options.keepsLines(place));
  }

  #release(): void {
    if (this.#cancelDue !== null || this.#due.length === 0) return;
    const texts = this.#due.splice(0, AT_ONCE).flatMap((id) => this.#freed(id));
    if (texts.length > 0)
      this.#send({ source: MUTATION, texts, attributes: [], removes: [], adds: [] });
    if (this.#due.length > 0) {
      this.#cancelDue = this.#options.timer(0, () => {
        this.#cancelDue = null;
        this.#release();
      });
      return;
    }
    for (const { data } of this.#scrolled.values()) this.#send(data as object);
    this.#scrolled.clear();
  }

  /** What is gone, or held back elsewhere by now, stays here. */
  #freed(id: number): { id: number; value: string }[] {
    const place = this.#placeOf(id);
    if (place !== null && this.#far.has(place)) return [];
    const isHeld = this.#held.delete(id);
    const node = this.#options.nodeOf(id);
    return isHeld && node?.isConnected ? [{ id, value: node.textContent ?? "" }] : [];
  }

  #send(data: object): void {
    const event = { type: INCREMENTAL, data, timestamp: this.#options.now() } as Recorded;
    const masked = this.#options.masked(event);
    if (masked === null) return;
    this.#queue.push({ event: masked, asked: new Set() });
    this.#pass();
  }

  /** The element whose place is that of the text; `null`: the text is not held back. */
  #placeOf(id: number): Element | null {
    const parent = this.#options.nodeOf(id)?.parentNode ?? null;
    const element = parent instanceof ShadowRoot ? parent.host : parent;
    if (!(element instanceof Element) || element.namespaceURI !== XHTML) return null;
    return NEVER_HELD.has(element.localName) ? null : wholeTable(element);
  }
}

/** How wide the columns of a table are is told by all its rows. */
function wholeTable(element: Element): Element {
  let place = element;
  for (
    let at = element.closest("table");
    at !== null;
    at = at.parentElement?.closest("table") ?? null
  )
    place = at;
  return place;
}

interface Text {
  readonly id: number;
  textContent: string;
}

/** Texts of a picture, or that are new, in order; without those of white space only. */
function textsOf(event: Recorded): readonly Text[] {
  const found: Text[] = [];
  const look = (node: AnyNode): void => {
    if (node.type === TEXT) {
      const text = node as unknown as Text;
      if (text.textContent.trim() !== "") found.push(text);
    } else if ("childNodes" in node) for (const child of node.childNodes) look(child);
  };
  if (event.type === FULL_SNAPSHOT) look((event as Full).data.node);
  for (const { node } of mutationOf(event)?.adds ?? ([] as Added[])) look(node);
  return found;
}

function mutationOf(event: Recorded): Mutation | null {
  if (event.type !== INCREMENTAL) return null;
  const { data } = event as Incremental;
  return (data.source as number) === MUTATION ? (data as Mutation) : null;
}
