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

  /** A ticket for one connection; the first time, and when we are not known any more, as a new visitor. */
  async fetchTicket(): Promise<TicketAnswer> {
    if (this.mark.token === "") return this.#ticketAsStranger();
    const response = await this.#askTicket();
    if (response.status !== 401) return ticketFrom(response);
    this.note(NOBODY);
    return this.#ticketAsStranger();
  }

  async #ticketAsStranger(): Promise<TicketAnswer> {
    const visit = await this.#post("visits", {});
    if (!visit.ok) return ticketFrom(visit);
    const { token } = (await visit.json()) as { token: string };
    this.note({ token });
    return ticketFrom(await this.#askTicket());
  }

  #askTicket(): Promise<Response> {
    return this.#post("ticket", { Authorization: `Bearer ${this.mark.token}` });
  }

  #post(what: string, headers: Readonly<Record<string, string>>): Promise<Response> {
    const url = new URL(`api/v1/sites/${encodeURIComponent(this.#site)}/${what}`, this.#base);
    return fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body: "{}",
      credentials: "omit",
    });
  }
}
