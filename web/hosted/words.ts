/** The few words of the page around a chat that stands alone. */

export interface HostedWords {
  readonly open: string;
  readonly connecting: string;
  readonly unreachable: string;
}

const EN: HostedWords = {
  open: "Open chat",
  connecting: "Connecting…",
  unreachable: "The chat can’t be reached just now. It is tried again by itself.",
};

const DE: HostedWords = {
  open: "Chat öffnen",
  connecting: "Verbindung wird aufgebaut …",
  unreachable: "Der Chat ist gerade nicht erreichbar. Es wird von selbst weiter versucht.",
};

const AR: HostedWords = {
  open: "فتح المحادثة",
  connecting: "جارٍ الاتصال…",
  unreachable: "يتعذّر الوصول إلى المحادثة الآن. ستُعاد المحاولة تلقائيًا.",
};

const KNOWN: Readonly<Record<string, HostedWords>> = { en: EN, de: DE, ar: AR };

/** The best language first; its tag with the words, for the page says which it is. */
export function wordsFor(languages: readonly string[]): readonly [string, HostedWords] {
  const found = languages.map((each) => each.slice(0, 2)).find((each) => each in KNOWN) ?? "en";
  return [found, KNOWN[found] ?? EN];
}
