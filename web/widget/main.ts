/** Puts the widget together and on the page. */

import { h, render } from "preact";
import { type LoaderSide, openKey, type Person, type WidgetSide } from "../loader/contract.ts";
import { notePage } from "../loader/pages.ts";
import { browserSurroundings, followLife, socketUrlOf } from "../protocol/browser.ts";
import { claimInBrowser, claimOutbox, randomId } from "../protocol/client_id.ts";
import { ASKED, Conversation } from "./conversation.ts";
import { adopter, DARK, followKeyboard, paint } from "./edge/dress.ts";
import { News } from "./edge/news.ts";
import { Seldom } from "./edge/seldom.ts";
import { Sharing } from "./edge/sharing.ts";
import { shelf } from "./edge/shelf.ts";
import { told } from "./edge/told.ts";
import { Visitor } from "./edge/visitor.ts";
import { tongueOf } from "./messages/words.ts";
import { announcement } from "./state/announce.ts";
import { type FormValues, faults, requestOf } from "./state/form.ts";
import {
  emptyModel,
  type Happening,
  isUnderWay,
  type Model,
  needsClock,
  reduce,
} from "./state/model.ts";
import { tellPage } from "./state/tell_page.ts";
import { App, moveFocusIn } from "./views/app.tsx";
import beforeCss from "./views/before.css?inline";
import type { Call, Deeds, Surround } from "./views/deeds.ts";
import discCss from "./views/disc.css?inline";
import fieldCss from "./views/field.css?inline";
import css from "./widget.css?inline";

