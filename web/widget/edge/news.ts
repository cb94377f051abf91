/** Unread messages, told to whoever looks elsewhere. What does it is fetched with the first of them. */

import type { Sound } from "../state/model.ts";
import type { Attention } from "./attention.ts";

export interface NewsSide {
  readonly brand: string;
  /** Whether the visitor has switched the sound off. */
  isQuiet(): boolean;
  /** Whether the browser lets it be heard. */
  heard(sound: Sound): void;
}

export class News {
  readonly #side: NewsSide;
  #attention: Promise<Attention> | null = null;
  #unread = 0;

  constructor(side: NewsSide) {
    this.#side = side;
  }

  /** `isNews`: they have just come, and were not there already when the page was loaded. */
  heed(unread: number, isNews: boolean): void {
    const more = unread > this.#unread;
    if (unread === this.#unread) return;
    this.#unread = unread;
    void this.#with((attention) => {
      attention.show(this.#unread);
      return more && isNews && !this.#side.isQuiet() ? this.#ring(attention) : undefined;
    });
  }

  /** Lets it be heard once, which also asks the browser's leave. */
  async tryOut(): Promise<void> {
    await this.#with((attention) => this.#ring(attention));
  }

  async #ring(attention: Attention): Promise<void> {
    this.#side.heard((await attention.ring()) ? "on" : "blocked");
  }

  async #with(act: (attention: Attention) => Promise<void> | undefined): Promise<void> {
    this.#attention ??= import("./attention.ts").then(
      (part) => new part.Attention(this.#side.brand),
    );
    try {
      await act(await this.#attention);
    } catch {
      this.#attention = null; // it could not be fetched: the next message tries again
    }
  }
}
