/**
 * Co-browse on the end-user's side: asks, says for as long as it lasts that the page is seen, and
 * fetches the recorder once the end-user has agreed. Fetched itself with the first invitation.
 */

import type { CoBrowseLook, LoaderSide, SiteLook } from "../../loader/contract.ts";
import { SUBPROTOCOL, socketUrlOf } from "../../protocol/browser.ts";
import type { CoBrowseTicket } from "../../protocol/frames.ts";
import type { Shelf } from "../../widget/edge/shelf.ts";
import type { Tongue } from "../../widget/messages/words.ts";
import type { Ended, Show } from "../recorder/main.ts";
import { ask } from "./ask.ts";
import { Banner } from "./banner.ts";
import css from "./guest.css?inline";
import { type Step, stepAfter, type Told } from "./state.ts";
import { type CoBrowseWords, cobrowseWords } from "./words.ts";

/** Of our own text; another one gets another name. Sites' texts are named by the server. */
const OWN_CONSENT = "parlour-1";
/** A stream that does not come back by then is over. */
const STREAM_BACK_WITHIN_MS = 20_000;

/** Before the site's look has been told anew: nothing is shown of any page. */
const NO_TERMS: CoBrowseLook = { pages: [], masked: ["*"], consent: "", consent_version: "" };

export type Answer =
  | { readonly type: "accept_cobrowse"; readonly cobrowse: string; readonly consent: string }
  | {
      readonly type: "decline_cobrowse";
      readonly cobrowse: string;
      readonly unavailable?: boolean;
    }
  | { readonly type: "stop_cobrowse" | "fail_cobrowse"; readonly cobrowse: string };

/** What the widget gives. */
export interface GuestSide {
  readonly loader: Pick<LoaderSide, "site" | "base" | "root" | "refresh">;
  /** Where the widget is drawn, in the site's colours. */
  readonly place: HTMLElement;
  /** Of this tab. */
  readonly session: Shelf;
  tongue(): Promise<Tongue | undefined>;
  now(): number;
  answer(answer: Answer): void;
  isOpen(): boolean;
  /** The panel, without the focus. */
  open(): void;
}

export class Guest {
  readonly #side: GuestSide;
  readonly #words: CoBrowseWords;
  readonly #terms: CoBrowseLook;
  readonly #brand: string;
  readonly #box = document.createElement("div");
  readonly #banner: Banner;
  #step: Step = { is: "none" };
  #seen = 0;
  #asking: { readonly id: string; close(): void } | null = null;
  #answered = "";
  #show: Show | null = null;
  #gone: ReturnType<typeof setTimeout> | null = null;

