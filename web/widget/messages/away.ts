/** The words for when there is nobody to chat with. Fetched with that part. */

export interface AwayWords {
  readonly opens: (when: string) => string;
  readonly closed: string;
  readonly full: string;
  readonly leave: string;
  readonly name: string;
  readonly email: string;
  readonly text: string;
  readonly optional: string;
  readonly send: string;
  readonly sending: string;
  readonly done: string;
  readonly doneText: (address: string) => string;
  readonly another: string;
  readonly missing: string;
  readonly failures: Readonly<Record<string, string>>;
  readonly failed: string;
}

const en: AwayWords = {
  opens: (when) => `We are back ${when}.`,
  closed: "Nobody is here to answer right now.",
  full: "Too many people are waiting right now. Please try again in a while.",
  leave: "Leave us a message, and we answer by e-mail.",
  name: "Your name",
  email: "Your e-mail address",
  text: "Your message",
  optional: "optional",
  send: "Send message",
  sending: "Sending…",
  done: "Thank you. We have your message.",
  doneText: (address) => `We answer to ${address}.`,
  another: "Write another message",
  missing: "Please fill this in.",
  failures: {
    bad_address: "This does not look like an e-mail address; one looks like name@example.com.",
    bad_text: "The message holds characters that can’t be sent.",
    too_fast: "You have left several messages already. Please try again later.",
    no_messages: "Messages can’t be left any more. Please try again later.",
    offline: "There is no connection. Please try again.",
  },
  failed: "That did not work. Please try again.",
};

const de: AwayWords = {
  opens: (when) => `Wir sind ${when} wieder da.`,
  closed: "Im Moment ist niemand da, der antworten kann.",
  full: "Gerade warten zu viele. Bitte versuchen Sie es in einer Weile wieder.",
  leave: "Hinterlassen Sie uns eine Nachricht, wir antworten per E-Mail.",
  name: "Ihr Name",
  email: "Ihre E-Mail-Adresse",
  text: "Ihre Nachricht",
  optional: "freiwillig",
  send: "Nachricht senden",
  sending: "Wird gesendet …",
  done: "Vielen Dank. Ihre Nachricht ist angekommen.",
  doneText: (address) => `Wir antworten an ${address}.`,
  another: "Noch eine Nachricht schreiben",
  missing: "Bitte füllen Sie das aus.",
  failures: {
    bad_address: "Das sieht nicht nach einer E-Mail-Adresse aus; eine wäre name@example.com.",
    bad_text: "Die Nachricht enthält Zeichen, die nicht gesendet werden können.",
    too_fast: "Sie haben schon mehrere Nachrichten hinterlassen. Bitte versuchen Sie es später.",
    no_messages: "Nachrichten werden nicht mehr angenommen. Bitte versuchen Sie es später.",
    offline: "Es besteht keine Verbindung. Bitte versuchen Sie es noch einmal.",
  },
  failed: "Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.",
};

const ar: AwayWords = {
  opens: (when) => `نعود ${when}.`,
  closed: "لا يوجد من يجيب حاليًا.",
  full: "ينتظر كثيرون الآن. يرجى المحاولة بعد قليل.",
  leave: "اترك لنا رسالة وسنجيبك بالبريد الإلكتروني.",
  name: "اسمك",
  email: "بريدك الإلكتروني",
  text: "رسالتك",
  optional: "اختياري",
  send: "إرسال الرسالة",
  sending: "جارٍ الإرسال…",
  done: "شكرًا لك. وصلتنا رسالتك.",
  doneText: (address) => `سنجيبك على ${address}.`,
  another: "كتابة رسالة أخرى",
  missing: "يرجى ملء هذا الحقل.",
  failures: {
    bad_address: "لا يبدو هذا عنوان بريد إلكتروني صحيحًا.",
    bad_text: "تحتوي الرسالة على رموز لا يمكن إرسالها.",
    too_fast: "لقد تركت عدة رسائل. يرجى المحاولة لاحقًا.",
    no_messages: "لا يمكن ترك رسائل الآن. يرجى المحاولة لاحقًا.",
    offline: "لا يوجد اتصال. يرجى المحاولة مرة أخرى.",
  },
  failed: "تعذّر ذلك. يرجى المحاولة مرة أخرى.",
};

const CATALOGUES: Readonly<Record<string, AwayWords>> = { en, de, ar };

export function awayWords(language: string): AwayWords {
  return CATALOGUES[language.toLowerCase().split("-")[0] ?? ""] ?? en;
}
