/** What is seldom told, and what fetches it. */

import type { Tongue } from "../messages/words.ts";
import type { Model } from "../state/model.ts";
import { seldomWanted } from "../state/seldom_wanted.ts";

/** The message that was just posted goes first. */
const FETCH_AFTER_MS = 3_000;
const RETRY_MS = 5_000;

type Tell = (before: Model, after: Model, tongue: Tongue) => string | null;

export interface SeldomSide {
  fetch(): Promise<{ readonly seldomLine: Tell }>;
  /** What would have been told while it was fetched. */
  late(line: string): void;
}

export class Seldom {
  readonly #side: SeldomSide;
  #tell: Tell | null = null;
  #untold: Model | null = null;
  #newest: Model | null = null;

  constructor(side: SeldomSide) {
    this.#side = side;
  }

  /** Of a change; `null`: nothing, or not yet. */
  line(before: Model, after: Model, tongue: Tongue): string | null {
    if (this.#tell !== null) return this.#tell(before, after, tongue);
    this.#newest = after;
    const wanted = seldomWanted(after);
    if (this.#untold === null && wanted !== null) {
      this.#untold = before;
      const pause = wanted === "now" ? 0 : FETCH_AFTER_MS;
      setTimeout(() => void this.#fetch(before, tongue), pause);
    }
    return null;
  }

  async #fetch(untold: Model, tongue: Tongue): Promise<void> {
    try {
      this.#tell = (await this.#side.fetch()).seldomLine;
      this.#side.late(this.#tell(untold, this.#newest ?? untold, tongue) ?? "");
    } catch {
      setTimeout(() => void this.#fetch(untold, tongue), RETRY_MS);
    }
  }
}
