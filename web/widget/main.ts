/** Puts the widget together and on the page. */

import { h, render } from "preact";
import {
  type LoaderSide,
  openKey,
  type Person,
  type SiteLook,
  type WidgetSide,
} from "../loader/contract.ts";
import { browserSurroundings, followLife, socketUrlOf } from "../protocol/browser.ts";
import { claimInBrowser, claimOutbox, randomId } from "../protocol/client_id.ts";
import { ASKED, Conversation } from "./conversation.ts";
import { shelf } from "./edge/shelf.ts";
import { Visitor } from "./edge/visitor.ts";
import { tongueOf } from "./messages/words.ts";
import { announcement } from "./state/announce.ts";
import { palette } from "./state/colour.ts";
import { type FormValues, faults, requestOf } from "./state/form.ts";
import { emptyModel, type Happening, type Model, needsClock, reduce } from "./state/model.ts";
import { App, moveFocusIn } from "./views/app.tsx";
import type { Deeds, Surround } from "./views/deeds.ts";
import css from "./widget.css?inline";

const session = shelf(() => sessionStorage);
const local = shelf(() => localStorage);

export function mount(loader: LoaderSide): WidgetSide {
  return new Widget(loader);
}

class Widget implements WidgetSide {
  readonly #loader: LoaderSide;
  readonly #visitor: Visitor;
  #model: Model;
  #spoken = "";
  #surround: Surround | null = null;
  #drawn = true;
  readonly #place = document.createElement("div");
  readonly #ready: Promise<void>;
  #talk: Promise<Conversation> | null = null;
  #conversation: Conversation | null = null;
  #clock: ReturnType<typeof setInterval> | null = null;

