/** Style sheets that were shown, in memory, by their names: the next page of a site has the same. */

/** Of all of them; a site has some hundred thousand. */
const CHARACTERS_MAX = 8 << 20;
/** What a server lets us name. */
const NAMED_MAX = 64;

export class SheetShelf {
  /** The ones used longest ago first. */
  readonly #sheets = new Map<string, string>();
  #characters = 0;

  /** Those used last, for one stream. */
  some(): ReadonlyMap<string, string> {
    return new Map([...this.#sheets].slice(-NAMED_MAX));
  }

  keep(name: string, sheet: string): void {
    this.#drop(name);
    this.#sheets.set(name, sheet);
    this.#characters += sheet.length;
    for (const oldest of this.#sheets.keys()) {
      if (this.#characters <= CHARACTERS_MAX) break;
      this.#drop(oldest);
    }
  }

  #drop(name: string): void {
    this.#characters -= this.#sheets.get(name)?.length ?? 0;
    this.#sheets.delete(name);
  }
}

/** Of this page of the desk. */
export const SHELF = new SheetShelf();
