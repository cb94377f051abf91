/** What a person can do in the widget; `main` gives the views one of these. */

import type { WidgetEvent } from "../../loader/contract.ts";
import type { Messages } from "../messages/en.ts";
import type { Tongue } from "../messages/words.ts";

export interface Deeds {
  close(): void;
  /** Asks again whether the site is open. */
  refresh(): void;
  write(field: string, value: string): void;
  request(): void;
  /** `solved`: the answer was found while waiting. */
  leaveQueue(solved?: boolean): void;
  /** With the chat that was found open; or end it and begin another. */
  goOn(): void;
  beginAnew(): void;
  sound(on: boolean): void;
  /** `isOffRecord`: nobody is to see it before it is sent. */
  draft(text: string, isOffRecord?: boolean): void;
  /** `isOffRecord`: kept out of transcripts. */
  send(isOffRecord: boolean): void;
  retry(id: number): void;
  discard(id: number): void;
  stay(): void;
  confirm(on: boolean): void;
  end(): void;
  anew(): void;
  tryNow(): void;
}

export interface Surround {
  readonly deeds: Deeds;
  readonly tongue: Tongue;
  /** A finger: the keyboard on the screen should not jump up by itself. */
  readonly touch: boolean;
  readonly call: Call;
  /** A route of the site, by its path behind the site's own, and what opens it. */
  route(path: string): Route;
  /** Tells the page around the widget. */
  tell(event: WidgetEvent, detail?: unknown): void;
  /** Adds the styles of a part that was fetched later; once is enough. */
  adopt(css: string): void;
}

/**
 * Posts JSON to a route of the site, by its path behind the site's own, as the visitor. What comes
 * back is the code of the refusal; empty: it was done.
 */
export type Call = (path: string, body: unknown) => Promise<string>;

let around: Surround | null = null;

/** A page has one widget, whose views all have the same surroundings. */
export function surroundWith(surround: Surround): void {
  around = surround;
}

export function surroundings(): Surround {
  if (around === null) throw new Error("The view stands outside the app.");
  return around;
}

export function useDeeds(): Deeds {
  return surroundings().deeds;
}

/** The styles of a part that was fetched later. */
export function useStyles(css: string): void {
  surroundings().adopt(css);
}

export function useTell(): Surround["tell"] {
  return surroundings().tell;
}

export interface Route {
  readonly url: string;
  readonly token: string;
}

export function useRoute(): Surround["route"] {
  return surroundings().route;
}

export function useCall(): Call {
  return surroundings().call;
}

export function useWords(): Messages {
  return surroundings().tongue.words;
}

export function useLanguage(): string {
  return surroundings().tongue.language;
}

export function useTouch(): boolean {
  return surroundings().touch;
}
