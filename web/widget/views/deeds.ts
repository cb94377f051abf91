/** What a person can do in the widget; `main` gives the views one of these. */

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Messages } from "../messages/en.ts";
import type { Tongue } from "../messages/words.ts";

export interface Deeds {
  close(): void;
  /** Asks again whether the site is open. */
  refresh(): void;
  write(field: string, value: string): void;
  request(): void;
  leaveQueue(): void;
  draft(text: string): void;
  send(): void;
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
}

export const SurroundContext = createContext<Surround | null>(null);

function useSurround(): Surround {
  const surround = useContext(SurroundContext);
  if (surround === null) throw new Error("The view stands outside the app.");
  return surround;
}

export function useDeeds(): Deeds {
  return useSurround().deeds;
}

export function useWords(): Messages {
  return useSurround().tongue.words;
}

export function useLanguage(): string {
  return useSurround().tongue.language;
}

export function useTouch(): boolean {
  return useSurround().touch;
}