  constructor(side: GuestSide, look: SiteLook, tongue: Tongue | undefined) {
    this.#side = side;
    this.#brand = look.brand;
    const language = tongue?.language ?? look.language;
    this.#words = cobrowseWords(language);
    this.#terms = look.cobrowse ?? NO_TERMS;
    this.#box.className = "parlour";
    this.#box.lang = language;
    this.#box.dir = tongue?.direction ?? "ltr";
    const { root } = side.loader;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    side.place.append(this.#box);
    this.#banner = new Banner(this.#box, this.#words);
  }

  /** The chat's timeline so far, and what lets the stream begin or go on. */
  follow(
    entries: readonly { readonly n: number; readonly event: unknown }[],
    ticket: CoBrowseTicket | null,
  ): void {
    const before = this.#step;
    const news = entries.filter(({ n }) => n > this.#seen);
    if (entries.length > 0 && entries.at(-1)?.n !== this.#seen && news.length === 0) this.#reset();
    for (const { n, event } of news) {
      this.#step = stepAfter(this.#step, event as Told);
      this.#seen = n;
    }
    if (this.#step !== before) this.#draw(this.#step);
    if (ticket !== null) this.#admitted(ticket);
  }

  #admitted({ cobrowse, ticket }: CoBrowseTicket): void {
    const step = this.#step;
    if ((step.is !== "agreed" && step.is !== "shown") || step.id !== cobrowse) return;
    if (this.#isOurs(cobrowse)) void this.#begin(step.id, step.name, ticket);
  }

  /** Another history of the chat. */
  #reset(): void {
    this.#seen = 0;
    this.#step = { is: "none" };
  }

  #draw(step: Step): void {
    if (step.is !== "asked" || this.#asking?.id !== step.id) this.#stopAsking();
    switch (step.is) {
      case "asked":
        if (this.#answered !== step.id) this.#ask(step);
        break;
      case "agreed":
      case "shown":
        if (this.#isOurs(step.id)) {
          const is = step.is === "shown" ? "seen" : "connecting";
          this.#banner.show(is, step.name, () => this.#stop(step.id));
          if (this.#show === null) this.#waitForStream(step.id);
        }
        break;
      case "over":
        this.#over(step);
        break;
      default:
        break;
    }
  }

  #ask(step: Step & { is: "asked" }): void {
    const wasOpen = this.#side.isOpen();
    if (!wasOpen) this.#side.open();
    const { root } = this.#side.loader;
    const close = ask(
      this.#box,
      {
        words: this.#words,
        name: step.name,
        consent: this.#terms.consent,
        until: step.until,
        now: () => this.#side.now(),
        accept: () => this.#accept(step),
        decline: () => {
          this.#answered = step.id;
          this.#stopAsking();
          this.#side.answer({ type: "decline_cobrowse", cobrowse: step.id });
        },
      },
      wasOpen && root.activeElement !== null,
    );
    this.#asking = { id: step.id, close };
  }

  #accept({ id, name }: Step & { is: "asked" }): void {
    this.#answered = id;
    this.#stopAsking();
    this.#mark(id);
    const { consent_version: version, consent } = this.#terms;
    this.#side.answer({
      type: "accept_cobrowse",
      cobrowse: id,
      consent: consent === "" ? version || OWN_CONSENT : version,
    });
    this.#banner.show("connecting", name, () => this.#stop(id));
    void recorder().catch(() => this.#fail(id));
  }

  async #begin(id: string, name: string, ticket: string): Promise<void> {
    const { root, base } = this.#side.loader;
    try {
      const { show } = await recorder();
      if (this.#step.is === "over" || !this.#isOurs(id)) return;
      this.#show?.stop();
      this.#backInTime();
      this.#show = show({
        socketUrl: socketUrlOf(base, "socket/cobrowse"),
        subprotocol: SUBPROTOCOL,
        ticket,
        pages: this.#terms.pages,
        masked: this.#terms.masked,
        own: root.host,
        agent: name,
        brand: this.#brand,
        ended: (why) => this.#ended(id, why),
      });
    } catch {
      this.#fail(id);
    }
  }

  #ended(id: string, why: Ended): void {
    this.#show = null;
    if (why === "over") return;
    if (why === "line") this.#waitForStream(id);
    else if (why === "failed") this.#fail(id);
    else {
      this.#stop(id);
      this.#banner.hide(this.#words.leftPages);
    }
  }

  /** The server sends another ticket by itself, with the line. */
  #waitForStream(id: string): void {
    this.#backInTime();
    this.#gone = setTimeout(() => this.#fail(id), STREAM_BACK_WITHIN_MS);
  }

  #backInTime(): void {
    if (this.#gone !== null) clearTimeout(this.#gone);
    this.#gone = null;
  }

  /** At once, whatever becomes of the line. */
  #stop(id: string): void {
    this.#quit();
    this.#banner.hide("");
    this.#side.answer({ type: "stop_cobrowse", cobrowse: id });
  }

  #fail(id: string): void {
    this.#quit();
    this.#banner.hide(this.#words.failed);
    this.#side.answer({ type: "fail_cobrowse", cobrowse: id });
  }

  #over(step: Step & { is: "over" }): void {
    const wasShown = this.#isOurs(step.id) || this.#show !== null;
    this.#quit();
    if (!wasShown) return;
    const { stopped, failed, someone } = this.#words;
    this.#banner.hide(step.why === "failed" ? failed : stopped(step.name || someone));
  }

  #quit(): void {
    this.#backInTime();
    this.#show?.stop();
    this.#show = null;
    this.#mark("");
  }

  #stopAsking(): void {
    this.#asking?.close();
    this.#asking = null;
  }

  #isOurs(id: string): boolean {
    return this.#side.session.get(this.#key) === id;
  }

  /** This tab is the one that agreed, also on its next page. */
  #mark(id: string): void {
    this.#side.session.put(this.#key, id);
  }

  get #key(): string {
    return `parlour:${this.#side.loader.site}:cobrowse`;
  }
}

function recorder(): Promise<typeof import("../recorder/main.ts")> {
  return import("../recorder/main.ts");
}

/** With what the site says of co-browse now. */
export async function guest(side: GuestSide): Promise<Guest> {
  const [look, tongue] = await Promise.all([side.loader.refresh(), side.tongue()]);
  return new Guest(side, look, tongue);
}
