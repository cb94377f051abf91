/** What happened in a chat, as the lines between the messages. */

const DECLINED = { declined: "declined", auto: "let the invitation run out" };

export const linesEn = {
  someone: "Somebody",
  requested: (queue: string) => `Chat requested in ${queue}`,
  entered: (agent: string, isMe: boolean) => (isMe ? "You joined" : `${agent} joined`),
  left: (agent: string, isMe: boolean) => (isMe ? "You left" : `${agent} left`),
  leftLost: (agent: string) => `${agent} was cut off`,
  autoAccepted: "The offer ran out and the chat came to you by itself",
  role: (to: string, isMe: boolean) =>
    isMe ? "You lead the chat now" : `${to} leads the chat now`,
  leadLost: (agent: string) => `${agent} is gone; the chat is back in the queue`,
  agentAbsent: (agent: string) => `${agent}’s connection is silent`,
  agentPresent: (agent: string) => `${agent} is back`,
  agentDisconnected: (agent: string) => `${agent} was disconnected`,
  endUserAbsent: (name: string) => `${name}’s connection is silent`,
  endUserPresent: (name: string) => `${name} is back`,
  endUserDisconnected: (name: string) => `${name} was disconnected`,
  toQueue: (queue: string) => `Transferred to ${queue}`,
  released: "Chat released",
  transfer: {
    invited: (from: string, to: string) => `${from} asked ${to} to take over`,
    accepted: (to: string) => `${to} takes over`,
    declined: (to: string, cause: string) =>
      `${to} ${cause === "auto" ? DECLINED.auto : DECLINED.declined}`,
    canceled: "The transfer was called off",
    unavailable: (to: string) => `${to} can’t take over at the moment`,
  },
  conference: {
    invited: (from: string, to: string) => `${from} asked ${to} to join`,
    accepted: (to: string) => `${to} joins`,
    declined: (to: string, cause: string) =>
      `${to} ${cause === "auto" ? DECLINED.auto : DECLINED.declined}`,
    canceled: "The invitation was called off",
    unavailable: (to: string) => `${to} can’t join at the moment`,
  },
  cobrowse: {
    35: "Co-browsing proposed",
    36: "Co-browsing accepted",
    37: "Co-browsing declined",
    41: "Co-browsing stopped",
    42: "Co-browsing broke off",
  } as Readonly<Record<number, string>>,
  /** By the cause of the end. */
  ends: {
    end_user: (name: string) => `${name} ended the chat`,
    agent: () => "The chat was concluded",
    supervisor: () => "A supervisor ended the chat",
    canceled: (name: string) => `${name} left while waiting`,
    deflected: (name: string) => `${name} found an answer while waiting`,
    idle: () => "The chat ended because nobody wrote",
    lost: (name: string) => `${name}’s connection was lost`,
    queue_timeout: (name: string) => `${name} waited too long`,
    refused_hours: () => "Refused: outside of chat hours",
    refused_holiday: () => "Refused: holiday",
    refused_no_agents: () => "Refused: no agents on duty",
    refused_limit: () => "Refused: too many were waiting",
    server: () => "The chat was ended by the server",
  } as Readonly<Record<string, (name: string) => string>>,
  ended: "The chat ended",
};
