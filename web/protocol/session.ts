/**
 * One client's conversation with the server: line, outbox and timelines put together.
 *
 * After a reconnect the hello resumes every timeline from what it has; unsent commands follow only
 * once the welcome is there. A gap in a timeline hangs up and resumes.
 */

import { START_OVER } from "./close_codes.ts";
import type { Line, Pass } from "./connection.ts";
import {
  type ChatId,
  type EventFrame,
  type Hello,
  type Millis,
  type PageFrame,
  PROTOCOL,
  RESUME_CHATS_MAX,
  type Seen as SeenFrame,
  type Typing,
} from "./frames.ts";
import { LineShell, type Surroundings, type TypedFrame } from "./line_shell.ts";
import {
  acked,
  type CommandBody,
  countedUpTo,
  type Entry,
  enqueue,
  forgotten,
  historyReplaced,
  lineLost,
  type Outbox,
  refused,
  retryDueAt,
  saved,
  sentOnLine,
  startedOver,
  toSend,
} from "./outbox.ts";
import { apply, dropped, emptyTimeline, resuming, type Timeline } from "./timeline.ts";

export interface SessionOptions<Frame extends TypedFrame> {
  readonly world: Surroundings;
  /** From `claimOutbox`. */
  readonly outbox: Outbox;
  /** Keeps the copy that outlives a reload. */
  save(text: string): void;
  newClientId(): string;
  /** This client can show its page. */
  readonly cobrowse?: boolean;
  /** Every frame, after outbox and timelines have taken it in. */
  heard(frame: Frame): void;
  /** Line, outbox or a timeline is another than before. */
  changed(): void;
}

/** The frames that every session reads by itself. */
type Core =
  | EventFrame
  | {
      readonly type: "welcome";
      readonly last_id: number;
      readonly lost_after_ms?: number;
      readonly epoch?: string;
    }
  | {
      readonly type: "ack";
      readonly id: number;
      readonly chat?: ChatId | null;
      readonly n?: number;
    }
  | {
      readonly type: "refused";
      readonly id: number;
      readonly code: string;
      readonly text: string;
      readonly retry?: boolean;
      readonly retry_after_ms?: number;
    }
  | { readonly type: "resync"; readonly chat: ChatId }
  | { readonly type: "chat_closed"; readonly chat: ChatId };

export class Session<Frame extends TypedFrame, Event> {
  outbox: Outbox;
  readonly #timelines = new Map<ChatId, Timeline<Event>>();
  readonly #shell: LineShell;
  readonly #options: SessionOptions<Frame>;
  #cancelRetry: () => void = () => {};
  #savedText = "";
  #lostAfterMs: number | null = null;
  /** Of the history that our timelines are numbered in; empty until a welcome has told. */
  #epoch = "";

