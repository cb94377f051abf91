/** The server's time on this machine, ticking once a second. */

export class ServerClock {
  #offset = 0;
  #second = 0;
  readonly #told = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** The server says it is `at`. */
  set(at: number): void {
    this.#offset = at - Date.now();
    this.#tick();
  }

  exact(): number {
    return Date.now() + this.#offset;
  }

  /** By this machine's clock, when the server's clock will show `at`. */
  localOf(at: number): number {
    return at - this.#offset;
  }

  serverOf(local: number): number {
    return local + this.#offset;
  }

  second(): number {
    if (this.#second === 0) this.#second = floorSecond(this.exact());
    return this.#second;
  }

  subscribe(changed: () => void): () => void {
    this.#told.add(changed);
    if (this.#told.size === 1) this.#tick();
    return () => {
      this.#told.delete(changed);
      if (this.#told.size === 0) clearTimeout(this.#timer);
    };
  }

  #tick(): void {
    clearTimeout(this.#timer);
    const now = this.exact();
    this.#second = floorSecond(now);
    for (const changed of this.#told) changed();
    if (this.#told.size > 0) this.#timer = setTimeout(() => this.#tick(), 1000 - (now % 1000) + 5);
  }
}

function floorSecond(at: number): number {
  return Math.floor(at / 1000) * 1000;
}
