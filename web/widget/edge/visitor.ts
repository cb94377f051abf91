/** The visitor of this site on this device: the token, and where the chat stands, for all tabs. */

import { markKey, type Person, type VisitorMark } from "../../loader/contract.ts";
import { ticketFrom } from "../../protocol/browser.ts";
import type { TicketAnswer } from "../../protocol/line_shell.ts";
import type { Shelf } from "./shelf.ts";

const NOBODY: VisitorMark = { token: "", chat: "", read: 0, known: "" };

/** What a visit is opened with: nothing, or what the site's server has signed. */
type Claim =
  | { readonly token: string }
  | {
      readonly identity: {
        readonly id: string;
        readonly hash: string;
        readonly name: string;
        readonly email: string;
      };
    };

export class Visitor {
  readonly #site: string;
  readonly #base: string;
  readonly #shelf: Shelf;
  /** The token of the newest hello; another tab may have got a new one since. */
  #offered = "";
  #claim: Claim | null = null;
  #claimed = "";

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
    if (JSON.stringify(before) !== JSON.stringify(after)) {
      this.#shelf.put(markKey(this.#site), JSON.stringify(after));
    }
  }

  get isKnown(): boolean {
    return this.mark.known !== "" || this.#claim !== null;
  }

  /** Whom the site vouches for; tells whether it does. Takes effect with the next visit. */
  identify(person: Person): boolean {
    const { id, hash, token, name = "", email = "" } = person;
    if (token !== undefined) this.#claim = { token };
    else if (id !== undefined && hash !== undefined) {
      this.#claim = { identity: { id, hash, name, email } };
    } else return false;
    this.#claimed = token === undefined ? `${id}` : subjectOf(token);
    this.beWhoTheSiteSays();
    return true;
  }

  /** Between two chats the visitor turns into whom the site vouches for. */
  beWhoTheSiteSays(): void {
    const { chat, known } = this.mark;
    if (this.#claim !== null && chat === "" && known !== this.#claimed) this.note(NOBODY);
  }

  forget(): void {
    this.#claim = null;
    this.note(NOBODY);
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
      let visit = await this.#openVisit();
      if (visit.status === 401 && this.#claim !== null) {
        // The signature does not hold (any more): as nobody in particular, where the site lets them.
        this.#claim = null;
        this.#claimed = "";
        visit = await this.#openVisit();
      }
      if (!visit.ok) return ticketFrom(visit);
      const { token } = (await visit.json()) as { token: string };
      this.note({ token, known: this.#claimed });
    }
    this.#offered = this.mark.token;
    return { is: "pass", pass: { visit: this.#offered } };
  }

  /** The code of the refusal; empty: it was done. */
  async post(path: string, body: unknown): Promise<string> {
    try {
      if (this.mark.token === "") await this.fetchTicket(false);
      let answer = await this.#send(path, body);
      if (answer.status === 401) {
        await this.fetchTicket(true);
        answer = await this.#send(path, body);
      }
      if (answer.ok) return "";
      return `${((await answer.json()) as { code?: unknown }).code}`;
    } catch {
      return "offline";
    }
  }

  #openVisit(): Promise<Response> {
    return this.#send("visits", this.#claim ?? {});
  }

  /** Where a route of the site is, and what opens it. */
  route(path: string): { readonly url: string; readonly token: string } {
    const url = new URL(`api/v1/sites/${encodeURIComponent(this.#site)}/${path}`, this.#base);
    return { url: url.href, token: this.mark.token };
  }

  #send(path: string, body: unknown): Promise<Response> {
    const { url, token } = this.route(path);
    return fetch(url, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        ...(token && { Authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
      credentials: "omit",
    });
  }
}

/** Whom a JWT is about; only to tell one person from another, the server checks the signature. */
function subjectOf(token: string): string {
  try {
    const claims = atob((token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/"));
    return `${(JSON.parse(claims) as { sub?: unknown }).sub}`;
  } catch {
    return token;
  }
}
