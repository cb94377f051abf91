/** The words for files. Fetched with that part. */

export interface FileWords {
  readonly drop: string;
  readonly cancel: (name: string) => string;
  readonly dismiss: (name: string) => string;
  readonly retry: string;
  readonly waiting: string;
  readonly sending: (percent: string) => string;
  readonly checking: string;
  readonly done: string;
  readonly save: (name: string) => string;
  readonly show: (name: string) => string;
  readonly close: string;
  readonly gone: string;
  readonly failures: Readonly<Record<string, string>>;
  readonly tooLarge: (most: string) => string;
  readonly failed: string;
}

const en: FileWords = {
  drop: "Drop files here to send them",
  cancel: (name) => `Stop sending ${name}`,
  dismiss: (name) => `Dismiss ${name}`,
  retry: "Try again",
  waiting: "Waiting to be sent",
  sending: (percent) => `Sending, ${percent}`,
  checking: "Being checked for viruses. You can go on chatting",
  done: "Sent",
  save: (name) => `Save ${name}`,
  show: (name) => `Show ${name}`,
  close: "Close",
  gone: "No longer available",
  failures: {
    empty: "This file is empty.",
    type_not_allowed: "Files of this kind can’t be sent here.",
    type_mismatch: "This file is not what its name says.",
    needs_scanner: "Archives can’t be sent here.",
    image_unreadable: "This picture can’t be read.",
    image_too_large: "This picture has too many pixels.",
    infected: "A virus was found in this file.",
    over_scan_limit: "This file is too large to be checked for viruses.",
    not_scanned: "This file could not be checked for viruses in time.",
    chat_quota: "The files of this chat are too large together.",
    end_user_quota: "You have sent a lot today. Please try again tomorrow.",
    not_engaged: "Files can be sent once somebody is here.",
    chat_ended: "The chat is over.",
    not_found: "The chat is over.",
    uploads_off: "Files can’t be sent here.",
    offline: "The connection was lost.",
  },
  tooLarge: (most) => `This file is too large. The limit is ${most}.`,
  failed: "This file could not be sent.",
};

const de: FileWords = {
  drop: "Dateien hier ablegen, um sie zu senden",
  cancel: (name) => `${name} nicht mehr senden`,
  dismiss: (name) => `${name} ausblenden`,
  retry: "Noch einmal",
  waiting: "Wartet",
  sending: (percent) => `Wird gesendet, ${percent}`,
  checking: "Wird auf Viren geprüft. Sie können weiterschreiben",
  done: "Gesendet",
  save: (name) => `${name} speichern`,
  show: (name) => `${name} ansehen`,
  close: "Schließen",
  gone: "Nicht mehr verfügbar",
  failures: {
    empty: "Diese Datei ist leer.",
    type_not_allowed: "Dateien dieser Art können hier nicht gesendet werden.",
    type_mismatch: "Diese Datei ist nicht das, was ihr Name sagt.",
    needs_scanner: "Archive können hier nicht gesendet werden.",
    image_unreadable: "Dieses Bild lässt sich nicht lesen.",
    image_too_large: "Dieses Bild hat zu viele Bildpunkte.",
    infected: "In dieser Datei wurde ein Virus gefunden.",
    over_scan_limit: "Diese Datei ist zu groß, um sie auf Viren zu prüfen.",
    not_scanned: "Diese Datei konnte nicht rechtzeitig auf Viren geprüft werden.",
    chat_quota: "Die Dateien dieses Chats sind zusammen zu groß.",
    end_user_quota: "Sie haben heute viel gesendet. Bitte versuchen Sie es morgen wieder.",
    not_engaged: "Dateien können gesendet werden, sobald jemand da ist.",
    chat_ended: "Der Chat ist beendet.",
    not_found: "Der Chat ist beendet.",
    uploads_off: "Hier können keine Dateien gesendet werden.",
    offline: "Die Verbindung ging verloren.",
  },
  tooLarge: (most) => `Diese Datei ist zu groß. Höchstens ${most}.`,
  failed: "Diese Datei konnte nicht gesendet werden.",
};

const ar: FileWords = {
  drop: "أفلت الملفات هنا لإرسالها",
  cancel: (name) => `إيقاف إرسال ${name}`,
  dismiss: (name) => `إخفاء ${name}`,
  retry: "حاول مرة أخرى",
  waiting: "في انتظار الإرسال",
  sending: (percent) => `جارٍ الإرسال، ${percent}`,
  checking: "يجري فحصه من الفيروسات. يمكنك متابعة المحادثة",
  done: "أُرسل",
  save: (name) => `حفظ ${name}`,
  show: (name) => `عرض ${name}`,
  close: "إغلاق",
  gone: "لم يعد متاحًا",
  failures: {
    empty: "هذا الملف فارغ.",
    type_not_allowed: "لا يمكن إرسال هذا النوع من الملفات هنا.",
    type_mismatch: "هذا الملف ليس كما يقول اسمه.",
    needs_scanner: "لا يمكن إرسال الأرشيفات هنا.",
    image_unreadable: "تعذّرت قراءة هذه الصورة.",
    image_too_large: "هذه الصورة كبيرة الأبعاد جدًا.",
    infected: "عُثر على فيروس في هذا الملف.",
    over_scan_limit: "هذا الملف أكبر من أن يُفحص.",
    not_scanned: "لم يتيسر فحص هذا الملف في الوقت المناسب.",
    chat_quota: "ملفات هذه المحادثة كبيرة جدًا معًا.",
    end_user_quota: "أرسلت الكثير اليوم. حاول غدًا من فضلك.",
    not_engaged: "يمكن إرسال الملفات حين يكون أحد هنا.",
    chat_ended: "انتهت المحادثة.",
    not_found: "انتهت المحادثة.",
    uploads_off: "لا يمكن إرسال الملفات هنا.",
    offline: "انقطع الاتصال.",
  },
  tooLarge: (most) => `هذا الملف كبير جدًا. الحد ${most}.`,
  failed: "تعذّر إرسال هذا الملف.",
};

const CATALOGUES: Readonly<Record<string, FileWords>> = { en, de, ar };

export function fileWords(language: string): FileWords {
  return CATALOGUES[language.toLowerCase().split("-")[0] ?? ""] ?? en;
}

export function failureWords(words: FileWords, code: string, most: string): string {
  return code === "too_large" ? words.tooLarge(most) : (words.failures[code] ?? words.failed);
}
