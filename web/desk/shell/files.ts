/** Sends and fetches files of chats. What is under way goes on while another chat is looked at. */

import { FetchedFiles } from "../../shown/fetched.ts";
import { browserUploads, type UploadRules, Uploads } from "../../shown/uploads.ts";
import type { Files } from "../state/files.ts";

const NOTHING: UploadRules = { size_max: 0, types: [] };

export class DeskFiles implements Files {
  readonly #seat: number;
  readonly #fetch: typeof fetch;
  readonly #uploads = new Map<string, Uploads>();
  readonly #fetched = new Map<string, FetchedFiles>();
  readonly #rules = new Map<string, UploadRules | null>();

  constructor(seat: number, fetcher: typeof fetch) {
    this.#seat = seat;
    this.#fetch = fetcher;
  }

  uploads(chat: string): Uploads {
    const known = this.#uploads.get(chat);
    if (known !== undefined) return known;
    const target = (id: string) => ({ url: `${way(chat)}/uploads/${id}`, headers: this.#headers });
    const uploads = new Uploads(browserUploads(target), () => this.#rules.get(chat) ?? NOTHING);
    this.#uploads.set(chat, uploads);
    return uploads;
  }

  fetched(chat: string): FetchedFiles {
    const known = this.#fetched.get(chat);
    if (known !== undefined) return known;
    const files = new FetchedFiles((file) =>
      this.#fetch(`${way(chat)}/files/${encodeURIComponent(file)}`, { headers: this.#headers }),
    );
    this.#fetched.set(chat, files);
    return files;
  }

  /** Asked anew for each chat that is opened: the site's settings may be others since. */
  async rules(chat: string): Promise<UploadRules | null> {
    try {
      const answer = await this.#fetch(`${way(chat)}/files`, { headers: this.#headers });
      if (!answer.ok) return null;
      const { rules } = (await answer.json()) as { rules: UploadRules | null };
      this.#rules.set(chat, rules);
      return rules;
    } catch {
      return this.#rules.get(chat) ?? null;
    }
  }

  get #headers(): Readonly<Record<string, string>> {
    return { "X-Parlour-Seat": `${this.#seat}` };
  }
}

function way(chat: string): string {
  return `/api/v1/chats/${encodeURIComponent(chat)}`;
}
