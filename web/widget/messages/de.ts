/** Deutsch. */

import type { Messages } from "./en.ts";

export const de: Messages = {
  chatWith: (site) => `Chat mit ${site}`,
  minimise: "Chat verkleinern",
  endChat: "Chat beenden",

  greeting: "Wie können wir helfen?",
  waitShort: "Wir antworten meist innerhalb einer Minute",
  waitAbout: (wait) => `Voraussichtliche Wartezeit: ${wait}`,
  inTurn: "Wir antworten der Reihe nach, sobald jemand frei ist",
  minutes: (count) => (count === 1 ? "etwa eine Minute" : `etwa ${count} Minuten`),
  underAMinute: "weniger als eine Minute",

  optional: "freiwillig",
  start: "Chat beginnen",
  missing: (label) => `Bitte füllen Sie „${label}“ aus.`,
  noEmail: "Das sieht nicht wie eine E-Mail-Adresse aus; eine lautet etwa name@example.com.",
  tooLong: (max) => `Bitte höchstens ${max} Zeichen.`,

  closedTitle: "Wir haben gerade geschlossen",
  busyTitle: "Gerade sind alle im Gespräch",
  closedText: "Im Moment ist niemand da. Bitte kommen Sie zu unseren Öffnungszeiten wieder.",
  tryAgain: "Erneut versuchen",

  asking: "Verbindung wird aufgebaut …",
  queueNext: "Sie sind als Nächstes an der Reihe",
  queueAhead: (ahead) =>
    ahead === 1 ? "1 Person ist vor Ihnen" : `${ahead} Personen sind vor Ihnen`,
  queueSoon: "Wir suchen jemanden, der Ihnen hilft",
  queueStay: "Sie können sich weiter umsehen. Wir melden uns, sobald jemand für Sie da ist.",
  yourQuestion: "Ihre Frage",
  leaveQueue: "Warteschlange verlassen",

  you: "Sie",
  says: (name, text) => `${name}: ${text}`,
  transcript: "Nachrichten",
  today: "Heute",
  yesterday: "Gestern",
  erased: "Diese Nachricht wurde gelöscht.",
  offRecord: "Vertraulich",
  pushedUrl: (name) => `${name} hat Ihnen einen Link geschickt`,
  opensNewTab: "öffnet in einem neuen Tab",
  pushedHtml: (name) => `${name} hat Ihnen eine Seite geschickt`,
  joined: (name) => `${name} ist jetzt im Chat`,
  left: (name) => `${name} hat den Chat verlassen`,
  leads: (name) => `${name} kümmert sich jetzt um Sie`,
  passedOn: "Sie werden weitergegeben. Sie warten wieder und behalten Ihren Platz",
  lineLost: (name) => `Die Verbindung zu ${name} ist abgerissen`,
  requeuedLost: (name) =>
    `Die Verbindung zu ${name} ist abgerissen. Sie warten wieder und behalten Ihren Platz`,
  requeued: (name) => `${name} musste gehen. Sie warten wieder und behalten Ihren Platz`,
  typing: (name) => `${name} schreibt`,
  someone: "Support",
  and: "und",
  withYou: "Mit Ihnen im Chat",
  waitingAgain: "Wir suchen jemanden, der weiterhilft",
  newMessages: "Neue Nachrichten",

  message: "Nachricht",
  placeholder: "Nachricht schreiben …",
  send: "Senden",
  attach: "Datei senden",
  camera: "Foto aufnehmen",
  emoji: "Emoji",
  keepOff: "Diese Nachricht aus Protokollen heraushalten",
  isKeptOff: "Vertraulich: jetzt zu sehen, in keinem Protokoll",
  previewed: "Unser Team sieht dies, während Sie schreiben",
  sound_on: "Der Ton ist an",
  sound_off: "Der Ton ist aus",
  sound_blocked: "Der Browser blockiert den Ton. Drücken Sie, um ihn zu erlauben",
  left_characters: (count) => (count >= 0 ? `noch ${count} Zeichen` : `${-count} Zeichen zu viel`),

  sending: "Wird gesendet …",
  sendingLater: "Wird gesendet, sobald die Verbindung steht",
  sent: "Gesendet",
  seen: "Gelesen",
  notSent: "Nicht gesendet",
  maybeSent: "Vielleicht nicht angekommen",
  retry: "Erneut versuchen",
  discard: "Verwerfen",

  down: (seconds) =>
    `Verbindung unterbrochen. ${
      seconds > 0 ? `Neuer Versuch in ${seconds} s` : "Wird wiederhergestellt …"
    }`,
  kept: (seconds) =>
    seconds > 0
      ? `Ihr Chat bleibt noch ${seconds} s bestehen`
      : "Ihr Chat ist inzwischen vielleicht beendet",
  tryNow: "Jetzt versuchen",
  stopped_start_over: "Sie waren länger weg, darum wurde diese Verbindung aufgegeben.",
  stopped_elsewhere: "Dieser Chat wird an anderer Stelle weitergeführt.",
  stopped_outdated: "Diese Seite ist veraltet. Bitte laden Sie sie neu.",
  stopped_failed: "Der Chat ist von dieser Seite aus gerade nicht erreichbar.",
  reconnect: "Neu verbinden",

  agentAbsent: (name, seconds) =>
    `Die Verbindung zu ${name} ist abgerissen. ${
      seconds > 0
        ? `Kommt sie nicht zurück, übernimmt in ${seconds} s jemand anderes.`
        : "Gleich übernimmt jemand anderes …"
    }`,
  idle: (seconds) =>
    `Sind Sie noch da? Der Chat endet ${seconds > 0 ? `in ${seconds} s` : "gleich"}.`,
  stay: "Ich bin noch da",

  startNew: "Neuen Chat beginnen",
  over: "Dieser Chat ist beendet",

  refused_already_open: "Sie haben schon einen Chat offen, vielleicht in einem anderen Fenster.",
  refused_too_many_chats: "Sie haben viele Chats in kurzer Zeit begonnen. Bitte warten Sie etwas.",
  refused_sign_in_required:
    "Bitte melden Sie sich zuerst auf dieser Website an; dann können Sie einen Chat beginnen.",
  refused_chat_ended: "Der Chat war da schon beendet.",
  refused_not_engaged: "Gerade ist niemand im Chat.",
  refused_posts_not_allowed_yet: "Sie können schreiben, sobald jemand da ist.",
  refused_other: "Etwas ist schiefgegangen. Bitte versuchen Sie es noch einmal.",
};
