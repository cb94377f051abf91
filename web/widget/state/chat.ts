/** The end-user's chat as a fold of its timeline. */

import type {
  AnyEndUserEvent,
  ChatId,
  Millis,
  SeenAgentFile,
  SeenOwnFile,
} from "../../protocol/frames.ts";
import type { Seen } from "../../protocol/timeline.ts";

export type Notice =
  | { readonly is: "joined"; readonly name: string }
  | { readonly is: "left"; readonly name: string }
  | { readonly is: "leads"; readonly name: string }
  | { readonly is: "passed_on" }
  | { readonly is: "line_lost"; readonly name: string }
  /** Back in the queue, for the lead's line was lost or they had to leave. */
  | { readonly is: "requeued"; readonly name: string; readonly lost: boolean }
  | { readonly is: "ended"; readonly cause: string };

interface Said {
  readonly n: number;
  readonly at: Millis;
}

interface Spoken {
  readonly text: string | null;
  /** Kept out of transcripts. */
  readonly offRecord?: true;
  /** It is a file; then the text is its name. */
  readonly file?: FileSeen;
}

export interface FileSeen {
  readonly id: string;
  readonly chat: ChatId;
  readonly size: number;
  readonly type: string;
}

export type Item =
  | (Said & Spoken & { readonly is: "own" })
  | (Said & Spoken & { readonly is: "agent"; readonly name: string })
  | (Said & {
      readonly is: "pushed";
      readonly name: string;
      readonly form: "url" | "html";
      readonly text: string | null;
    })
  | (Said & { readonly is: "notice"; readonly notice: Notice });

export interface ChatView {
  readonly chat: ChatId;
  readonly phase: "waiting" | "engaged" | "ended";
  readonly wasEngaged: boolean;
  readonly lead: string | null;
  readonly agents: readonly string[];
  /** The lead's line is lost; at `lostAt` somebody else takes over. */
  readonly absent: { readonly name: string; readonly lostAt: Millis } | null;
  /** Why it is over; empty while it is not. */
  readonly cause: string;
  readonly endedAt: Millis | null;
  readonly items: readonly Item[];
  readonly seen: number;
}

export function emptyChat(chat: ChatId): ChatView {
  return {
    chat,
    phase: "waiting",
    wasEngaged: false,
    lead: null,
    agents: [],
    absent: null,
    cause: "",
    endedAt: null,
    items: [],
    seen: 0,
  };
}

/** The chat with the entries that it has not seen yet. */
export function follow(view: ChatView, entries: readonly Seen<AnyEndUserEvent>[]): ChatView {
  let next = view;
  for (const entry of entries) {
    if (entry.n > next.seen) next = { ...evolve(next, entry), seen: entry.n };
  }
  return next;
}

function evolve(view: ChatView, entry: Seen<AnyEndUserEvent>): ChatView {
  const { event } = entry;
  switch (event.kind) {
    case 26:
      return event.question ? said(view, entry, { is: "own", text: event.question }) : view;
    case 1:
      return said(view, entry, { is: "agent", name: event.name, ...spoken(event) });
    case 2:
      return said(view, entry, { is: "own", ...spoken(event) });
    case 3:
      return said(view, entry, {
        is: "pushed",
        name: event.name,
        form: event.form,
        text: event.text,
      });
    case 38:
      return said(view, entry, { is: "own", text: event.file_name, file: fileOf(view, event) });
    case 1003:
      return said(view, entry, {
        is: "agent",
        name: event.name,
        text: event.file_name,
        file: fileOf(view, event),
      });
    case 23:
      return noticed(entered(view, event.name), entry, { is: "joined", name: event.name });
    case 24:
      return left(view, entry, event.name);
    case 48:
      return led(view, entry, event.name);
    case 4:
      return { ...view, absent: { name: event.name, lostAt: event.lost_at } };
    case 5:
      return { ...view, absent: null };
    case 49:
      return leadEnded(view, entry, event.name, event.requeued === true);
    case 47:
      return noticed({ ...view, phase: "waiting" }, entry, { is: "passed_on" });
    case 44:
      return ended(view, entry, event.cause);
    default:
      // A newer server tells more than we know; what we know stays true.
      return view;
  }
}

function spoken(event: { text: string | null; off_record?: boolean }): Spoken {
  return event.off_record === true ? { text: event.text, offRecord: true } : { text: event.text };
}

function fileOf({ chat }: ChatView, event: SeenOwnFile | SeenAgentFile): FileSeen {
  return { id: event.file_id, chat, size: event.size, type: event.media_type };
}

type Bare<I> = I extends Said ? Omit<I, "n" | "at"> : never;

function said(view: ChatView, entry: Seen<unknown>, item: Bare<Item>): ChatView {
  return { ...view, items: [...view.items, { n: entry.n, at: entry.at, ...item }] };
}

function noticed(view: ChatView, entry: Seen<unknown>, notice: Notice): ChatView {
  return view.phase === "ended" && notice.is !== "ended"
    ? view
    : said(view, entry, { is: "notice", notice });
}

function entered(view: ChatView, name: string): ChatView {
  return { ...view, agents: [...view.agents.filter((other) => other !== name), name] };
}

/** The one whose lead ended in a requeue by the server, or a lost line, has been spoken of. */
function left(view: ChatView, entry: Seen<unknown>, name: string): ChatView {
  const without = { ...view, agents: view.agents.filter((other) => other !== name) };
  const last = view.items.at(-1);
  const spoken = last?.is === "notice" && /^(line_lost|requeued)$/.test(last.notice.is);
  return spoken ? without : noticed(without, entry, { is: "left", name });
}

/** Somebody who has just come in is not announced twice. */
function led(view: ChatView, entry: Seen<unknown>, name: string): ChatView {
  const next: ChatView = {
    ...view,
    phase: view.phase === "ended" ? "ended" : "engaged",
    wasEngaged: true,
    lead: name,
    absent: null,
  };
  const last = view.items.at(-1);
  const isNext = last?.n === entry.n - 1;
  const justJoined =
    isNext && last.is === "notice" && last.notice.is === "joined" && last.notice.name === name;
  return justJoined ? next : noticed(next, entry, { is: "leads", name });
}

function leadEnded(
  view: ChatView,
  entry: Seen<unknown>,
  name: string,
  requeued: boolean,
): ChatView {
  const next = { ...view, lead: null, absent: null };
  const lost = view.absent !== null;
  if (!requeued) return lost ? noticed(next, entry, { is: "line_lost", name }) : next;
  if (view.phase === "ended") return next;
  const last = view.items.at(-1);
  const spoken = last?.is === "notice" && last.notice.is === "passed_on";
  const waiting: ChatView = { ...next, phase: "waiting" };
  return spoken ? waiting : noticed(waiting, entry, { is: "requeued", name, lost });
}

function ended(view: ChatView, entry: Seen<unknown>, cause: string): ChatView {
  const over: ChatView = { ...view, phase: "ended", absent: null, cause, endedAt: entry.at };
  return noticed(over, entry, { is: "ended", cause });
}
