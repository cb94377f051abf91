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
  seconds: (count) => `${count} s`,
  minutes: (count) => (count === 1 ? "etwa eine Minute" : `etwa ${count} Minuten`),
  underAMinute: "weniger als eine Minute",

  optional: "freiwillig",
  start: "Chat beginnen",
  missing: (label) => `Bitte füllen Sie „${label}“ aus.`,
  noEmail: "Das sieht nicht wie eine E-Mail-Adresse aus; eine lautet etwa name@example.com.",
  characters: (count) => `${count} Zeichen`,
  tooLong: (characters) => `Bitte höchstens ${characters}.`,

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
  offRecord: "Vertraulich",
  joined: (name) => `${name} ist jetzt im Chat`,
  typing: (name) => `${name} schreibt`,
  someone: "Support",
  and: "und",
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

  sending: "Wird gesendet …",
  sendingLater: "Wird gesendet, sobald die Verbindung steht",
  sent: "Gesendet",
  seen: "Gelesen",
  notSent: "Nicht gesendet",

  down: (left) =>
    `Verbindung unterbrochen. ${left ? `Neuer Versuch in ${left}` : "Wird wiederhergestellt …"}`,
  kept: (left) =>
    left ? `Ihr Chat bleibt noch ${left} bestehen` : "Ihr Chat ist inzwischen vielleicht beendet",
  tryNow: "Jetzt versuchen",

  startNew: "Neuen Chat beginnen",
  over: "Dieser Chat ist beendet",
  refused_other: "Etwas ist schiefgegangen. Bitte versuchen Sie es noch einmal.",
};
