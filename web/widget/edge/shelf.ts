/** Small texts that outlive a page; where the browser keeps nothing, they live as long as the page. */

export interface Shelf {
  get(key: string): string | null;
  put(key: string, text: string): void;
}

export function shelf(kept: () => Storage): Shelf {
  const memory = new Map<string, string>();
  return {
    get(key) {
      try {
        return kept().getItem(key);
      } catch {
        return memory.get(key) ?? null;
      }
    },
    put(key, text) {
      memory.set(key, text);
      try {
        if (text === "") kept().removeItem(key);
        else kept().setItem(key, text);
      } catch {
        // Blocked or full: the copy in memory serves this page.
      }
    },
  };
}
