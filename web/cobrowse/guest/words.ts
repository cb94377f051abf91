/** What the end-user reads of co-browse: fetched with the first invitation, not with the widget. */

export interface CoBrowseWords {
  asks(name: string): string;
  lead: string;
  shownTitle: string;
  shown: readonly string[];
  neverTitle: string;
  never: readonly string[];
  stopAnyTime: string;
  within(seconds: number): string;
  accept: string;
  decline: string;
  connecting: string;
  sees(name: string): string;
  stop: string;
  banner: string;
  someone: string;
  stopped(name: string): string;
  failed: string;
  leftPages: string;
}

const en: CoBrowseWords = {
  asks: (name) => `${name} would like to see this page`,
  lead: "So that we can help you, you can show us the page you are on.",
  shownTitle: "What is shown",
  shown: [
    "this page, and the pages of this site that you go to from here",
    "your pointer, and where you scroll and click",
  ],
  neverTitle: "What is never shown",
  never: [
    "what you write into fields, passwords, card and account numbers",
    "other tabs, other programs, your desktop, camera or microphone",
  ],
  stopAnyTime: "Nobody can click or type for you. You can stop at any time.",
  within: (seconds) =>
    seconds === 1
      ? "The question goes away in 1 second."
      : `The question goes away in ${seconds} seconds.`,
  accept: "Show my page",
  decline: "Don’t show",
  connecting: "Connecting…",
  sees: (name) => `${name} sees this page`,
  stop: "Stop showing",
  banner: "Page shown to the agent",
  someone: "The agent",
  stopped: (name) => `${name} no longer sees your page.`,
  failed: "Your page could not be shown. Nothing is shared.",
  leftPages: "This page is not shown to anybody, so showing has stopped.",
};

const de: CoBrowseWords = {
  asks: (name) => `${name} möchte diese Seite sehen`,
  lead: "Damit wir Ihnen helfen können, können Sie uns die Seite zeigen, auf der Sie gerade sind.",
  shownTitle: "Was gezeigt wird",
  shown: [
    "diese Seite und die Seiten dieser Website, auf die Sie von hier aus gehen",
    "Ihr Mauszeiger und wohin Sie blättern und klicken",
  ],
  neverTitle: "Was nie gezeigt wird",
  never: [
    "was Sie in Felder schreiben, Passwörter, Karten- und Kontonummern",
    "andere Tabs, andere Programme, Ihr Bildschirm, Kamera oder Mikrofon",
  ],
  stopAnyTime: "Niemand kann für Sie klicken oder schreiben. Sie können jederzeit aufhören.",
  within: (seconds) =>
    seconds === 1
      ? "Die Frage verschwindet in 1 Sekunde."
      : `Die Frage verschwindet in ${seconds} Sekunden.`,
  accept: "Seite zeigen",
  decline: "Nicht zeigen",
  connecting: "Wird verbunden …",
  sees: (name) => `${name} sieht diese Seite`,
  stop: "Nicht mehr zeigen",
  banner: "Die Seite wird gezeigt",
  someone: "Unser Team",
  stopped: (name) => `${name} sieht Ihre Seite nicht mehr.`,
  failed: "Ihre Seite konnte nicht gezeigt werden. Es wird nichts übertragen.",
  leftPages: "Diese Seite wird niemandem gezeigt, deshalb wurde aufgehört.",
};

const CATALOGUES: ReadonlyMap<string, CoBrowseWords> = new Map([
  ["en", en],
  ["de", de],
]);

export function cobrowseWords(language: string): CoBrowseWords {
  return CATALOGUES.get(language.toLowerCase().split("-")[0] ?? "") ?? en;
}
