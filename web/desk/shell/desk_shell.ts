/** The desk's only place with a socket, a clock and a memory: carries frames in, commands out. */

import type { Line } from "../../protocol/connection.ts";
import type { Surroundings } from "../../protocol/line_shell.ts";
import type { CommandBody, Outbox } from "../../protocol/outbox.ts";
import { Session } from "../../protocol/session.ts";
import type { Words } from "../messages/en.ts";
import {
  answered,
  apply,
  type DeskState,
  emptyDesk,
  type Offer,
  ringing,
  wasTaken,
} from "../state/desk.ts";
import { type LineView, lineView } from "../state/line.ts";
import { isOutside } from "../state/parts.ts";
import type { PasswordAnswer } from "../state/password.ts";
import type { Recordings } from "../state/recording.ts";
import {
  draftOf,
  firstScreen,
  noDraft,
  type Screen,
  unseen,
  withDraft,
  withNotice,
} from "../state/screen.ts";
import {
  type Account,
  type Archive,
  type Desk,
  isSupervisor,
  type Snapshot,
} from "../state/snapshot.ts";
import type { AgentViewEvent, Away, DeskFrame } from "../state/wire.ts";
import { AdminShell } from "./admin_shell.ts";
import { ServerClock } from "./clock.ts";
import { showsOf } from "./cobrowse_acts.ts";
import { deskActs } from "./desk_acts.ts";
import type { DeskFiles } from "./files.ts";
import type { Http } from "./http.ts";
import type { Keeping } from "./keeping.ts";
import { notify, notifyState } from "./notify.ts";
import { againstOffer, OfferWatch } from "./offer_watch.ts";
import { busyOf, echoesOf } from "./outbox_view.ts";
import { recordingsOf } from "./recordings.ts";
import type { Shows } from "./shows.ts";
import { Ringer } from "./sound.ts";

export interface ShellOptions {
  readonly seat: number;
  readonly http: Http;
  readonly keeping: Keeping;
  readonly words: Words;
  readonly world: Surroundings;
  readonly outbox: Outbox;
  /** Where the streams of end-users' pages come from. */
  readonly showsUrl: string;
  newClientId(): string;
}

/** Kinds by which an offered chat comes to this agent. */
const TAKEN = new Set([11, 15, 19, 33]);
/** Somebody whose typing is not renewed for so long has stopped. */
const TYPING_FADES_MS = 12_000;

export class DeskShell implements Desk {
  readonly seat: number;
  readonly acts;
  readonly archive: Archive;
  readonly files: DeskFiles;
  readonly admin: AdminShell;
  readonly shows: Shows;
  readonly recordings: Recordings;
  readonly clock = new ServerClock();
  readonly session: Session<DeskFrame, AgentViewEvent>;
  readonly ringer: Ringer;
  readonly options: ShellOptions;
  #account: Account = { is: "unknown", byLink: false };
  #desk: DeskState = emptyDesk;
  #screen: Screen;
  #line: LineView = { is: "connecting" };
  #wasOnline = false;
  #snapshot: Snapshot;
  readonly #told = new Set<() => void>();
  readonly #offers: OfferWatch;
  readonly #typingTimers = new Map<string, ReturnType<typeof setTimeout>>();
  /** Chats whose offer was taken here, and that the server will open. */
  readonly #coming = new Map<string, "accepted" | "by_itself">();
  #frame = 0;
  #watching = false;
  #watchesColleagues = false;

