/** Everything the widget shows, as one value, and how each happening changes it. */

import type { Person, SiteLook } from "../../loader/contract.ts";
import { type Line, OFFLINE } from "../../protocol/connection.ts";
import type { Millis } from "../../protocol/frames.ts";
import type { ChatView } from "./chat.ts";
import type { Fault, FormValues } from "./form.ts";
import { filledIn } from "./person.ts";
import type { Echo } from "./transcript.ts";

export interface Wait {
  /** 1: next. */
  readonly position: number;
  readonly expectedMs: number | null;
}

/** Whether news may be heard; `blocked`: it may, but the browser keeps the page quiet. */
export type Sound = "on" | "off" | "blocked";

export interface Model {
  readonly look: SiteLook;
  readonly open: boolean;
  readonly line: Line;
  /** The line has been open since the widget started. */
  readonly met: boolean;
  /** So long at least the server bears our silence. */
  readonly borneUntil: Millis | null;
  readonly chat: ChatView | null;
  /** A request is on its way, or a chat of before is being looked for. */
  readonly asking: boolean;
  /** Why the request was refused; empty: it was not. */
  readonly refusal: string;
  readonly wait: Wait | null;
  readonly typist: string | null;
  readonly idleEndsAt: Millis | null;
  readonly echoes: readonly Echo[];
  /** Up to here an agent has read the chat. */
  readonly otherSeen: number;
  /** A chat of ours was found that this place knew nothing of; whether to go on with it is asked. */
  readonly found: boolean;
  readonly sound: Sound;
  readonly confirming: boolean;
  readonly form: FormValues;
  readonly faults: Readonly<Record<string, Fault>>;
  readonly draft: string;
  /** The server's clock, as far as countdowns need it. */
  readonly now: Millis;
  /** When the server first welcomed us: what happened before is no news. */
  readonly since: Millis;
}

export type Happening =
  | { readonly is: "looked"; readonly look: SiteLook }
  | { readonly is: "opened" }
  | { readonly is: "closed" }
  | { readonly is: "line"; readonly line: Line; readonly borneUntil: Millis | null }
  | { readonly is: "welcomed"; readonly now: Millis }
  | { readonly is: "asked" }
  | { readonly is: "request_refused"; readonly code: string }
  /** The server knows of no chat that is under way. */
  | { readonly is: "nothing_open" }
  | { readonly is: "chat"; readonly chat: ChatView }
  | { readonly is: "echoes"; readonly echoes: readonly Echo[] }
  | { readonly is: "wait"; readonly wait: Wait }
  | { readonly is: "typist"; readonly name: string | null }
  | { readonly is: "seen"; readonly n: number }
  | { readonly is: "found"; readonly on: boolean }
  | { readonly is: "sound"; readonly sound: Sound }
  | { readonly is: "idle_warned"; readonly endsAt: Millis }
  | { readonly is: "stayed" }
  | { readonly is: "confirm"; readonly on: boolean }
  | { readonly is: "wrote"; readonly field: string; readonly value: string }
  | { readonly is: "faulty"; readonly faults: Readonly<Record<string, Fault>> }
  | { readonly is: "identified"; readonly person: Person }
  | { readonly is: "drafted"; readonly text: string }
  | { readonly is: "anew" }
  | { readonly is: "tick"; readonly now: Millis };

export function emptyModel(look: SiteLook, now: Millis): Model {
  return {
    look,
    open: false,
    line: OFFLINE,
    met: false,
    borneUntil: null,
    chat: null,
    asking: false,
    refusal: "",
    wait: null,
    typist: null,
    idleEndsAt: null,
    echoes: [],
    otherSeen: 0,
    found: false,
    sound: "on",
    confirming: false,
    form: {},
    faults: {},
    draft: "",
    now,
    since: Number.POSITIVE_INFINITY,
  };
}

