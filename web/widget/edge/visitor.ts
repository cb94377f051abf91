/** The visitor of this site on this device: the token, and where the chat stands, for all tabs. */

import { markKey, type VisitorMark } from "../../loader/contract.ts";
import { ticketFrom } from "../../protocol/browser.ts";
import type { TicketAnswer } from "../../protocol/line_shell.ts";
import type { Shelf } from "./shelf.ts";

const NOBODY: VisitorMark = { token: "", chat: "", read: 0 };

export class Visitor {
  readonly #site: string;
  readonly #base: string;
  readonly #shelf: Shelf;
  /** The token of the newest hello; another tab may have got a new one since. */
  #offered = "";

  constructor(site: string, base: string, shelf: Shelf) {
    this.#site = site;
    this.#base = base;
    this.#shelf = shelf;
  }

  get mark(): VisitorMark {
    try {
      const kept = JSON.parse(this.#shelf.get(markKey(this.#site)) ?? "{}") as Partial<VisitorMark>;
      return { ...NOBODY, ...kept };
    } catch {
      return NOBODY;
    }
  }

  note(part: Partial<VisitorMark>): void {
    const before = this.mark;
    const after = { ...before, ...part };
    const same =
      before.token === after.token && before.chat === after.chat && before.read === after.read;
    if (!same) this.#shelf.put(markKey(this.#site), JSON.stringify(after));
  }

  /** Calls when another tab has changed the mark. */
  watch(changed: () => void): void {
    window.addEventListener("storage", ({ key }) => {
      if (key === markKey(this.#site) || key === null) changed();
    });
  }

  /** Our token opens connections by itself; the first time, and when it is not known any more, we come
   * as a new visitor. */
  async fetchTicket(refused: boolean): Promise<TicketAnswer> {
    if (refused && this.mark.token === this.#offered) this.note(NOBODY);
    if (this.mark.token === "") {
      const visit = await this.#openVisit();
      if (!visit.ok) return ticketFrom(visit);
      const { token } = (await visit.json()) as { token: string };
      this.note({ token });
    }
    this.#offered = this.mark.token;
    return { is: "pass", pass: { visit: this.#offered } };
  }

  #openVisit(): Promise<Response> {
    const url = new URL(`api/v1/sites/${encodeURIComponent(this.#site)}/visits`, this.#base);
    return fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: "{}",
      credentials: "omit",
    });
  }
}
