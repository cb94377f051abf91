/** The set-up of the widget: its look, what follows a chat, who signs visitors in. */

import type { Said } from "./setup.en.ts";

const said = (label: string, hint: string): Said => [label, hint];

export const widgetEn = {
  theme: "Theme",
  themeText: "How the widget stands on your pages. The picture follows what you choose.",
  scheme: said("Colours", "As the visitor’s system has it, or always the same."),
  schemes: { auto: "As the visitor’s system", light: "Light", dark: "Dark" },
  side: said("Side", "Where launcher and panel stand."),
  sides: { right: "Right", left: "Left" },
  corner: said("Corners", "Of panel, bubbles and buttons."),
  corners: { round: "Round", soft: "Soft", square: "Square" },
  label: said("Launcher text", "Beside the drawing on the launcher; empty: the drawing alone."),
  previewOf: "Preview of the widget",
  previewAgent: "Ada",
  previewQuestion: "Where is my parcel?",
  previewAnswer: "Let me look that up for you.",
  previewBox: "Write a message…",

  after: "After the chat",
  afterText: "What visitors are asked and offered when a chat is over.",
  survey: said("Ask for a rating", "One to five stars. Supervisors see it with the chat."),
  question: said("Question", "Empty: “How was your chat?” in the visitor’s language."),
  comment: said("Ask for a comment", "A text beside the stars."),
  email: said("Transcript by e-mail", "Needs a mail server: start with --mail-server."),
  download: said("Download and print", "The transcript as a text, made in the visitor’s browser."),

  identity: "Signing visitors in",
  identityText:
    "Your own server vouches for who a visitor is: with a JWT (HS256; sub, exp, name, email) or with the HMAC-SHA256 of id, e-mail and name, line by line. Their chats then follow them to each device.",
  mode: said("Visitors", "Optional: others may chat without a name that is vouched for."),
  modes: {
    off: "Are not signed in",
    optional: "May be signed in",
    required: "Must be signed in",
  },
  noSecret: "There is no secret yet.",
  secretSince: (when: string) => `The secret is from ${when}.`,
  makeSecret: "Make a secret",
  renewSecret: "Make another secret",
  renewText: "Another one takes effect at once: what was signed with the one before is refused.",
  secretOnce: "Copy it now: it is shown once and never again. Keep it on your server.",
  secret: "Secret",
  failed: "That didn’t work. Try again.",
};
