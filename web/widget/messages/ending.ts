/** Why a chat is over. Fetched with the part that says so. */

export interface EndingWords {
  readonly endedAt: (time: string) => string;
  readonly carriedOver: string;
  readonly causes: Readonly<Record<string, string>>;
  readonly other: string;
}

const en: EndingWords = {
  endedAt: (time: string) => `Ended at ${time}`,
  carriedOver: "What you had not sent is carried over.",
  causes: {
    end_user: "You ended the chat.",
    agent: "The chat was ended by our team.",
    supervisor: "The chat was ended by our team.",
    canceled: "You left the queue.",
    deflected: "You found your answer while waiting.",
    idle: "The chat ended because nobody had written for a while.",
    lost: "You were away, and your connection was gone for too long.",
    queue_timeout: "Sorry, nobody became free in time. Please try again later.",
    refused_hours: "We are closed right now. Please come back during our opening hours.",
    refused_holiday: "We are on holiday today. Please come back on another day.",
    refused_no_agents: "Nobody is here to answer right now. Please try again later.",
    refused_limit: "Too many people are waiting right now. Please try again in a while.",
    server: "The chat was ended because of a fault on our side. Sorry about that.",
  },
  other: "The chat has ended.",
};

const de: EndingWords = {
  endedAt: (time) => `Beendet um ${time}`,
  carriedOver: "Was Sie noch nicht gesendet haben, wird übernommen.",
  causes: {
    end_user: "Sie haben den Chat beendet.",
    agent: "Unser Team hat den Chat beendet.",
    supervisor: "Unser Team hat den Chat beendet.",
    canceled: "Sie haben die Warteschlange verlassen.",
    deflected: "Sie haben die Antwort beim Warten gefunden.",
    idle: "Der Chat wurde beendet, weil eine Weile niemand geschrieben hat.",
    lost: "Sie waren weg, und Ihre Verbindung war zu lange unterbrochen.",
    queue_timeout: "Leider wurde niemand rechtzeitig frei. Bitte versuchen Sie es später.",
    refused_hours: "Wir haben geschlossen. Bitte kommen Sie zu unseren Öffnungszeiten wieder.",
    refused_holiday: "Heute ist Feiertag. Bitte kommen Sie an einem anderen Tag wieder.",
    refused_no_agents: "Im Moment ist niemand da. Bitte versuchen Sie es später.",
    refused_limit: "Gerade warten zu viele. Bitte versuchen Sie es in einer Weile wieder.",
    server: "Der Chat wurde wegen eines Fehlers bei uns beendet. Das tut uns leid.",
  },
  other: "Der Chat ist beendet.",
};

const ar: EndingWords = {
  endedAt: (time) => `انتهت في ${time}`,
  carriedOver: "ما لم ترسله سينتقل معك.",
  causes: {
    end_user: "أنهيت المحادثة.",
    agent: "أنهى فريقنا المحادثة.",
    supervisor: "أنهى فريقنا المحادثة.",
    canceled: "غادرت الانتظار.",
    deflected: "وجدت الجواب أثناء انتظارك.",
    idle: "انتهت المحادثة لأن أحدًا لم يكتب منذ فترة.",
    lost: "كنت غائبًا، وانقطع اتصالك مدة طويلة.",
    queue_timeout: "عذرًا، لم يتفرغ أحد في الوقت المناسب. حاول لاحقًا من فضلك.",
    refused_hours: "نحن مغلقون الآن. يرجى العودة في ساعات العمل.",
    refused_holiday: "نحن في عطلة اليوم. يرجى العودة في يوم آخر.",
    refused_no_agents: "لا يوجد من يجيب حاليًا. حاول لاحقًا من فضلك.",
    refused_limit: "ينتظر الآن أشخاص كثيرون. حاول بعد قليل من فضلك.",
    server: "انتهت المحادثة بسبب خلل لدينا. نعتذر عن ذلك.",
  },
  other: "انتهت المحادثة.",
};

const CATALOGUES: Readonly<Record<string, EndingWords>> = { en, de, ar };

export function endingWords(language: string): EndingWords {
  return CATALOGUES[language.toLowerCase().split("-")[0] ?? ""] ?? en;
}

export function causeWords({ causes, other }: EndingWords, cause: string): string {
  return (Object.hasOwn(causes, cause) ? causes[cause] : null) ?? other;
}
