/** Turns what the session hears into happenings, and what the person does into commands. */

import type { Answer } from "../cobrowse/guest/guest.ts";
import type {
  AnyEndUserEvent,
  ChatId,
  CoBrowseTicket,
  PageSeen,
  RequestChatFrame,
  ToEndUser,
  WidgetWelcome,
} from "../protocol/frames.ts";
import { TEXT_CHARACTERS_MAX } from "../protocol/frames.ts";
import type { Surroundings } from "../protocol/line_shell.ts";
import { type CommandBody, type Outbox, unanswered } from "../protocol/outbox.ts";
import { Session } from "../protocol/session.ts";
import type { Seen } from "../protocol/timeline.ts";
import { type ChatView, emptyChat, follow } from "./state/chat.ts";
import { type Happening, isUnderWay, type Model } from "./state/model.ts";
import { clean } from "./state/text.ts";
import { type Echo, echoes } from "./state/transcript.ts";

/** A typing notice that is not renewed is void. */
const TYPING_FOR_MS = 8_000;
/** While one types, it is told so often. */
const TELL_TYPING_EVERY_MS = 3_000;
const STOPPED_TYPING_AFTER_MS = 5_000;
/** What stands in the box is shown to agents so often, where the site wants it. */
const PREVIEW_EVERY_MS = 1_000;
/** After a welcome without a chat, the end of ours may be on its way yet. */
const END_WITHIN_MS = 1_500;

/** Stands for a chat that has no id yet. */
export const ASKED = "asked";

export interface ConversationOptions {
  readonly world: Surroundings;
  readonly outbox: Outbox;
  save(text: string): void;
  newClientId(): string;
  model(): Model;
  take(happening: Happening): void;
  /** The chat under way is this; empty: none. */
  noteChat(chat: string): void;
  /** Whether this browser knows of the chat: a page of it has shown it lately. */
  knows(chat: string): boolean;
  /** For co-browse: the timeline, and what lets the page be shown. */
  share(entries: readonly Seen<AnyEndUserEvent>[], ticket: CoBrowseTicket | null): void;
}

export class Conversation {
  readonly #session: Session<ToEndUser, AnyEndUserEvent>;
  readonly #options: ConversationOptions;
  #chat: ChatId | null = null;
  /** Some page has spoken of a chat; the server may know how it ended. */
  #expects = false;
  /** Server's clock minus ours. */
  #skew = 0;
  #shown: readonly Echo[] = [];
  /** How far the timeline was when each post was written. */
  readonly #floors = new Map<number, number>();
  #cancelTypist: () => void = nothing;
  #cancelTyping: () => void = nothing;
  #cancelNothing: () => void = nothing;
  #toldTypingAt = 0;
  #cancelPreview: () => void = nothing;
  /** Agents see something of what stands in the box. */
  #previewed = false;
  #toldSeen = 0;
  /** What was asked for while another chat of ours was open elsewhere. */
  #wish: Omit<RequestChatFrame, "id"> | null = null;
  /** That chat is being ended for a new one. */
  #makesWay = false;

