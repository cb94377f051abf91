/**
 * What is said seldom, and never without a line: of colleagues who come and go, of refusals, of lines
 * that are given up. Fetched when it is wanted, at the latest after the first message.
 */

import type { Notice } from "../state/chat.ts";
import type { Stop } from "../state/stops.ts";
import type { Messages } from "./en.ts";

/** `left`: a time; empty: none. */
export interface SeldomWords {
  readonly erased: string;
  readonly pushedUrl: (name: string) => string;
  readonly pushedHtml: (name: string) => string;
  readonly left: (name: string) => string;
  readonly leads: (name: string) => string;
  readonly passedOn: string;
  readonly lineLost: (name: string) => string;
  readonly requeuedLost: (name: string) => string;
  readonly requeued: (name: string) => string;
  readonly withYou: string;
  readonly waitingAgain: string;
  readonly count: (characters: string, isOver: boolean) => string;
  readonly maybeSent: string;
  readonly discard: string;
  readonly stops: Readonly<Record<Stop, string>>;
  readonly reconnect: string;
  readonly agentAbsent: (name: string, left: string) => string;
  readonly idle: (left: string) => string;
  readonly stay: string;
  /** By code. */
  readonly refusals: Readonly<Record<string, string>>;
}

const en: SeldomWords = {
  erased: "This message was deleted.",
  pushedUrl: (name) => `${name} sent you a link`,
  pushedHtml: (name) => `${name} sent you a page`,
  left: (name) => `${name} left the chat`,
  leads: (name) => `${name} is looking after you now`,
  passedOn: "You are being passed on. You are back in the queue and keep your place",
  lineLost: (name) => `${name}’s line was lost`,
  requeuedLost: (name) => `${name}’s line was lost. You are back in the queue and keep your place`,
  requeued: (name) => `${name} had to leave. You are back in the queue and keep your place`,
  withYou: "With you in this chat",
  waitingAgain: "Waiting for the next colleague",
  count: (characters, isOver) => `${characters} ${isOver ? "too many" : "left"}`,
  maybeSent: "May not have arrived",
  discard: "Discard",
  stops: {
    start_over: "You were away for a while, so this connection was given up.",
    elsewhere: "This chat is being continued elsewhere.",
    outdated: "This page is out of date. Please reload it.",
    failed: "The chat cannot be reached from this page at the moment.",
  },
  reconnect: "Reconnect",
  agentAbsent: (name, left) =>
    `${name}’s line is lost. ${
      left
        ? `If it does not come back, you will be passed on in ${left}.`
        : "You are being passed on…"
    }`,
  idle: (left) => `Are you still there? This chat ${left ? `ends in ${left}` : "is about to end"}.`,
  stay: "I am still here",
  refusals: {
    already_open: "You have a chat open already, perhaps in another window.",
    too_many_chats: "You have started many chats in a short time. Please wait a little.",
    sign_in_required: "Please sign in on this site first; then you can start a chat.",
    chat_ended: "The chat had ended by then.",
    not_engaged: "Nobody is in the chat right now.",
    posts_not_allowed_yet: "You can write once somebody has joined.",
  },
};

const de: SeldomWords = {
  erased: "Diese Nachricht wurde gelöscht.",
  pushedUrl: (name) => `${name} hat Ihnen einen Link geschickt`,
  pushedHtml: (name) => `${name} hat Ihnen eine Seite geschickt`,
  left: (name) => `${name} hat den Chat verlassen`,
  leads: (name) => `${name} kümmert sich jetzt um Sie`,
  passedOn: "Sie werden weitergegeben. Sie warten wieder und behalten Ihren Platz",
  lineLost: (name) => `Die Verbindung zu ${name} ist abgerissen`,
  requeuedLost: (name) =>
    `Die Verbindung zu ${name} ist abgerissen. Sie warten wieder und behalten Ihren Platz`,
  requeued: (name) => `${name} musste gehen. Sie warten wieder und behalten Ihren Platz`,
  withYou: "Mit Ihnen im Chat",
  waitingAgain: "Wir suchen jemanden, der weiterhilft",
  count: (characters, isOver) => (isOver ? `${characters} zu viel` : `noch ${characters}`),
  maybeSent: "Vielleicht nicht angekommen",
  discard: "Verwerfen",
  stops: {
    start_over: "Sie waren länger weg, darum wurde diese Verbindung aufgegeben.",
    elsewhere: "Dieser Chat wird an anderer Stelle weitergeführt.",
    outdated: "Diese Seite ist veraltet. Bitte laden Sie sie neu.",
    failed: "Der Chat ist von dieser Seite aus gerade nicht erreichbar.",
  },
  reconnect: "Neu verbinden",
  agentAbsent: (name, left) =>
    `Die Verbindung zu ${name} ist abgerissen. ${
      left
        ? `Kommt sie nicht zurück, übernimmt in ${left} jemand anderes.`
        : "Gleich übernimmt jemand anderes …"
    }`,
  idle: (left) => `Sind Sie noch da? Der Chat endet ${left ? `in ${left}` : "gleich"}.`,
  stay: "Ich bin noch da",
  refusals: {
    already_open: "Sie haben schon einen Chat offen, vielleicht in einem anderen Fenster.",
    too_many_chats: "Sie haben viele Chats in kurzer Zeit begonnen. Bitte warten Sie etwas.",
    sign_in_required:
      "Bitte melden Sie sich zuerst auf dieser Website an; dann können Sie einen Chat beginnen.",
    chat_ended: "Der Chat war da schon beendet.",
    not_engaged: "Gerade ist niemand im Chat.",
    posts_not_allowed_yet: "Sie können schreiben, sobald jemand da ist.",
  },
};