export function reduce(model: Model, happening: Happening): Model {
  switch (happening.is) {
    case "looked":
      return { ...model, look: happening.look };
    case "opened":
      return { ...model, open: true };
    case "closed":
      return { ...model, open: false, confirming: false };
    case "line":
      return lineChanged(model, happening.line, happening.borneUntil);
    case "welcomed":
      return { ...model, now: happening.now, since: Math.min(model.since, happening.now) };
    case "asked":
      return { ...model, asking: true, refusal: "", faults: {} };
    case "request_refused":
      return { ...model, asking: false, refusal: happening.code };
    case "nothing_open":
      return nothingOpen(model);
    case "chat":
      return chatChanged(model, happening.chat);
    case "echoes":
      return { ...model, echoes: happening.echoes };
    case "wait":
      return { ...model, wait: happening.wait };
    case "typist":
      return { ...model, typist: happening.name };
    case "seen":
      return { ...model, otherSeen: Math.max(model.otherSeen, happening.n) };
    case "found":
      return { ...model, found: happening.on };
    case "sound":
      return { ...model, sound: happening.sound };
    case "idle_warned":
      return { ...model, idleEndsAt: happening.endsAt };
    case "stayed":
      return { ...model, idleEndsAt: null };
    case "confirm":
      return { ...model, confirming: happening.on };
    case "wrote":
      return wrote(model, happening.field, happening.value);
    case "faulty":
      return { ...model, faults: happening.faults };
    case "identified":
      return { ...model, form: filledIn(model.form, happening.person) };
    case "drafted":
      return { ...model, draft: happening.text };
    case "anew":
      return anew(model);
    case "tick":
      return { ...model, now: happening.now };
    default:
      return happening satisfies never;
  }
}

/** Something on the screen counts seconds. */
export function needsClock(model: Model): boolean {
  const absent = model.chat?.absent ?? null;
  const down = !["open", "offline", "stopped"].includes(model.line.phase);
  return absent !== null || model.idleEndsAt !== null || down;
}

/** A chat that is neither over nor only asked for. */
export function isUnderWay(model: Model): boolean {
  return model.chat !== null && model.chat.phase !== "ended";
}

function lineChanged(model: Model, line: Line, borneUntil: Millis | null): Model {
  const open = line.phase === "open";
  const typist = open ? model.typist : null;
  return { ...model, line, borneUntil, met: model.met || open, typist };
}

function chatChanged(model: Model, chat: ChatView): Model {
  const moved = chat.seen !== (model.chat?.seen ?? 0);
  const engaged = chat.phase === "engaged";
  return {
    ...model,
    chat,
    asking: false,
    refusal: "",
    wait: chat.phase === "waiting" ? model.wait : null,
    typist: engaged && !moved ? model.typist : engaged ? stillTyping(model, chat) : null,
    idleEndsAt: moved || !engaged ? null : model.idleEndsAt,
    confirming: chat.phase === "ended" ? false : model.confirming,
    found: chat.phase === "ended" ? false : model.found,
    otherSeen: chat.chat === model.chat?.chat ? model.otherSeen : 0,
  };
}

/** Whoever has just written has stopped writing. */
function stillTyping(model: Model, chat: ChatView): string | null {
  const last = chat.items.at(-1);
  return last?.is === "agent" && last.name === model.typist ? null : model.typist;
}

/** A chat that we show ended while nobody listened: its end did not reach us. */
function nothingOpen(model: Model): Model {
  const { chat } = model;
  if (chat === null || chat.phase === "ended") return { ...model, asking: false };
  return chatChanged(model, { ...chat, phase: "ended", absent: null, cause: "unknown" });
}

function wrote(model: Model, field: string, value: string): Model {
  const { [field]: _, ...faults } = model.faults;
  return { ...model, form: { ...model.form, [field]: value }, faults };
}

/** Back to the form; who one is stays filled in, and what could not be sent is the new question. */
function anew(model: Model): Model {
  const { look, open, line, met, since, sound } = model;
  const { question: _, ...who } = model.form;
  const unsent = [...model.echoes.map(({ text }) => text), model.draft];
  const text = unsent.filter((each) => each.trim() !== "").join("\n");
  const asks = look.fields.some(({ id }) => id === "question");
  const carried = asks ? { form: { ...who, question: text } } : { form: who, draft: text };
  return { ...emptyModel(look, model.now), open, line, met, since, sound, ...carried };
}