  constructor(options: ConversationOptions) {
    this.#options = options;
    this.#session = new Session({
      world: options.world,
      outbox: options.outbox,
      cobrowse: true,
      save: options.save,
      newClientId: options.newClientId,
      heard: (frame) => this.#heard(frame),
      changed: () => this.#changed(),
    });
  }

  /** The server's time. */
  now(): number {
    return this.#options.world.now() + this.#skew;
  }

  /** Connects, to find the chat that was under way or to send the request that waits. */
  start(chat = ""): void {
    if (chat !== "" && chat !== ASKED && this.#chat === null) {
      this.#session.expect(chat);
      this.#expects = true;
    }
    this.#session.start();
  }

  sleep(): void {
    this.#session.sleep();
  }

  wake(moved: boolean): void {
    this.#session.wake(moved);
  }

  tryNow(): void {
    this.#session.start();
    this.#session.wake(false);
  }

  request(body: Omit<RequestChatFrame, "id">): void {
    this.#options.take({ is: "asked" });
    this.#options.noteChat(ASKED);
    this.#session.command(body);
    this.#session.start();
  }

  /** `solved`: the answer was found while waiting. */
  leaveQueue(solved = false): void {
    const deflected = solved ? { deflected: true } : {};
    this.#command((chat) => ({ type: "cancel_chat", chat, ...deflected }));
  }

  /** The chat was looked at up to here. */
  look(n: number): void {
    if (this.#chat === null || n <= this.#toldSeen || this.#session.line.phase !== "open") return;
    this.#toldSeen = n;
    this.#session.pass({ type: "seen", chat: this.#chat, n });
  }

  /** Another page of the site is being looked at. */
  page(page: PageSeen): void {
    if (this.#chat !== null) this.#session.pass({ type: "page", chat: this.#chat, page });
  }

  /** The chat that was found is gone on with. */
  goOn(): void {
    this.#wish = null;
    this.#options.take({ is: "found", on: false });
  }

  /** Ends the chat that was found, and begins anew when it is over. */
  endForAnother(): void {
    this.#makesWay = true;
    this.#options.take({ is: "found", on: false });
    if (this.#options.model().chat?.phase === "waiting") this.leaveQueue();
    else this.end();
  }

  end(): void {
    this.#command((chat) => ({ type: "end_chat", chat }));
  }

  answerCoBrowse(answer: Answer): void {
    this.#command((chat) => ({ ...answer, chat }));
  }

  stay(): void {
    this.#command((chat) => ({ type: "stay", chat }));
    this.#options.take({ is: "stayed" });
  }

  /** False: not taken, for too much waits unsent. */
  post(written: string, isOffRecord = false): boolean {
    const text = clean(written);
    if (this.#chat === null || text === "") return false;
    const floor = this.#options.model().chat?.seen ?? 0;
    this.#floors.set(this.#session.outbox.nextId, floor);
    this.#typingStopped();
    const marked = isOffRecord ? { off_record: true } : {};
    const id = this.#session.command({ type: "post", chat: this.#chat, text, ...marked });
    return id !== null;
  }

  retry(id: number): void {
    const body = this.#session.entry(id)?.body;
    if (body?.type !== "post") return;
    if (this.post(body.text, body.off_record)) this.#session.forgetEntry(id);
  }

  discard(id: number): void {
    this.#session.forgetEntry(id);
  }

  /** Tells that the person types, now and then, and that it stopped. */
  types(preview = ""): void {
    const { world } = this.#options;
    if (this.#chat === null) return;
    const text = clean(preview);
    const every = text ? PREVIEW_EVERY_MS : TELL_TYPING_EVERY_MS;
    const takesBack = text === "" && this.#previewed;
    const wait = takesBack ? 0 : this.#toldTypingAt + every - world.now();
    this.#cancelPreview();
    if (wait <= 0) this.#tellTyping(text);
    else if (text) this.#cancelPreview = world.timer(wait, () => this.#tellTyping(text));
    this.#cancelTyping();
    this.#cancelTyping = world.timer(STOPPED_TYPING_AFTER_MS, () => this.#tellStopped());
  }

  /** Leaves the chat that is over behind; what was not sent goes along, so it is taken first. */
  anew(): void {
    this.#options.take({ is: "anew" });
    this.#shown = [];
    if (this.#chat !== null) this.#session.forgetChat(this.#chat);
    this.#chat = null;
    for (const { id } of this.#session.outbox.entries) this.#session.forgetEntry(id);
    this.#options.noteChat("");
    this.#session.stop();
  }

  #command(body: (chat: ChatId) => CommandBody): void {
    if (this.#chat !== null) this.#session.command(body(this.#chat));
  }

  #tellTyping(text: string): void {
    if (this.#chat === null) return;
    this.#toldTypingAt = this.#options.world.now();
    this.#previewed = text !== "";
    const preview = text ? { text: text.slice(0, TEXT_CHARACTERS_MAX) } : {};
    this.#session.typing({ chat: this.#chat, on: true, ...preview });
  }

  #tellStopped(): void {
    if (this.#chat !== null) this.#session.typing({ chat: this.#chat, on: false });
    this.#typingStopped();
  }

  #typingStopped(): void {
    this.#cancelTyping();
    this.#cancelPreview();
    this.#toldTypingAt = 0;
  }

  #heard(frame: ToEndUser): void {
    if (frame.type === "welcome") {
      this.#greeted(frame);
      this.#welcomed(frame.chat);
    } else if (frame.type === "ack") {
      if (frame.chat && this.#wasRequest(frame.id)) this.#turnTo(frame.chat);
    } else if (frame.type === "event") {
      if (this.#chat === null && frame.n === 1) this.#turnTo(frame.chat);
    } else if ("chat" in frame && frame.chat === this.#chat) this.#noticed(frame);
  }

  #greeted({ now, chat }: WidgetWelcome): void {
    this.#skew = now - this.#options.world.now();
    this.#options.take({ is: "welcomed", now });
    this.#toldSeen = 0;
    const isNew = chat !== null && this.#chat === null && !this.#requestWaits();
    if (isNew && !this.#options.knows(chat)) this.#options.take({ is: "found", on: true });
  }

  /** What is no event: true for the moment only. */
  #noticed(frame: ToEndUser): void {
    const { take } = this.#options;
    if (frame.type === "wait") {
      const { position, expected_wait_ms: expectedMs } = frame;
      take({ is: "wait", wait: { position, expectedMs } });
    } else if (frame.type === "is_typing" && frame.who === "agent") {
      if (frame.on) this.#typist(frame.name);
      else if (this.#options.model().typist === frame.name) this.#typist(null);
    } else if (frame.type === "idle_warning") {
      take({ is: "tick", now: this.now() });
      take({ is: "idle_warned", endsAt: frame.ends_at });
    } else if (frame.type === "has_seen") {
      take({ is: "seen", n: frame.n });
    } else if (frame.type === "cobrowse_ticket") this.#share(frame);
  }

  #welcomed(chat: ChatId | null): void {
    this.#cancelNothing();
    if (chat !== null) this.#turnTo(chat);
    else if (!this.#requestWaits()) {
      this.#cancelNothing = this.#options.world.timer(
        this.#expects || isUnderWay(this.#options.model()) ? END_WITHIN_MS : 0,
        () => this.#nothingOpen(),
      );
    }
  }

  #nothingOpen(): void {
    this.#expects = false;
    this.#options.noteChat("");
    this.#options.take({ is: "nothing_open" });
    this.#session.stop();
  }

  #wasRequest(id: number): boolean {
    return this.#session.entry(id)?.body.type === "request_chat";
  }

  #requestWaits(): boolean {
    return unanswered(this.#session.outbox).some(({ body }) => body.type === "request_chat");
  }

  #turnTo(chat: ChatId): void {
    if (this.#chat !== null && this.#chat !== chat) this.#session.forgetChat(this.#chat);
    this.#chat = chat;
    this.#options.noteChat(chat);
  }

  #typist(name: string | null): void {
    this.#cancelTypist();
    if (name !== null) {
      this.#cancelTypist = this.#options.world.timer(TYPING_FOR_MS, () => this.#typist(null));
    }
    this.#options.take({ is: "typist", name });
  }

  #changed(): void {
    const { model, take } = this.#options;
    const { line, borneUntil } = this.#session;
    if (model().line !== line) {
      take({ is: "tick", now: this.now() });
      take({ is: "line", line, borneUntil: borneUntil === null ? null : borneUntil + this.#skew });
    }
    const view = this.#view();
    if (view !== null && view !== model().chat) {
      take({ is: "tick", now: this.now() });
      take({ is: "chat", chat: view });
      this.#share(null);
    }
    this.#echo(view);
    this.#lookAtRefusals();
    this.#hangUpWhenOver(view);
  }

  #share(ticket: CoBrowseTicket | null): void {
    const timeline = this.#chat === null ? undefined : this.#session.timelines.get(this.#chat);
    if (timeline !== undefined) this.#options.share(timeline.entries, ticket);
  }

  #view(): ChatView | null {
    const timeline = this.#chat === null ? undefined : this.#session.timelines.get(this.#chat);
    if (timeline === undefined || timeline.seen === 0) return this.#options.model().chat;
    const before = this.#options.model().chat;
    const goesOn = before?.chat === timeline.chat && before.seen <= timeline.seen;
    return follow(goesOn ? before : emptyChat(timeline.chat), timeline.entries);
  }

  #echo(view: ChatView | null): void {
    if (view === null) return;
    const open = this.#session.line.phase === "open";
    const next = echoes(this.#session.outbox.entries, view, this.#floors).map(
      (echo): Echo => (echo.state === "sending" && !open ? { ...echo, state: "delayed" } : echo),
    );
    if (JSON.stringify(next) === JSON.stringify(this.#shown)) return;
    this.#shown = next;
    this.#options.take({ is: "echoes", echoes: next });
  }

  /** A refused post stays to be seen; of the others only the request needs a word. */
  #lookAtRefusals(): void {
    for (const { id, body, state } of this.#session.outbox.entries) {
      if (body.type === "post" || (state.is !== "refused" && state.is !== "lost")) continue;
      if (body.type === "request_chat" && this.#chat === null) {
        this.#options.noteChat("");
        const code = state.is === "refused" ? state.code : "other";
        this.#options.take({ is: "request_refused", code });
      }
      if (body.type === "request_chat" && this.#chat !== null) {
        this.#wish = body;
        this.#options.take({ is: "found", on: true });
      }
      this.#session.forgetEntry(id);
      return;
    }
  }

  #hangUpWhenOver(view: ChatView | null): void {
    if (view?.phase !== "ended" || this.#session.line.phase === "offline") return;
    if (this.#makesWay) {
      const wish = this.#wish;
      this.#makesWay = false;
      this.#wish = null;
      this.anew();
      if (wish !== null) this.request(wish);
      return;
    }
    this.#options.noteChat("");
    if (unanswered(this.#session.outbox).length === 0) this.#session.stop();
  }
}

function nothing(): void {}