const ar: SeldomWords = {
  erased: "حُذفت هذه الرسالة.",
  pushedUrl: (name) => `أرسل إليك ${name} رابطًا`,
  pushedHtml: (name) => `أرسل إليك ${name} صفحة`,
  left: (name) => `غادر ${name} المحادثة`,
  leads: (name) => `يتولى ${name} مساعدتك الآن`,
  passedOn: "يجري تحويلك. عدت إلى الانتظار وتحتفظ بمكانك",
  lineLost: (name) => `انقطع اتصال ${name}`,
  requeuedLost: (name) => `انقطع اتصال ${name}. عدت إلى الانتظار وتحتفظ بمكانك`,
  requeued: (name) => `اضطر ${name} إلى المغادرة. عدت إلى الانتظار وتحتفظ بمكانك`,
  withYou: "معك في هذه المحادثة",
  waitingAgain: "في انتظار الزميل التالي",
  count: (characters, isOver) => `${isOver ? "الزائد" : "المتبقي"}: ${characters}`,
  maybeSent: "ربما لم تصل",
  discard: "حذف",
  stops: {
    start_over: "غبت بعض الوقت، فأُغلق هذا الاتصال.",
    elsewhere: "تُتابَع هذه المحادثة في مكان آخر.",
    outdated: "هذه الصفحة قديمة. يرجى إعادة تحميلها.",
    failed: "تعذر الوصول إلى المحادثة من هذه الصفحة حاليًا.",
  },
  reconnect: "إعادة الاتصال",
  agentAbsent: (name, left) =>
    `انقطع اتصال ${name}. ${left ? `إن لم يعد، فسنحولك بعد ${left}.` : "يجري تحويلك…"}`,
  idle: (left) =>
    `هل ما زلت هنا؟ ${left ? `تنتهي هذه المحادثة بعد ${left}` : "توشك هذه المحادثة على الانتهاء"}.`,
  stay: "ما زلت هنا",
  refusals: {
    already_open: "لديك محادثة مفتوحة بالفعل، ربما في نافذة أخرى.",
    too_many_chats: "بدأت محادثات كثيرة في وقت قصير. انتظر قليلًا من فضلك.",
    sign_in_required: "سجّل الدخول في هذا الموقع أولًا، ثم يمكنك بدء محادثة.",
    chat_ended: "كانت المحادثة قد انتهت.",
    not_engaged: "لا أحد في المحادثة الآن.",
    posts_not_allowed_yet: "يمكنك الكتابة حالما ينضم أحد.",
  },
};

const CATALOGUES: Readonly<Record<string, SeldomWords>> = { en, de, ar };

export function seldomWords(language: string): SeldomWords {
  return CATALOGUES[language.toLowerCase().split("-")[0] ?? ""] ?? en;
}

/** Of those that have no words in the first catalogue. `null`: they have. */
export function seldomNotice(
  words: SeldomWords,
  { someone }: Messages,
  notice: Notice,
): string | null {
  switch (notice.is) {
    case "joined":
    case "ended":
      return null;
    case "left":
      return words.left(notice.name || someone);
    case "leads":
      return words.leads(notice.name || someone);
    case "passed_on":
      return words.passedOn;
    case "line_lost":
      return words.lineLost(notice.name || someone);
    case "requeued":
      return words[notice.lost ? "requeuedLost" : "requeued"](notice.name || someone);
    default:
      return notice satisfies never;
  }
}

/** Codes of a post that came too late: trying again is in vain. */
export const TOO_LATE: ReadonlySet<string> = new Set(["chat_ended", "start_over", "unknown_chat"]);

export function refusalWords(
  { refusals }: SeldomWords,
  { refused_other: other }: Messages,
  code: string,
): string {
  const known = TOO_LATE.has(code) ? "chat_ended" : code;
  return (Object.hasOwn(refusals, known) && refusals[known]) || other;
}
