/** What outlives a reload: drafts, and what was read. A browser without storage only forgets. */

import { type Draft, noDraft } from "../state/screen.ts";

export class Keeping {
  readonly #prefix: string;

  constructor(seat: number) {
    this.#prefix = `parlour.desk.${seat}.`;
  }

  draft(chat: string): Draft {
    const kept = this.#read(localStorage, `draft.${chat}`) as Partial<Draft> | null;
    return kept === null ? noDraft : { ...noDraft, ...kept };
  }

  keepDraft(chat: string, draft: Draft): void {
    this.#write(localStorage, `draft.${chat}`, draft.text === "" ? null : draft);
  }

  seen(): Record<string, number> {
    return (this.#read(sessionStorage, "seen") ?? {}) as Record<string, number>;
  }

  keepSeen(seen: Readonly<Record<string, number>>): void {
    this.#write(sessionStorage, "seen", seen);
  }

  muted(): boolean {
    return this.#read(localStorage, "muted") === true;
  }

  keepMuted(muted: boolean): void {
    this.#write(localStorage, "muted", muted || null);
  }

  outbox(): string | null {
    const kept = this.#read(sessionStorage, "outbox");
    return typeof kept === "string" ? kept : null;
  }

  keepOutbox(text: string): void {
    this.#write(sessionStorage, "outbox", text);
  }

  forgetOutbox(): void {
    this.#write(sessionStorage, "outbox", null);
  }

  #read(storage: Storage, name: string): unknown {
    try {
      return JSON.parse(storage.getItem(this.#prefix + name) ?? "null");
    } catch {
      return null;
    }
  }

  #write(storage: Storage, name: string, value: unknown): void {
    try {
      if (value === null) storage.removeItem(this.#prefix + name);
      else storage.setItem(this.#prefix + name, JSON.stringify(value));
    } catch {
      // Full or switched off: the page works on without it.
    }
  }
}
