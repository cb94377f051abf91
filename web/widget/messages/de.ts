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
  left_characters: (count) => (count >= 0 ? `noch ${count} Zeichen` : `${-count} Zeichen zu viel`),

  sending: "Wird gesendet …",
  sendingLater: "Wird gesendet, sobald die Verbindung steht",
  sent: "Gesendet",
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

  confirmTitle: "Diesen Chat beenden?",
  confirmText: "Sie können jederzeit einen neuen beginnen.",
  confirmEnd: "Chat beenden",
  confirmKeep: "Weiter chatten",

  startNew: "Neuen Chat beginnen",
  over: "Dieser Chat ist beendet",
  endedAt: (time) => `Beendet um ${time}`,
  carriedOver: "Was Sie noch nicht gesendet haben, wird übernommen.",
  ended_end_user: "Sie haben den Chat beendet.",
  ended_agent: "Unser Team hat den Chat beendet.",
  ended_supervisor: "Unser Team hat den Chat beendet.",
  ended_canceled: "Sie haben die Warteschlange verlassen.",
  ended_deflected: "Sie haben die Antwort beim Warten gefunden.",
  ended_idle: "Der Chat wurde beendet, weil eine Weile niemand geschrieben hat.",
  ended_lost: "Sie waren weg, und Ihre Verbindung war zu lange unterbrochen.",
  ended_queue_timeout: "Leider wurde niemand rechtzeitig frei. Bitte versuchen Sie es später.",
  ended_refused_hours: "Wir haben geschlossen. Bitte kommen Sie zu unseren Öffnungszeiten wieder.",
  ended_refused_holiday: "Heute ist Feiertag. Bitte kommen Sie an einem anderen Tag wieder.",
  ended_refused_no_agents: "Im Moment ist niemand da. Bitte versuchen Sie es später.",
  ended_refused_limit: "Gerade warten zu viele. Bitte versuchen Sie es in einer Weile wieder.",
  ended_server: "Der Chat wurde wegen eines Fehlers bei uns beendet. Das tut uns leid.",
  ended_other: "Der Chat ist beendet.",

  refused_already_open: "Sie haben schon einen Chat offen, vielleicht in einem anderen Fenster.",
  refused_too_many_chats: "Sie haben viele Chats in kurzer Zeit begonnen. Bitte warten Sie etwas.",
  refused_chat_ended: "Der Chat war da schon beendet.",
  refused_not_engaged: "Gerade ist niemand im Chat.",
  refused_posts_not_allowed_yet: "Sie können schreiben, sobald jemand da ist.",
  refused_other: "Etwas ist schiefgegangen. Bitte versuchen Sie es noch einmal.",
};