/** A chat that nobody has looked at for so long is asked about before it is gone on with. */
const RETURNS_AFTER_MS = 60_000;
const LOOK_WHERE_MS = 1_000;

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
  readonly #sharing: Sharing;
  readonly #news: News;
  readonly #seldom = new Seldom({
    fetch: () => import("./state/seldom.ts"),
    late: (line) => {
      this.#speak(line);
      this.#changed();
    },
  });
  /** Nobody of this browser has looked at the chat for a while. */
  readonly #isBack: boolean;
  #address = location.href;
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
    this.#news = new News({
      brand: loader.look.brand,
      isQuiet: () => this.#model.sound === "off",
      heard: (sound) => this.#take({ is: "sound", sound }),
    });
    if (local.get(this.#key("sound"))) this.#take({ is: "sound", sound: "off" });
    const leftAt = Number(local.get(this.#key("left")) ?? Number.NaN);
    this.#isBack = !session.get(this.#key("here")) && Date.now() - leftAt > RETURNS_AFTER_MS;
    session.put(this.#key("here"), "1");
    setInterval(() => this.#lookWhere(), LOOK_WHERE_MS);
    this.#ready = this.#settleIn();
    this.#sharing = new Sharing({
      loader,
      place: this.#place,
      session,
      tongue: () => this.#ready.then(() => this.#surround?.tongue),
      now: () => this.#conversation?.now() ?? Date.now(),
      answer: (answer) => this.#conversation?.answerCoBrowse(answer),
      isOpen: () => this.#model.open,
      open: () => this.open(false),
    });
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
    if (this.#visitor.identify(person)) this.#loader.emit("identified");
  }

  forget(): void {
    this.#visitor.forget();
    this.#conversation?.anew();
    for (const what of ["draft", "form"]) session.put(this.#key(what), "");
    this.#take({ is: "identified", person: { name: "", email: "" } });
  }

  async #settleIn(): Promise<void> {
    const { root, look, languages } = this.#loader;
    const adopt = adopter(root);
    adopt(css + beforeCss + fieldCss + discCss);
    root.append(this.#place);
    paint(this.#place, look);
    DARK.addEventListener("change", () => paint(this.#place, this.#model.look));
    followKeyboard(this.#place);
    const tongue = await tongueOf(languages);
    const tell: Surround["tell"] = (event, detail) => this.#loader.emit(event, detail);
    const call: Call = (path, body) => this.#visitor.post(path, body);
    const route: Surround["route"] = (path) => this.#visitor.route(path);
    this.#surround = { deeds: this.#deeds(), tongue, touch: isTouch(), call, route, tell, adopt };
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
      leaveQueue: (solved) => this.#conversation?.leaveQueue(solved),
      goOn: talk((conversation) => conversation.goOn()),
      beginAnew: talk((conversation) => conversation.endForAnother()),
      sound: (on) => this.#switchSound(on),
      draft: (text, isOffRecord = false) => {
        this.#draft(text);
        const preview = this.#model.look.preview && !isOffRecord ? text : "";
        if (text !== "") this.#conversation?.types(preview);
      },
      send: (isOffRecord) => {
        if (this.#conversation?.post(this.#model.draft, isOffRecord)) this.#draft("");
      },
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
    if (look.identity === "required" && !this.#visitor.isKnown) {
      this.#take({ is: "request_refused", code: "sign_in_required" });
      return;
    }
    this.#visitor.beWhoTheSiteSays();
    this.#take({ is: "asked" });
    const page = {
      url: location.href,
      title: document.title,
      referrer: document.referrer,
      language: this.#surround?.tongue.language ?? navigator.language,
    };
    const trail = notePage(look.site).slice(0, -1).map(told);
    (await this.#conversing()).request({ ...requestOf(look.fields, form, page), trail });
    const { question: _, ...who } = form;
    session.put(this.#key("form"), JSON.stringify(who));
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
      knows: (chat) => chat === this.#visitor.mark.chat && !this.#isBack,
      share: (entries, ticket) => this.#sharing.follow(entries, ticket),
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
    this.#tell(before, after);
    this.#changed();
    const met = after.line.phase === "open" && before.line.phase !== "open";
    if (after.chat !== before.chat || after.open !== before.open || met) this.#countUnread();
    if (isUnderWay(after) && (met || !isUnderWay(before))) this.#tellPage();
    tellPage(before, after, (event, detail) => this.#loader.emit(event, detail));
    this.#wind(needsClock(after));
  }

  #tell(before: Model, after: Model): void {
    if (this.#surround === null) return;
    const { words } = this.#surround.tongue;
    const seldom = this.#seldom.line(before, after, this.#surround.tongue);
    this.#speak([announcement(before, after, words), seldom].filter(Boolean).join(" "));
  }

  /** The same line twice must still be a change. */
  #speak(line: string): void {
    if (line !== "") this.#spoken = line === this.#spoken ? `${line}\u00a0` : line;
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

  #switchSound(on: boolean): void {
    local.put(this.#key("sound"), on ? "" : "off");
    this.#take({ is: "sound", sound: on ? "on" : "off" });
    if (on) void this.#news.tryOut();
  }

  /** Pages that are one document change their address without a word. */
  #lookWhere(): void {
    if (this.#address === location.href) return;
    this.#address = location.href;
    this.#tellPage();
  }

  #tellPage(): void {
    const page = notePage(this.#loader.site).at(-1);
    if (page && document.visibilityState === "visible") this.#conversation?.page(told(page));
  }

  #countUnread(): void {
    const { chat, open } = this.#model;
    if (chat === null) return;
    local.put(this.#key("left"), `${Date.now()}`);
    if (open && document.visibilityState === "visible") {
      this.#visitor.note({ read: chat.seen });
      this.#conversation?.look(chat.seen);
    }
    const { read } = this.#visitor.mark;
    const unread = chat.items.filter(
      (item) => item.n > read && (item.is === "agent" || item.is === "pushed"),
    );
    this.#loader.unread(unread.length);
    this.#news.heed(unread.length, (unread.at(-1)?.at ?? 0) >= this.#model.since);
  }

  #key(what: string): string {
    return `parlour:${this.#loader.site}:${what}`;
  }
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
