/** The set-up of what visitors meet before a chat, and without one. */

import type { Said } from "./setup.en.ts";

const said = (label: string, hint: string): Said => [label, hint];

export const visitingEn = {
  launcher: "When the widget offers a chat",
  launcherText:
    "Opening hours and limits stand with the default queue; here stands what visitors are told.",
  wait: said(
    "Busy from a wait of",
    "The expected one of the default queue. Empty: never for that.",
  ),
  sessions: said("Busy below free sessions", "Of the agents who are available; 0: never for that."),
  whenBusy: said("When busy", "The wait is told in any case."),
  busy: {
    chat: "A chat may be asked for all the same",
    leave_message: "A message may be left",
    hide: "The launcher is hidden",
  },
  whenClosed: said("When closed", "Outside opening hours, or with no agent where one is needed."),
  closed: {
    say_so: "It is said, with the next opening",
    leave_message: "A message may be left",
    hide: "The launcher is hidden",
  },
  mail: said(
    "Messages go to",
    "An e-mail address; needs a mail server. They stand on the desk, under Messages, in any case.",
  ),
  free: "free",

  proactive: "Speaking first",
  proactiveText:
    "The first rule that fits says its text beside the launcher: once in a visit, only while an agent is free.",
  noProactive: "The widget waits until somebody asks.",
  addProactive: "Add a rule",
  rule: (number: number) => `Invitation ${number}`,
  text: "Says",
  textExample: "May I help you find the right one?",
  whenPage: "Page address contains",
  after: "Seconds on the page",
  pages: "Pages seen at least",

  articles: "Answers while waiting",
  articlesText:
    "Found by the visitor’s question while they wait; who finds their answer so leaves the queue as deflected.",
  noArticles: "Nothing is offered while visitors wait.",
  addArticle: "Add an answer",
  article: (number: number) => `Answer ${number}`,
  title: "Title",
  url: "Address",
  keywords: "Also found by",
  keywordsExample: "shipping, parcel, tracking",
  language: "Language",
};