  constructor(options: SessionOptions<Frame>) {
    this.#options = options;
    this.outbox = options.outbox;
    this.#keepCopy();
    this.#shell = new LineShell(options.world, {
      hello: (pass) => this.#hello(pass),
      heard: (frame) => this.#heard(frame),
      changed: (line) => this.#lineChanged(line),
    });
  }

  get line(): Line {
    return this.#shell.line;
  }

  get timelines(): ReadonlyMap<ChatId, Timeline<Event>> {
    return this.#timelines;
  }

  start(): void {
    this.#shell.start();
  }

  stop(): void {
    this.#shell.stop();
  }

  /** The page is in front again; `moved`: the network came back. */
  wake(moved: boolean): void {
    this.#shell.wake(moved);
  }

  /** The page can't run for a while; `wake` ends it. */
  sleep(): void {
    this.#shell.sleep();
  }

  /** Until then, at least, the server bears our silence; `null`: nobody has told. */
  get borneUntil(): Millis | null {
    const { contactAt } = this.#shell;
    return contactAt === null || this.#lostAfterMs === null ? null : contactAt + this.#lostAfterMs;
  }

  /** Asks for the whole chat with the next hello, whether it is over or not. */
  expect(chat: ChatId): void {
    this.#timelines.set(chat, this.#timeline(chat));
  }

  /** Takes a command; its number, or `null` when too many wait for an answer. */
  command(body: CommandBody): number | null {
    const taken = enqueue(this.outbox, body, this.#options.world.now());
    if (taken === null) return null;
    this.#keep(taken.outbox);
    this.#flush();
    this.#options.changed();
    return taken.id;
  }

  /** Tells that somebody writes; worth nothing later, so never kept. */
  typing(frame: Omit<Typing, "type">): void {
    this.pass({ type: "typing", ...frame });
  }

  /** Tells what is true for the moment; as `typing`. */
  pass(frame: Typing | SeenFrame | PageFrame): void {
    this.#shell.send(JSON.stringify(frame), false);
  }

  entry(id: number): Entry | undefined {
    return this.outbox.entries.find((entry) => entry.id === id);
  }

  forgetEntry(id: number): void {
    this.#keep(forgotten(this.outbox, id));
    this.#options.changed();
  }

  forgetChat(chat: ChatId): void {
    this.#timelines.delete(chat);
    this.#options.changed();
  }

  #hello(pass: Pass): Hello {
    const resume: Record<ChatId, number> = {};
    for (const [chat, timeline] of [...this.#timelines].slice(-RESUME_CHATS_MAX)) {
      resume[chat] = timeline.seen;
      this.#timelines.set(chat, resuming(timeline));
    }
    const { cobrowse } = this.#options;
    const who = { client: this.outbox.client, protocol: PROTOCOL };
    const can = cobrowse ? { cobrowse } : {};
    return { type: "hello", ...pass, ...who, ...can, resume, epoch: this.#epoch };
  }

  #heard(received: TypedFrame): void {
    const frame = received as Core;
    switch (frame.type) {
      case "welcome":
        this.#lostAfterMs = frame.lost_after_ms ?? null;
        this.#keep(countedUpTo(lineLost(this.outbox), frame.last_id));
        this.#enterEpoch(frame.epoch ?? "");
        break;
      case "ack":
        this.#keep(acked(this.outbox, frame));
        break;
      case "refused":
        this.#keep(refused(this.outbox, frame, this.#options.world.now()));
        break;
      case "event":
        this.#takeEvent(frame);
        break;
      case "resync":
        this.#timelines.set(frame.chat, dropped(this.#timeline(frame.chat)));
        break;
      case "chat_closed":
        this.#timelines.delete(frame.chat);
        break;
    }
    this.#options.heard(received as Frame);
    if (frame.type === "welcome" || frame.type === "refused") this.#flush();
    this.#options.changed();
  }

  /** In another history than before, nothing that we have stands. */
  #enterEpoch(epoch: string): void {
    if (this.#epoch !== "" && epoch !== this.#epoch) {
      for (const [chat, timeline] of this.#timelines) this.#timelines.set(chat, dropped(timeline));
      this.#keep(historyReplaced(this.outbox));
    }
    this.#epoch = epoch;
  }

  #takeEvent(frame: EventFrame): void {
    const before = this.#timeline(frame.chat);
    const after = apply(before, frame);
    this.#timelines.set(frame.chat, after);
    if (after.gap && !before.gap) this.#shell.resume();
  }

  #timeline(chat: ChatId): Timeline<Event> {
    return this.#timelines.get(chat) ?? emptyTimeline<Event>(chat);
  }

  #lineChanged(line: Line): void {
    if (line.phase !== "open") this.#keep(lineLost(this.outbox));
    if (line.phase === "stopped" && line.code === START_OVER) {
      this.#keep(startedOver(this.outbox, this.#options.newClientId()));
    }
    this.#options.changed();
  }

  #flush(): void {
    const { world } = this.#options;
    for (const entry of toSend(this.outbox, world.now())) {
      if (this.line.phase !== "open") break;
      this.outbox = sentOnLine(this.outbox, entry.id);
      this.#shell.send(entry.bytes, true);
    }
    this.#cancelRetry();
    this.#cancelRetry = () => {};
    const due = retryDueAt(this.outbox);
    if (due === null || this.line.phase !== "open") return;
    this.#cancelRetry = world.timer(Math.max(0, due - world.now()), () => this.#flush());
  }

  #keep(outbox: Outbox): void {
    if (outbox === this.outbox) return;
    this.outbox = outbox;
    this.#keepCopy();
  }

  /** At once, too: a duplicated tab holds the copy of another until it has its own. */
  #keepCopy(): void {
    const text = saved(this.outbox);
    if (text === this.#savedText) return;
    this.#savedText = text;
    this.#options.save(text);
  }
}
