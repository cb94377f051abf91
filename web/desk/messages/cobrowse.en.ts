/** Seeing the end-user's page. */

export const cobrowseEn = {
  ask: "See page",
  askHint: "Ask to see the end-user’s page",
  /** Why it can't be asked for now. */
  against: {
    absent: "Their line is silent at the moment",
    waiting: "Nobody is in the chat yet",
  },
  asked: (name: string) => `You asked ${name} to show their page`,
  left: (time: string) => `${time} to answer`,
  cancel: "Call off",
  page: (name: string) => `${name}’s page`,
  connecting: (name: string) => `${name} agreed. Waiting for the page…`,
  lost: "Waiting for the page: it is loading, or their line is down",
  sees: "Only you see it. What they write and card numbers are hidden.",
  larger: "Fill the window",
  smaller: "Back to the chat",
  stop: "Stop looking",
  width: "Width of the page",
  glass: "Your pointer on the page. Arrow keys move it, Enter highlights what is under it.",
  hint: "They see your pointer here. Click to highlight.",
} as const;

/** What the transcript says, by kind, or by kind and cause. */
export const cobrowseLinesEn: Readonly<Record<string, (agent: string, name: string) => string>> = {
  35: (agent, name) => `${agent} asked to see ${name}’s page`,
  36: (_, name) => `${name} agreed to show their page`,
  37: (_, name) => `${name}’s page can’t be shown now`,
  "37_declined": (_, name) => `${name} would rather not show their page`,
  "37_timeout": (_, name) => `${name} didn’t answer whether to show their page`,
  "37_unavailable": (_, name) => `${name}’s page can’t be shown in their browser`,
  40: (_, name) => `${name}’s page is shown`,
  41: (_, name) => `${name}’s page is no longer shown`,
  "41_agent": (agent) => `${agent} stopped looking at the page`,
  "41_end_user": (_, name) => `${name} stopped showing their page`,
  "41_lead_changed": (_, name) => `${name}’s page is no longer shown: the lead changed`,
  42: (_, name) => `Showing ${name}’s page broke off`,
  "42_stopped": () => "Stopped before the page was shown",
  "42_lead_changed": () => "The lead changed before the page was shown",
  "42_chat_ended": () => "The chat ended before the page was shown",
};

type Said = readonly [label: string, hint: string];
const said = (label: string, hint: string): Said => [label, hint];

/** In the form of a site. */
export const siteCoBrowseEn = {
  heading: "Co-browse",
  text: "Agents whose profile allows it may ask to see the page that a visitor is on. Nobody can click or type for them, and what they write into fields is never shown.",
  on: said("Agents may ask", "The visitor is asked each time, and can stop at any time."),
  pages: said(
    "Pages",
    "Beginnings of addresses that may be shown, one a line. Empty: all pages with the widget.",
  ),
  masked: said(
    "Hidden parts",
    "CSS selectors of what is shown as dots, one a line; the word email hides e-mail addresses. Fields, card and account numbers always are.",
  ),
  consent: said(
    "What visitors agree to",
    "Instead of our own sentence. Each version is kept in the ledger by its name.",
  ),
  keep: said(
    "Keep recordings",
    "Stores what agents saw with the chat, for supervisors to watch. Tell visitors so.",
  ),
  keepDays: said("Kept for", "Then they are erased. Whoever watches one is on the audit log."),
  days: "days",
};
