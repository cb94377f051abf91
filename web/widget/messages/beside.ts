/** Words of parts that are fetched when they are needed: answers while one waits, a chat that was
 * found open. */

export interface BesideWords {
  readonly answers: string;
  readonly opensNewTab: string;
  readonly solved: string;
  readonly foundTitle: string;
  readonly foundText: string;
  readonly goOn: string;
  readonly beginAnew: string;
}

const en: BesideWords = {
  answers: "These may help while you wait",
  opensNewTab: "opens in a new tab",
  solved: "I have found my answer",
  foundTitle: "You already have a chat open",
  foundText: "It was begun in another place or a while ago.",
  goOn: "Go on with it",
  beginAnew: "End it and begin anew",
};

const de: BesideWords = {
  answers: "Vielleicht hilft das, während Sie warten",
  opensNewTab: "öffnet in einem neuen Tab",
  solved: "Ich habe meine Antwort gefunden",
  foundTitle: "Sie haben schon einen Chat offen",
  foundText: "Er wurde an anderer Stelle oder vor einer Weile begonnen.",
  goOn: "Damit weitermachen",
  beginAnew: "Beenden und neu beginnen",
};

const ar: BesideWords = {
  answers: "قد يفيدك هذا أثناء الانتظار",
  opensNewTab: "يُفتح في علامة تبويب جديدة",
  solved: "وجدت إجابتي",
  foundTitle: "لديك محادثة مفتوحة بالفعل",
  foundText: "بدأت في مكان آخر أو منذ فترة.",
  goOn: "متابعتها",
  beginAnew: "إنهاؤها وبدء محادثة جديدة",
};

const CATALOGUES: Readonly<Record<string, BesideWords>> = { en, de, ar };

export function besideWords(language: string): BesideWords {
  return CATALOGUES[language.toLowerCase().split("-")[0] ?? ""] ?? en;
}
