/** Words of the question whether to end the chat. Fetched with that part. */

export interface ConfirmWords {
  readonly title: string;
  readonly text: string;
  readonly end: string;
  readonly keep: string;
}

const en: ConfirmWords = {
  title: "End this chat?",
  text: "You can start a new one at any time.",
  end: "End chat",
  keep: "Keep chatting",
};

const de: ConfirmWords = {
  title: "Diesen Chat beenden?",
  text: "Sie können jederzeit einen neuen beginnen.",
  end: "Chat beenden",
  keep: "Weiter chatten",
};

const ar: ConfirmWords = {
  title: "إنهاء هذه المحادثة؟",
  text: "يمكنك بدء محادثة جديدة في أي وقت.",
  end: "إنهاء المحادثة",
  keep: "متابعة المحادثة",
};

const CATALOGUES: Readonly<Record<string, ConfirmWords>> = { en, de, ar };

export function confirmWords(language: string): ConfirmWords {
  return CATALOGUES[language.toLowerCase().split("-")[0] ?? ""] ?? en;
}
