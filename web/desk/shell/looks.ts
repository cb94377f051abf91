/** Tells how far the agent has looked at a chat, nothing twice. */

export class LookTeller {
  readonly #tell: (chat: string, n: number) => void;
  readonly #told = new Map<string, number>();

  constructor(tell: (chat: string, n: number) => void) {
    this.#tell = tell;
  }

  at(chat: string, n: number): void {
    if (n <= (this.#told.get(chat) ?? 0)) return;
    this.#told.set(chat, n);
    this.#tell(chat, n);
  }
}
