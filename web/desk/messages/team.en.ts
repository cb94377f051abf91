/** Passing chats on, being in them together, watching them. */

export const passEn = {
  button: "Pass on",
  hint: "Transfer, or invite a colleague",
  heading: (name: string) => `Pass on ${name}’s chat`,
  search: "Find a colleague or a queue…",
  agents: "Agents",
  queues: "Queues",
  ownGroup: (group: string) => `${group} · my group`,
  noGroup: "No group",
  loading: "Looking who is there…",
  nobody: "Nobody else is on duty.",
  noMatch: (sought: string) => `Nobody and no queue is called “${sought}”.`,
  transfer: "Transfer",
  transferTo: (name: string) => `Transfer to ${name}`,
  invite: "Invite",
  inviteTo: (name: string) => `Invite ${name} to join`,
  transferPending: "A transfer is pending already",
  free: (free: number, max: number) =>
    free === 1 ? `1 of ${max} sessions free` : `${free} of ${max} sessions free`,
  against: {
    in_chat: "In this chat",
    invited: "Invited already",
    absent: "Line is silent",
    unavailable: "Unavailable",
    full: "No session free",
  },
  queueClosed: "Closed now",
  waiting: (count: number) => (count === 1 ? "1 waiting" : `${count} waiting`),
  available: (count: number) => (count === 1 ? "1 agent available" : `${count} agents available`),
  wait: (time: string) => `wait about ${time}`,
  waitShort: "wait under a minute",
  queueAsk: (queue: string) => `The chat leaves you and waits in ${queue}.`,
  keep: "Keep it",
  keys: "choose",
  keysEnter: "press",
};

export const teamEn = {
  label: "Agents in this chat",
  lead: "Lead",
  conferee: "Conferee",
  invited: "Invited",
  watching: "Watching",
  you: (name: string) => `${name} (you)`,
  silent: "silent",
  makeLead: "Make lead",
  makeLeadOf: (name: string) => `Make lead: ${name}`,
  leave: "Leave",
  leaveHint: "Leave the chat; the others go on",
  takeOver: "Take over",
  takeOverHint: "Lead this chat from now on",
  roster: (names: string) => `In this chat: ${names}`,
  typing: (names: string, count: number) =>
    count === 1 ? `${names} is typing, too` : `${names} are typing, too`,
  pending: {
    transfer: (to: string) => `You asked ${to} to take this chat over`,
    conference: (to: string) => `You asked ${to} to join`,
    transferBy: (from: string, to: string) => `${from} asked ${to} to take this chat over`,
    conferenceBy: (from: string, to: string) => `${from} asked ${to} to join`,
    consulting: (to: string) => `${to} is reading the chat. Talk it over in private words.`,
    cancel: "Cancel",
    left: (time: string) => `${time} left`,
  },
};

export const consultEn = {
  label: "Consultation",
  transfer: (sender: string) => `${sender} asks you to take this chat over.`,
  conference: (sender: string) => `${sender} asks you to join this chat.`,
  text: "You read along. The visitor doesn’t know; the chat’s agents see what you write here.",
  accept: { transfer: "Take over", conference: "Join" },
  decline: "Decline",
};

export const monitorEn = {
  watch: (name: string) => `Watch ${name}’s chat`,
  heading: "You are watching unseen",
  text: "Neither the visitor nor the agents can tell, until you write or join.",
  waiting: "Nobody leads this chat at the moment.",
  join: "Join",
  joinHint: "Enter as a conferee; everybody sees it",
  stop: "Stop watching",
  end: "End chat",
  endAsk: "End this chat for the visitor?",
  endYes: "End chat",
  endNo: "Go on",
};

export const pullEn = {
  request: "Request chat",
  hint: "Ask for the next chat",
  requesting: "Waiting for a chat",
  cancel: "Cancel request",
  none: "Chats come when you ask for them.",
  noneRequested: "Your request stands. The next chat comes to you.",
  quietText: "Press Request chat, and the next one is yours.",
};
