/** Files that were fetched, as addresses of this page only. Each is fetched once. */

export type Fetched =
  | { readonly is: "fetching" }
  | { readonly is: "there"; readonly url: string }
  | { readonly is: "gone" };

const KEPT_MAX = 60;

export class FetchedFiles {
  readonly #fetch: (file: string) => Promise<Response>;
  readonly #told = new Set<() => void>();
  readonly #files = new Map<string, Fetched>();

  constructor(fetch: (file: string) => Promise<Response>) {
    this.#fetch = fetch;
  }

  subscribe(changed: () => void): () => void {
    this.#told.add(changed);
    return () => this.#told.delete(changed);
  }

  get(file: string): Fetched | null {
    return this.#files.get(file) ?? null;
  }

  /** `again`: also when it was not there before. */
  async load(file: string, type: string, again = false): Promise<Fetched> {
    const known = this.#files.get(file);
    if (known !== undefined && !(again && known.is === "gone")) return known;
    this.#put(file, { is: "fetching" });
    const found = await this.#fetched(file, type);
    this.#put(file, found);
    return found;
  }

  async #fetched(file: string, type: string): Promise<Fetched> {
    try {
      const answer = await this.#fetch(file);
      if (!answer.ok) return { is: "gone" };
      // The type is the one that the chat was told; nothing else is ever shown.
      return { is: "there", url: URL.createObjectURL(new Blob([await answer.blob()], { type })) };
    } catch {
      return { is: "gone" };
    }
  }

  #put(file: string, found: Fetched): void {
    this.#files.delete(file);
    this.#files.set(file, found);
    if (this.#files.size > KEPT_MAX) this.#forgetOldest();
    for (const changed of this.#told) changed();
  }

  #forgetOldest(): void {
    const [oldest] = this.#files.keys();
    if (oldest === undefined) return;
    const found = this.#files.get(oldest);
    this.#files.delete(oldest);
    if (found?.is === "there") URL.revokeObjectURL(found.url);
  }
}

/** Saves it under its name, without showing it. */
export function save(url: string, name: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}
