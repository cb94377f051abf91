/** The script on the customer's page: draws the launcher, fetches the rest when it is wanted. */

import {
  type InviteModule,
  type InviteSide,
  markKey,
  openKey,
  type Person,
  type SiteLook,
  type WidgetEvent,
  type WidgetModule,
  type WidgetSide,
} from "./contract.ts";
import { Launcher } from "./launcher.ts";
import { notePage } from "./pages.ts";

/** Where the widget bundle lies, relative to this script; the build knows. */
declare const WIDGET_FILE: string;
declare const INVITE_FILE: string;

type Call = readonly unknown[];

interface Entrance {
  (...call: Call): void;
  q?: ArrayLike<unknown>[];
  loaded?: boolean;
}

declare global {
  interface Window {
    Parlour?: Entrance;
  }
}

const RETRY_MS = 15_000;
/** A page that may not use the site asks ever more seldom. */
const RETRY_MS_MAX = 600_000;

class Loader implements InviteSide {
  readonly #site: string;
  readonly #base: string;
  readonly #language: string;
  #listeners: (readonly [string, (detail: unknown) => void])[] = [];
  readonly #waiting: Call[] = [];
  #look: SiteLook | null = null;
  #launcher: Launcher | null = null;
  #widget: Promise<WidgetSide> | null = null;
  #person: Person | null = null;
  #tries = 0;

  constructor(script: HTMLScriptElement) {
    this.#site = script.dataset["site"] ?? "";
    this.#base = new URL(".", script.src).href;
    this.#language = script.dataset["language"] ?? "";
  }

  /** Asks how the site is doing, draws, and does what was called meanwhile. */
  async begin(pause = RETRY_MS): Promise<void> {
    if ((await this.refresh()) === null) {
      setTimeout(() => void this.begin(Math.min(pause * 2, RETRY_MS_MAX)), pause);
      return;
    }
    window.addEventListener("storage", ({ key }) => {
      if (key === markKey(this.#site)) this.#resume();
    });
    this.#resume();
    void this.#invite(notePage(this.#site).length);
    for (const call of this.#waiting.splice(0)) this.call(call);
    this.#emit("ready");
  }

  call(call: Call): void {
    const [what, first, second] = call;
    if (what === "on") {
      this.#listeners.push([`${first}`, second as (detail: unknown) => void]);
    } else if (what === "off") {
      this.#listeners = this.#listeners.filter(([, listener]) => listener !== second);
    } else if (what === "identify") {
      this.#person = (first ?? {}) as Person;
      void this.#widget?.then((widget) => this.#introduce(widget));
    } else if (this.#launcher === null) this.#waiting.push(call);
    else if (what === "open") this.#with((widget) => widget.open(true));
    else if (what === "close") {
      if (this.#launcher.open) this.#with((widget) => widget.close());
    } else if (what === "toggle") this.call([this.#launcher.open ? "close" : "open"]);
    else if (what === "hide" || what === "show") this.#launcher.hide(what === "hide");
    else if (what === "logout") {
      this.#person = null;
      this.#with((widget) => widget.forget());
    }
  }

  async refresh(): Promise<SiteLook | null> {
    try {
      const response = await fetch(
        `${this.#base}api/v1/sites/${encodeURIComponent(this.#site)}/widget`,
        { credentials: "omit" },
      );
      if (response.ok) this.#draw((await response.json()) as SiteLook);
    } catch {
      // Offline, or this page's origin is not allowed. Without a look there is no launcher.
    }
    return this.#look;
  }

  #draw(look: SiteLook): void {
    this.#look = look;
    this.#launcher ??= new Launcher(this.languages(look), () => this.call(["toggle"]));
    this.#launcher.paint(look);
    if (!this.isBusy()) this.#launcher.away(look.state === "hidden");
  }

  /** Speaks first, if the site wants that. */
  async #invite(pages: number): Promise<void> {
    if (!this.#look?.proactive.length) return;
    const part: InviteModule = await import(/* @vite-ignore */ this.#base + INVITE_FILE);
    part.invite(this.#look, pages, this);
  }

  isBusy(): boolean {
    return this.#widget !== null;
  }

  get root(): ShadowRoot | undefined {
    return this.#launcher?.root;
  }

  /** What the page says; else the visitor's own, and at last the site's. */
  languages({ language }: SiteLook): readonly string[] {
    return this.#language ? [this.#language] : [...navigator.languages, language];
  }

  /** A chat is under way, here or in another tab: be there for its messages. */
  #resume(): void {
    if (!/"chat":"[^"]/.test(kept(() => localStorage, markKey(this.#site)))) return;
    this.#with((widget) => {
      if (kept(() => sessionStorage, openKey(this.#site)) && !this.#launcher?.open) {
        widget.open(false);
      }
    });
  }

  /** The widget is fetched once; after a failure the next call tries again. */
  #with(act: (widget: WidgetSide) => void): void {
    this.#launcher?.away(false);
    this.#launcher?.busy(true);
    this.#widget ??= this.#fetch();
    this.#widget
      .then(act, () => {
        this.#widget = null;
      })
      .finally(() => this.#launcher?.busy(false));
  }

  async #fetch(): Promise<WidgetSide> {
    const launcher = this.#launcher;
    const look = this.#look;
    if (launcher === null || look === null) throw new Error();
    const again = this.#tries > 0 ? `?again=${this.#tries}` : "";
    this.#tries += 1;
    const bundle: WidgetModule = await import(/* @vite-ignore */ this.#base + WIDGET_FILE + again);
    const widget = bundle.mount({
      site: this.#site,
      base: this.#base,
      look,
      root: launcher.root,
      languages: this.languages(look),
      shown: (open) => {
        launcher.show(open, launcher.unread);
        this.#emit(open ? "open" : "close");
      },
      unread: (count) => {
        if (count > launcher.unread) this.#emit("message", count);
        launcher.show(launcher.open, count);
      },
      emit: (event, detail) => this.#emit(event, detail),
      focusLauncher: () => launcher.focus(),
      refresh: async () => (await this.refresh()) ?? look,
    });
    this.#introduce(widget);
    return widget;
  }

  #introduce(widget: WidgetSide): void {
    if (this.#person !== null) widget.identify(this.#person);
  }

  #emit(event: WidgetEvent, detail?: unknown): void {
    for (const [wanted, listener] of this.#listeners) {
      if (wanted === event) listener(detail);
    }
  }
}

/** Browsers may forbid storage. */
function kept(storage: () => Storage, key: string): string {
  try {
    return storage().getItem(key) ?? "";
  } catch {
    return "";
  }
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement && !window.Parlour?.loaded) {
  const loader = new Loader(script);
  for (const call of window.Parlour?.q ?? []) loader.call(Array.from(call));
  window.Parlour = (...call) => loader.call(call);
  window.Parlour.loaded = true;
  if (document.body) void loader.begin();
  else document.addEventListener("DOMContentLoaded", () => void loader.begin());
}