  constructor(options: ShellOptions) {
    this.options = options;
    this.seat = options.seat;
    this.archive = options.http;
    this.files = options.http.files;
    this.admin = new AdminShell(options.http.admin);
    this.shows = showsOf(this, options.showsUrl);
    this.recordings = recordingsOf(options.http);
    const { keeping } = options;
    this.ringer = new Ringer(keeping.muted(), (sound) =>
      this.screen((screen) => ({ ...screen, sound })),
    );
    this.#screen = {
      ...firstScreen,
      seen: keeping.seen(),
      sound: this.ringer.sound(),
      notify: notifyState(),
    };
    this.#offers = new OfferWatch({
      now: () => this.clock.exact(),
      ring: (on) => this.ringer.ring(on),
      ranOut: ({ chat, invitation }) => this.command({ type: "toast_ran_out", chat, invitation }),
    });
    this.session = new Session<DeskFrame, AgentViewEvent>({
      world: options.world,
      outbox: options.outbox,
      save: (text) => keeping.keepOutbox(text),
      newClientId: options.newClientId,
      heard: (frame) => this.#heard(frame),
      changed: () => this.#soon(),
    });
    this.acts = deskActs(this);
    this.#snapshot = this.#compose();
  }

  readonly changePassword = (current: string, password: string): Promise<PasswordAnswer> =>
    this.options.http.changePassword(current, password);

  snapshot(): Snapshot {
    return this.#snapshot;
  }

  subscribe(changed: () => void): () => void {
    this.#told.add(changed);
    return () => this.#told.delete(changed);
  }

  now(): number {
    return this.clock.second();
  }

  subscribeNow(changed: () => void): () => void {
    return this.clock.subscribe(changed);
  }

  account(account: Account): void {
    this.#account = account;
    this.#publish();
  }

  screen(change: (screen: Screen) => Screen): void {
    this.#screen = change(this.#screen);
    this.#publish();
  }

  desk(change: (desk: DeskState) => DeskState): void {
    this.#desk = change(this.#desk);
    this.#offers.look(ringing(this.#desk));
    this.#publish();
  }

  command(body: CommandBody): void {
    this.session.command(body);
  }

  /** Begins anew: nothing of an earlier line is kept. */
  start(): void {
    for (const chat of this.session.timelines.keys()) this.session.forgetChat(chat);
    this.#desk = emptyDesk;
    this.#wasOnline = false;
    this.session.start();
  }

  #heard(frame: DeskFrame): void {
    if (frame.type === "welcome") this.#welcomed(frame.now);
    if (frame.type === "board") this.clock.set(frame.now);
    if (frame.type === "refused") this.#refused(frame);
    if (frame.type === "resync") this.screen((screen) => unseen(screen, frame.chat));
    if (frame.type === "chat_closed") this.#closed(frame.chat);
    if (frame.type === "cobrowse_ticket") this.shows.ticket(frame);
    if (frame.type === "offer_closed") this.#offerClosed(frame);
    if (frame.type === "is_typing" && frame.on) this.#fadeTyping(frame);
    const before = this.#desk;
    if (frame.type === "part") this.#keepPrivate(frame.chat);
    this.#desk = apply(before, frame);
    this.#follow(before, frame);
  }

  /** What the shell does once the desk knows of the frame. */
  #follow(before: DeskState, frame: DeskFrame): void {
    if (frame.type === "welcome" || frame.type === "me") this.#watch();
    if (frame.type === "chat_opened") this.#opened(frame.chat);
    this.#awayChanged(before.away, this.#desk.away);
    if (frame.type === "offer" && !isKnown(before.offers, frame)) this.#offered(frame);
    if (frame.type === "event") this.#announce(frame.chat, frame.event);
    this.#offersChanged(before, frame.type);
  }

  /** What was begun for the chat's agents alone stays so when its author enters the chat. */
  #keepPrivate(id: string): void {
    const chat = this.#desk.chats[id];
    const draft = draftOf(this.#screen, id);
    if (chat === undefined || !isOutside(chat) || draft.text === "") return;
    this.screen((screen) => withDraft(screen, id, { ...draft, isPrivate: true }));
  }

  /** An offer rings no more once its chat is opened to be read. */
  #offersChanged(before: DeskState, type: DeskFrame["type"]): void {
    if (this.#desk.offers === before.offers && type !== "chat_opened") return;
    this.#offers.look(ringing(this.#desk));
  }

  #watch(): void {
    this.watchFloor();
    this.watchColleagues();
  }

  #welcomed(now: number): void {
    this.#wasOnline = true;
    this.#watching = false;
    this.#watchesColleagues = false;
    this.#offers.forget();
    this.clock.set(now);
  }

  /** The board is sent to those who asked on this very line; asked while the floor is in sight. */
  watchFloor(): void {
    const may = this.#desk.me !== null && isSupervisor(this.#compose());
    const on = may && this.#screen.route.page === "floor";
    if (on === this.#watching) return;
    this.#watching = on;
    this.command({ type: "watch_floor", on });
  }

  /** Who can be asked is sent, as the board is, to those who asked on this very line. */
  watchColleagues(): void {
    const on = this.#desk.me !== null && this.#screen.passingOn !== null;
    if (on === this.#watchesColleagues) return;
    this.#watchesColleagues = on;
    this.command({ type: "watch_colleagues", on });
  }

  /** The chat will be opened because it was asked for here. */
  expect(chat: string): void {
    this.#coming.set(chat, "accepted");
  }

  /** A chat one has just accepted comes to the front; one that came by itself only if none is. */
  #opened(chat: string): void {
    const { route } = this.#screen;
    const idle =
      route.page === "desk" && (route.chat === null || !this.#desk.open.includes(route.chat));
    const how = this.#coming.get(chat);
    this.#coming.delete(chat);
    if (how === "accepted" || (how === "by_itself" && idle)) this.acts.go({ page: "desk", chat });
    this.#recall(chat);
  }

  /** What was half-written to the chat, here or before a reload. */
  #recall(chat: string): void {
    if (this.#screen.drafts[chat] !== undefined) return;
    const draft = this.options.keeping.draft(chat);
    this.screen((screen) => withDraft(screen, chat, draft));
  }

  /** Drafts are shown with the chats that were taken; of those only one that waits may come back. */
  #awayChanged(before: Away | null, after: Away | null): void {
    if (before === after) return;
    for (const { chat } of after?.chats ?? []) this.#recall(chat);
    if (this.#desk.status === null) return;
    for (const { chat, went } of before?.chats ?? []) {
      if (went !== "queue") this.options.keeping.keepDraft(chat, noDraft);
    }
  }

  #closed(chat: string): void {
    if (!wasTaken(this.#desk, chat)) this.options.keeping.keepDraft(chat, noDraft);
    if (this.#screen.concluding === chat) {
      this.screen((screen) => ({ ...screen, concluding: null }));
    }
    if (this.#screen.passingOn === chat) this.acts.passOn(null);
    const { route } = this.#screen;
    if (route.page === "desk" && route.chat === chat) this.acts.go({ page: "desk", chat: null });
  }

  #offered(frame: DeskFrame & { type: "offer" }): void {
    if (this.#desk.chats[frame.chat]?.part === "invited") return;
    const cause = againstOffer(this.#desk);
    const { chat, invitation, about } = frame;
    if (cause !== null) {
      this.#desk = answered(this.#desk, invitation, "declining");
      this.command({ type: "unavailable", chat, invitation, cause });
      return;
    }
    const { words } = this.options;
    const name = about.name || words.visitor;
    const sender = this.#desk.agents[frame.sender ?? ""] ?? words.lines.someone;
    const title = words.offer.noticeTitle[frame.form ?? "engagement"](name, sender);
    notify(invitation, title, about.question, () => this.acts.go({ page: "desk", chat: null }));
  }

  #offerClosed({ chat, outcome }: DeskFrame & { type: "offer_closed" }): void {
    const offer = this.#desk.offers.find((each) => each.chat === chat);
    if (TAKEN.has(outcome)) {
      this.#coming.set(chat, offer?.answer === "accepting" ? "accepted" : "by_itself");
    }
  }

  #announce(chat: string, view: AgentViewEvent): void {
    if (view.kind !== 2 || this.#desk.chats[chat]?.part === "monitor") return;
    const name = this.#desk.chats[chat]?.about.name || this.options.words.visitor;
    notify(chat, name, view.text ?? "", () => this.acts.go({ page: "desk", chat }));
  }

  #fadeTyping(frame: DeskFrame & { type: "is_typing" }): void {
    const writer = `${frame.chat} ${frame.who} ${frame.name}`;
    clearTimeout(this.#typingTimers.get(writer));
    const fade = (): void => this.desk((desk) => apply(desk, { ...frame, on: false }));
    this.#typingTimers.set(writer, setTimeout(fade, TYPING_FADES_MS));
  }

  #refused(frame: DeskFrame & { type: "refused" }): void {
    const entry = this.session.entry(frame.id);
    if (entry === undefined || frame.retry || SILENT_REFUSALS.has(entry.body.type)) return;
    const { body } = entry;
    if (body.type === "log_on" && frame.code === "already_on_duty") {
      this.screen((screen) => ({ ...screen, isElsewhere: true }));
      return;
    }
    if (body.type === "view_invitation" || body.type === "monitor") this.#coming.delete(body.chat);
    if (body.type === "accept" || body.type === "decline") {
      this.#desk = answered(this.#desk, body.invitation, null);
    }
    this.screen((screen) => withNotice(screen, body.type, frame.text));
  }

  /** Frames come in bursts; one drawing for each burst is enough, and nothing flickers between. */
  #soon(): void {
    if (this.#frame !== 0) return;
    const draw = (): void => {
      this.#frame = 0;
      this.#publish();
    };
    this.#frame = document.hidden ? window.setTimeout(draw, 50) : requestAnimationFrame(draw);
  }

  #publish(): void {
    this.#line = this.#lineNow(this.session.line);
    if (this.#line.is === "stopped" && this.#line.why === "signed_out") this.#signedOut();
    this.#snapshot = this.#compose();
    for (const changed of this.#told) changed();
  }

  #signedOut(): void {
    if (this.#account.is === "signed_in") {
      this.#account = { is: "signed_out", busy: false, error: null };
    }
  }

  #lineNow(line: Line): LineView {
    const past = { wasOnline: this.#wasOnline, borneUntil: this.session.borneUntil };
    const next = lineView(line, past, this.options.world.now());
    if (next.is !== "reconnecting") return next;
    const { until, borneUntil } = next;
    const byServer = (local: number): number => this.clock.serverOf(local);
    return {
      ...next,
      until: byServer(until),
      borneUntil: borneUntil === null ? null : byServer(borneUntil),
    };
  }

  #compose(): Snapshot {
    const { outbox } = this.session;
    return {
      account: this.#account,
      desk: this.#desk,
      line: this.#line,
      echoes: echoesOf(outbox),
      busy: busyOf(outbox),
      screen: this.#screen,
    };
  }
}

/** The offer is shown already: it comes anew when its times are others. */
function isKnown(
  offers: readonly Offer[],
  { invitation }: { readonly invitation: string },
): boolean {
  return offers.some((offer) => offer.invitation === invitation);
}

/** Posts show their refusal in place; the others answer offers that closed meanwhile. */
const SILENT_REFUSALS = new Set(["post", "toast_ran_out", "unavailable", "watch_colleagues"]);
