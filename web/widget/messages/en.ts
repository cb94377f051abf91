/** English. The other catalogues have the same keys, which the compiler sees to. */

export const en = {
  chatWith: (site: string) => `Chat with ${site}`,
  minimise: "Minimise chat",
  endChat: "End chat",

  greeting: "How can we help you?",
  waitShort: "We usually answer within a minute",
  waitAbout: (wait: string) => `Expected wait: ${wait}`,
  inTurn: "We answer in turn, as soon as somebody is free",
  minutes: (count: number) => (count === 1 ? "about a minute" : `about ${count} minutes`),
  underAMinute: "less than a minute",

  optional: "optional",
  start: "Start chat",
  missing: (label: string) => `Please fill in “${label}”.`,
  noEmail: "This does not look like an e-mail address; one looks like name@example.com.",
  tooLong: (max: number) => `Please keep this to ${max} characters.`,

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
  erased: "This message was deleted.",
  offRecord: "Off the record",
  pushedUrl: (name: string) => `${name} sent you a link`,
  opensNewTab: "opens in a new tab",
  pushedHtml: (name: string) => `${name} sent you a page`,
  joined: (name: string) => `${name} joined the chat`,
  left: (name: string) => `${name} left the chat`,
  leads: (name: string) => `${name} is looking after you now`,
  passedOn: "You are being passed on. You are back in the queue and keep your place",
  lineLost: (name: string) => `${name}’s line was lost`,
  requeuedLost: (name: string) =>
    `${name}’s line was lost. You are back in the queue and keep your place`,
  requeued: (name: string) => `${name} had to leave. You are back in the queue and keep your place`,
  typing: (name: string) => `${name} is typing`,
  someone: "Support",
  and: "and",
  withYou: "With you in this chat",
  waitingAgain: "Waiting for the next colleague",
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
  left_characters: (count: number) =>
    count >= 0 ? `${count} characters left` : `${-count} characters too many`,

  sending: "Sending…",
  sendingLater: "Will be sent once you are connected",
  sent: "Sent",
  seen: "Seen",
  notSent: "Not sent",
  maybeSent: "May not have arrived",
  retry: "Try again",
  discard: "Discard",

  down: (seconds: number) =>
    `Connection lost. ${seconds > 0 ? `Trying again in ${seconds} s` : "Reconnecting…"}`,
  kept: (seconds: number) =>
    seconds > 0 ? `Your chat is kept for another ${seconds} s` : "Your chat may have been ended",
  tryNow: "Try now",
  stopped_start_over: "You were away for a while, so this connection was given up.",
  stopped_elsewhere: "This chat is being continued elsewhere.",
  stopped_outdated: "This page is out of date. Please reload it.",
  stopped_failed: "The chat cannot be reached from this page at the moment.",
  reconnect: "Reconnect",

  agentAbsent: (name: string, seconds: number) =>
    `${name}’s line is lost. ${
      seconds > 0
        ? `If it does not come back, you will be passed on in ${seconds} s.`
        : "You are being passed on…"
    }`,
  idle: (seconds: number) =>
    `Are you still there? This chat ${seconds > 0 ? `ends in ${seconds} s` : "is about to end"}.`,
  stay: "I am still here",

  startNew: "Start a new chat",
  over: "This chat is over",

  refused_already_open: "You have a chat open already, perhaps in another window.",
  refused_too_many_chats: "You have started many chats in a short time. Please wait a little.",
  refused_sign_in_required: "Please sign in on this site first; then you can start a chat.",
  refused_chat_ended: "The chat had ended by then.",
  refused_not_engaged: "Nobody is in the chat right now.",
  refused_posts_not_allowed_yet: "You can write once somebody has joined.",
  refused_other: "Something went wrong. Please try again.",
};

export type Messages = {
  readonly [Key in keyof typeof en]: (typeof en)[Key] extends string ? string : (typeof en)[Key];
};