  constructor(loader: LoaderSide) {
    this.#loader = loader;
    this.#visitor = new Visitor(loader.site, loader.base, local);
    this.#model = {
      ...emptyModel(loader.look, Date.now()),
      draft: session.get(this.#key("draft")) ?? "",
      form: formFrom(session.get(this.#key("form"))),
    };
    this.#ready = this.#settleIn();
    this.#lookForChat();
    this.#visitor.watch(() => this.#lookForChat());
    document.addEventListener("visibilitychange", () => this.#countUnread());
    followLife({
      wake: (moved) => this.#conversation?.wake(moved),
      sleep: () => this.#conversation?.sleep(),
    });
  }

  open(byHand: boolean): void {
    this.#take({ is: "opened" });
    session.put(openKey(this.#loader.site), "1");
    this.#loader.shown(true);
    void this.#refresh();
    void this.#ready.then(() => {
      const panel = this.#place.querySelector<HTMLElement>(".panel");
      if (byHand && panel !== null) moveFocusIn(panel, isTouch());
    });
  }

  close(): void {
    const hadFocus = this.#place.contains(this.#loader.root.activeElement);
    this.#take({ is: "closed" });
    session.put(openKey(this.#loader.site), "");
    this.#loader.shown(false);
    if (hadFocus) this.#loader.focusLauncher();
  }

  identify(person: Person): void {
    this.#take({ is: "identified", person });
  }

  async #settleIn(): Promise<void> {
    const { root, look, language } = this.#loader;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    root.append(this.#place);
    paint(this.#place, look);
    followKeyboard(this.#place);
    const tongue = await tongueOf([language, ...navigator.languages]);
    this.#surround = { deeds: this.#deeds(), tongue, touch: isTouch() };
    this.#draw();
  }

  /** Several happenings in one turn are drawn once. */
  #changed(): void {
    if (!this.#drawn) return;
    this.#drawn = false;
    queueMicrotask(() => this.#draw());
  }

  #draw(): void {
    this.#drawn = true;
    if (this.#surround === null) return;
    const props = { model: this.#model, spoken: this.#spoken, surround: this.#surround };
    render(h(App, props), this.#place);
  }

  #deeds(): Deeds {
    const talk = (act: (conversation: Conversation) => void) => (): void => {
      if (this.#conversation !== null) act(this.#conversation);
    };
    return {
      close: () => this.close(),
      refresh: () => void this.#refresh(),
      write: (field, value) => {
        this.#take({ is: "wrote", field, value });
        session.put(this.#key("form"), JSON.stringify(this.#model.form));
      },
      request: () => void this.#request(),
      leaveQueue: talk((conversation) => conversation.leaveQueue()),
      draft: (text) => {
        this.#draft(text);
        if (text !== "") this.#conversation?.types();
      },
      send: talk((conversation) => {
        if (conversation.post(this.#model.draft)) this.#draft("");
      }),
      retry: (id) => this.#conversation?.retry(id),
      discard: (id) => this.#conversation?.discard(id),
      stay: talk((conversation) => conversation.stay()),
      confirm: (on) => this.#take({ is: "confirm", on }),
      end: talk((conversation) => {
        this.#take({ is: "confirm", on: false });
        conversation.end();
      }),
      anew: talk((conversation) => {
        conversation.anew();
        session.put(this.#key("draft"), this.#model.draft);
        session.put(this.#key("form"), JSON.stringify(this.#model.form));
        void this.#refresh();
      }),
      tryNow: talk((conversation) => conversation.tryNow()),
    };
  }

  async #request(): Promise<void> {
    const { look, form } = this.#model;
    const found = faults(look.fields, form);
    this.#take({ is: "faulty", faults: found });
    if (Object.keys(found).length > 0) return;
    this.#take({ is: "asked" });
    const page = {
      url: location.href,
      title: document.title,
      referrer: document.referrer,
      language: this.#surround?.tongue.language ?? navigator.language,
    };
    (await this.#conversing()).request(requestOf(look.fields, form, page));
    const { question: _, ...who } = form;
    session.put(this.#key("form"), JSON.stringify(who));
    this.#loader.emit("chat");
  }

  /** Connects when a chat is under way, here or in another tab. */
  #lookForChat(): void {
    this.#countUnread();
    if (this.#visitor.mark.chat === "" || this.#model.asking) return;
    const { chat } = this.#model;
    if (chat !== null && chat.phase !== "ended") return;
    if (chat?.chat === this.#visitor.mark.chat) return;
    if (chat === null) this.#take({ is: "asked" });
    const marked = this.#visitor.mark.chat;
    void this.#conversing().then((conversation) => conversation.start(marked));
  }

  #conversing(): Promise<Conversation> {
    this.#talk ??= this.#converse();
    return this.#talk;
  }

  async #converse(): Promise<Conversation> {
    const { site, base } = this.#loader;
    const key = this.#key("outbox");
    const outbox = await claimOutbox({
      load: () => session.get(key),
      newId: randomId,
      claim: claimInBrowser,
    });
    const socket = socketUrlOf(base, `socket/widget/${encodeURIComponent(site)}`);
    this.#conversation = new Conversation({
      world: browserSurroundings(socket, (refused) => this.#visitor.fetchTicket(refused)),
      outbox,
      save: (text) => session.put(key, text),
      newClientId: () => {
        const id = randomId();
        void claimInBrowser(id);
        return id;
      },
      model: () => this.#model,
      take: (happening) => this.#take(happening),
      noteChat: (chat) => this.#noteChat(chat),
    });
    return this.#conversation;
  }

  #noteChat(chat: string): void {
    const { mark } = this.#visitor;
    if (mark.chat === chat) return;
    const goesOn = mark.chat === ASKED || chat === "";
    this.#visitor.note(goesOn ? { chat } : { chat, read: 0 });
  }

  async #refresh(): Promise<void> {
    this.#take({ is: "looked", look: await this.#loader.refresh() });
    paint(this.#place, this.#model.look);
  }

  #draft(text: string): void {
    this.#take({ is: "drafted", text });
    session.put(this.#key("draft"), text);
  }

  #take(happening: Happening): void {
    const before = this.#model;
    const after = reduce(before, happening);
    if (after === before) return;
    this.#model = after;
    if (this.#surround !== null) {
      this.#speak(announcement(before, after, this.#surround.tongue.words));
    }
    this.#changed();
    if (after.chat !== before.chat || after.open !== before.open) this.#countUnread();
    if (after.chat?.phase === "ended" && before.chat?.phase !== "ended") this.#loader.emit("end");
    this.#wind(needsClock(after));
  }

  /** The same line twice must still be a change. */
  #speak(line: string | null): void {
    if (line !== null) this.#spoken = line === this.#spoken ? `${line}\u00a0` : line;
  }

  #wind(wanted: boolean): void {
    if (wanted === (this.#clock !== null)) return;
    if (this.#clock !== null) clearInterval(this.#clock);
    this.#clock = wanted ? setInterval(() => this.#tick(), 1_000) : null;
    if (wanted) this.#tick();
  }

  #tick(): void {
    this.#take({ is: "tick", now: this.#conversation?.now() ?? Date.now() });
  }

  #countUnread(): void {
    const { chat, open } = this.#model;
    if (chat === null) return;
    if (open && document.visibilityState === "visible") this.#visitor.note({ read: chat.seen });
    const { read } = this.#visitor.mark;
    const unread = chat.items.filter(
      (item) => item.n > read && (item.is === "agent" || item.is === "pushed"),
    );
    this.#loader.unread(unread.length);
  }

  #key(what: string): string {
    return `parlour:${this.#loader.site}:${what}`;
  }
}

function paint(place: HTMLElement, look: SiteLook): void {
  const { brand, onBrand, inkOnLight, inkOnDark } = palette(look.brand);
  place.style.setProperty("--brand", brand);
  place.style.setProperty("--on-brand", onBrand);
  place.style.setProperty("--on-brand-pole", onBrand === "#ffffff" ? "#000" : "#fff");
  place.style.setProperty("--ink-light", inkOnLight);
  place.style.setProperty("--ink-dark", inkOnDark);
}

/** On phones the keyboard covers the page without making it smaller; the panel has to follow. */
function followKeyboard(place: HTMLElement): void {
  const { visualViewport: view } = window;
  if (!view) return;
  const follow = (): void => {
    const zoomed = view.scale > 1.01;
    place.style.setProperty("--view-height", zoomed ? "100dvh" : `${view.height}px`);
    place.style.setProperty("--view-top", zoomed ? "0px" : `${view.offsetTop}px`);
  };
  view.addEventListener("resize", follow);
  view.addEventListener("scroll", follow);
  follow();
}

function isTouch(): boolean {
  return matchMedia("(pointer: coarse)").matches;
}

function formFrom(text: string | null): FormValues {
  try {
    return JSON.parse(text ?? "{}") as FormValues;
  } catch {
    return {};
  }
}
