/**
 * English: what is said up to the first message to an agent, and whatever must be there without a
 * line. The rest is in `seldom.ts`. The other catalogues have the same keys, which the compiler sees
 * to. `left`: a time; empty: none.
 */

export const en = {
  chatWith: (site: string) => `Chat with ${site}`,
  minimise: "Minimise chat",
  endChat: "End chat",

  greeting: "How can we help you?",
  waitShort: "We usually answer within a minute",
  waitAbout: (wait: string) => `Expected wait: ${wait}`,
  inTurn: "We answer in turn, as soon as somebody is free",
  seconds: (count: number) => `${count} s`,
  minutes: (count: number) => (count === 1 ? "about a minute" : `about ${count} minutes`),
  underAMinute: "less than a minute",

  optional: "optional",
  start: "Start chat",
  missing: (label: string) => `Please fill in “${label}”.`,
  noEmail: "This does not look like an e-mail address; one looks like name@example.com.",
  characters: (count: number) => `${count} characters`,
  tooLong: (characters: string) => `Please keep this to ${characters}.`,

  closedTitle: "We are closed at the moment",
  busyTitle: "Everybody is busy",
  closedText: "Nobody is here to answer right now. Please come back during our opening hours.",
  tryAgain: "Try again",

  asking: "Connecting…",
  queueNext: "You are next in line",
  queueAhead: (ahead: number) =>
    ahead === 1 ? "1 person is ahead of you" : `${ahead} people are ahead of you`,
  queueSoon: "Looking for somebody to help you",
  queueStay: "You can keep browsing this site. We let you know as soon as somebody is here.",
  yourQuestion: "Your question",
  leaveQueue: "Leave the queue",

  you: "You",
  says: (name: string, text: string) => `${name}: ${text}`,
  transcript: "Messages",
  today: "Today",
  yesterday: "Yesterday",
  offRecord: "Off the record",
  joined: (name: string) => `${name} joined the chat`,
  typing: (name: string) => `${name} is typing`,
  someone: "Support",
  and: "and",
  newMessages: "New messages",

  message: "Message",
  placeholder: "Write a message…",
  send: "Send",
  attach: "Send a file",
  camera: "Take a photo",
  emoji: "Emoji",
  keepOff: "Keep this message out of transcripts",
  isKeptOff: "Off the record: shown now, kept out of transcripts",
  previewed: "Our team sees this as you type",
  sound_on: "Sound is on",
  sound_off: "Sound is off",
  sound_blocked: "The browser blocks the sound. Press to allow it",

  sending: "Sending…",
  sendingLater: "Will be sent once you are connected",
  sent: "Sent",
  seen: "Seen",
  notSent: "Not sent",

  down: (left: string) => `Connection lost. ${left ? `Trying again in ${left}` : "Reconnecting…"}`,
  kept: (left: string) =>
    left ? `Your chat is kept for another ${left}` : "Your chat may have been ended",
  tryNow: "Try now",

  startNew: "Start a new chat",
  over: "This chat is over",
  refused_other: "Something went wrong. Please try again.",
};

export type Messages = {
  readonly [Key in keyof typeof en]: (typeof en)[Key] extends string ? string : (typeof en)[Key];
};
