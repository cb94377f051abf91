/** Tells the end-user's side that the agent writes: at the start, now and then, and at the end. */

const REPEAT_AFTER_MS = 4_000;
const QUIET_AFTER_MS = 5_000;

export class TypingTeller {
  readonly #tell: (chat: string, on: boolean) => void;
  #chat: string | null = null;
  #toldAt = 0;
  #quiet: ReturnType<typeof setTimeout> | undefined;

  constructor(tell: (chat: string, on: boolean) => void) {
    this.#tell = tell;
  }

  wrote(chat: string): void {
    if (this.#chat !== chat) this.stopped();
    if (this.#chat === null || Date.now() - this.#toldAt > REPEAT_AFTER_MS) {
      this.#chat = chat;
      this.#toldAt = Date.now();
      this.#tell(chat, true);
    }
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.stopped(), QUIET_AFTER_MS);
  }

  stopped(): void {
    clearTimeout(this.#quiet);
    if (this.#chat !== null) this.#tell(this.#chat, false);
    this.#chat = null;
  }
}
