/** The words for when a chat is over: its rating, its transcript. Fetched with that part. */

export interface AfterWords {
  readonly rate: string;
  readonly score: (score: number) => string;
  readonly comment: string;
  readonly sendRating: string;
  readonly rated: string;
  readonly transcript: string;
  readonly byMail: string;
  readonly email: string;
  readonly sendMail: string;
  readonly mailed: (address: string) => string;
  readonly download: string;
  readonly print: string;
  readonly files: string;
  readonly you: string;
  readonly someone: string;
  readonly erased: string;
  readonly chatWith: (site: string) => string;
  readonly failures: Readonly<Record<string, string>>;
  readonly failed: string;
}

const en: AfterWords = {
  rate: "How was your chat?",
  score: (score) => ["Very bad", "Bad", "All right", "Good", "Very good"][score - 1] ?? "",
  comment: "Anything you would like to add? (optional)",
  sendRating: "Send rating",
  rated: "Thank you for telling us.",
  transcript: "Take the chat along",
  byMail: "By e-mail",
  email: "E-mail address",
  sendMail: "Send",
  mailed: (address) => `On its way to ${address}.`,
  download: "Download",
  print: "Print",
  files: "Files of this chat",
  you: "You",
  someone: "Support",
  erased: "(deleted)",
  chatWith: (site) => `Chat with ${site}`,
  failures: {
    too_fast: "That was a lot at once. Please try again later.",
    bad_address: "This does not look like an e-mail address.",
    bad_text: "The comment holds characters that can’t be sent.",
    no_mail: "Transcripts can’t be mailed at the moment.",
  },
  failed: "That did not work. Please try again.",
};

const de: AfterWords = {
  rate: "Wie war Ihr Chat?",
  score: (score) => ["Sehr schlecht", "Schlecht", "In Ordnung", "Gut", "Sehr gut"][score - 1] ?? "",
  comment: "Möchten Sie etwas dazu sagen? (freiwillig)",
  sendRating: "Bewertung senden",
  rated: "Danke für Ihre Rückmeldung.",
  transcript: "Den Chat mitnehmen",
  byMail: "Per E-Mail",
  email: "E-Mail-Adresse",
  sendMail: "Senden",
  mailed: (address) => `Unterwegs an ${address}.`,
  download: "Herunterladen",
  print: "Drucken",
  files: "Dateien aus diesem Chat",
  you: "Sie",
  someone: "Support",
  erased: "(gelöscht)",
  chatWith: (site) => `Chat mit ${site}`,
  failures: {
    too_fast: "Das war viel auf einmal. Bitte versuchen Sie es später noch einmal.",
    bad_address: "Das sieht nicht nach einer E-Mail-Adresse aus.",
    bad_text: "Der Text enthält Zeichen, die nicht gesendet werden können.",
    no_mail: "Zurzeit kann nichts per E-Mail verschickt werden.",
  },
  failed: "Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.",
};

const ar: AfterWords = {
  rate: "كيف كانت محادثتك؟",
  score: (score) => ["سيئة جدًا", "سيئة", "مقبولة", "جيدة", "جيدة جدًا"][score - 1] ?? "",
  comment: "هل تود إضافة شيء؟ (اختياري)",
  sendRating: "إرسال التقييم",
  rated: "شكرًا على رأيك.",
  transcript: "احتفظ بنسخة من المحادثة",
  byMail: "بالبريد الإلكتروني",
  email: "عنوان البريد الإلكتروني",
  sendMail: "إرسال",
  mailed: (address) => `في طريقها إلى ${address}.`,
  download: "تنزيل",
  print: "طباعة",
  files: "ملفات هذه المحادثة",
  you: "أنت",
  someone: "الدعم",
  erased: "(محذوف)",
  chatWith: (site) => `محادثة مع ${site}`,
  failures: {
    too_fast: "محاولات كثيرة دفعة واحدة. حاول لاحقًا من فضلك.",
    bad_address: "لا يبدو هذا عنوان بريد إلكتروني.",
    bad_text: "يحتوي النص على رموز لا يمكن إرسالها.",
    no_mail: "لا يمكن الإرسال بالبريد حاليًا.",
  },
  failed: "لم ينجح ذلك. حاول مرة أخرى من فضلك.",
};

const CATALOGUES: Readonly<Record<string, AfterWords>> = { en, de, ar };

/** `language`: one that the widget has a catalogue for. */
export function afterWords(language: string): AfterWords {
  return CATALOGUES[language.toLowerCase().split("-")[0] ?? ""] ?? en;
}
