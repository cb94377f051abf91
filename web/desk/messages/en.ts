/** Every text of the desk in English. Another language is another object of this shape. */

import { adminEn } from "./admin.en.ts";
import { cobrowseEn } from "./cobrowse.en.ts";
import { erasingEn } from "./erasing.en.ts";
import { filesEn } from "./files.en.ts";
import { floorEn, releasedEn } from "./floor.en.ts";
import { ledgerEn } from "./ledger.en.ts";
import { linesEn } from "./lines.en.ts";
import { passwordEn } from "./password.en.ts";
import { recordingsEn } from "./recordings.en.ts";
import { setupEn } from "./setup.en.ts";
import { consultEn, monitorEn, passEn, pullEn, teamEn } from "./team.en.ts";
import { textsEn } from "./texts.en.ts";
import { visitorsEn } from "./visitors.en.ts";

export const en = {
  locale: "en-GB",
  product: "Parlour",
  skipToChat: "Skip to the conversation",
  visitor: "Visitor",
  you: "You",
  youObject: "you",

  nav: {
    label: "Pages",
    desk: "Desk",
    floor: "Floor",
    released: "Released",
    messages: "Messages",
    admin: "Admin",
  },

  title: {
    desk: "Parlour",
    floor: "Floor – Parlour",
    released: "Released chats – Parlour",
    messages: "Messages – Parlour",
    admin: "Admin – Parlour",
    signIn: "Sign in – Parlour",
    count: (count: number, title: string) => `(${count}) ${title}`,
  },

  signIn: {
    heading: "Sign in to the desk",
    login: "Login",
    password: "Password",
    submit: "Sign in",
    seat: (seat: number) => `Seat ${seat}: separate from the other seats in this browser.`,
    byLink: "Signing you in…",
    errors: {
      wrong_login: "Login and password don’t match.",
      too_many_tries: "Too many tries. Wait a minute, then try again.",
      bad_link: "This sign-in link has been used or has run out. Sign in below.",
      offline: "The server can’t be reached. Check your connection and try again.",
      other: "Signing in didn’t work. Try again.",
    },
  },

  loading: "Opening your desk…",
  loadingChat: "Fetching the conversation…",

  connection: {
    label: "Connection",
    connecting: "Connecting…",
    online: "Connected",
    reconnecting: (seconds: number) =>
      seconds > 0
        ? `Connection lost. Trying again in ${seconds} s`
        : "Connection lost. Trying again…",
    restarting: (seconds: number) =>
      seconds > 0 ? `The server is restarting. Back in ${seconds} s` : "The server is restarting…",
    kept: "What you write is kept and sent afterwards.",
    borne: (seconds: number) =>
      seconds > 0
        ? `Your chats stay with you for another ${seconds}\u00a0s.`
        : "Your chats may have gone to others by now.",
    retry: "Try now",
    takenOver: {
      heading: "You’re at work on another console now",
      text: "Your chats have moved there. What you had begun to write is kept here.",
      button: "Take back",
    },
    startOver: {
      heading: "You were away for too long",
      text: "Your chats were passed on meanwhile.",
      button: "Go on here",
    },
    refused: {
      heading: "This page is older than the server",
      text: "Load it again, and it is up to date. What you had begun to write is kept.",
      button: "Load again",
    },
    signedOut: "You were signed out.",
  },

  status: {
    menu: "Your status",
    offDuty: "Off duty",
    available: "Available",
    unavailable: "Unavailable",
    logOff: "Log out of chat",
    logOffHint: "Your open chats pass to colleagues",
    changing: "Changing…",
  },

  sessions: {
    label: (taken: number, max: number) => `${taken} of ${max} sessions in use`,
    short: (taken: number, max: number) => `${taken}/${max}`,
    held: (held: number) => (held === 1 ? "1 held by an offer" : `${held} held by offers`),
  },

  account: {
    menu: "Your account",
    scheme: "Appearance",
    light: "Light",
    dark: "Dark",
    system: "As the system",
    keys: "Keyboard shortcuts",
    notify: "Allow desktop notifications",
    notifyOn: "Desktop notifications are on",
    notifyBlocked: "Notifications are blocked by the browser",
    signOut: "Sign out",
    roles: { agent: "Agent", supervisor: "Supervisor", admin: "Administrator" },
  },

  sound: {
    blocked: "Sound is blocked",
    blockedHint: "The browser keeps this page silent until you press a button",
    enable: "Turn sound on",
    mute: "Ring for offers: on",
    unmute: "Ring for offers: off",
  },

  duty: {
    heading: "You’re off duty",
    text: "Go on duty to be offered chats.",
    go: "Go on duty",
    going: "Going on duty…",
    as: "Start as",
    alreadyHeading: "You’re on duty somewhere else",
    already:
      "Another console holds your chats. Taking over moves them here, and the other console lets go.",
    takeOver: "Take over here",
    cancel: "Leave it there",
    reasons: {
      lost: "The line was gone for too long, so you were taken off duty and your chats were passed on.",
      removed: "A supervisor took you off duty.",
      taken_over: "Another console holds your chats. Taking over moves them here.",
    },
    away: {
      heading: "You were away",
      label: "What became of your chats",
      unsent: "Not sent:",
      went: {
        colleague: (name: string, to: string) => `${name} went to ${to}`,
        queue: (name: string, to: string) => `${name} went back to ${to}`,
        ended: (name: string) => `${name}’s chat ended`,
      },
    },
  },

  chats: {
    heading: "My chats",
    none: "No chats yet",
    noneText: "You’re on duty. The next chat you take will be listed here.",
    noneUnavailable: "You’re unavailable, so no chats are offered to you.",
    noneOff: "You’re off duty.",
    waiting: (time: string) => `No answer for ${time}`,
    unread: (count: number) => (count === 1 ? "1 unread message" : `${count} unread messages`),
    absent: "Absent",
    wrapUp: "Wrap-up",
    requeued: "Back in queue",
    typing: "typing…",
    youSaid: (text: string) => `You: ${text}`,
    note: (text: string) => `Note: ${text}`,
    unreadNote: "A private word among them",
    part: { conferee: "Conferee", invited: "Consulting", monitor: "Watching" },
    erased: "Message erased",
    file: "Sent a file",
    draft: "Draft:",
    pickHeading: "No chat selected",
    pick: "Choose a chat from the list, or press",
    quiet: "All quiet",
    quietText: "New offers appear here, and ring.",
    goneHeading: "This chat is closed",
    gone: "It was released, or passed to somebody else.",
    back: "Back to my chats",
  },

  offer: {
    region: "Offered chats",
    heading: { engagement: "New chat", transfer: "Transfer", conference: "Invitation" },
    asks: {
      transfer: (sender: string) => `${sender} asks you to take over`,
      conference: (sender: string) => `${sender} asks you to join`,
    },
    view: "View",
    viewHint: "Read the chat and talk to the sender first",
    viewing: "Opening…",
    waited: (time: string) => `Waiting ${time}`,
    left: (seconds: number) => `${seconds} s left to answer`,
    ranOut: "Time is up…",
    accept: "Accept",
    decline: "Decline",
    close: "Close this offer",
    closeAccepts: "Close: the chat comes to you",
    closeDeclines: "Close: the chat is offered to somebody else",
    accepting: "Accepting…",
    declining: "Declining…",
    autoAccepts: "Comes to you when the time is up",
    going: (time: string) => `Chat began ${time} ago`,
    asked: {
      accepts: "Counts as unanswered when the time is up",
      declines: "Declined when the time is up",
      closeAccepts: "Close: the invitation is declined",
      closeDeclines: "Close: the invitation is declined",
    },
    autoDeclines: "Goes to somebody else when the time is up",
    page: "Page",
    lost: {
      withdrawn: (name: string) => `${name} left before you answered.`,
      timeout: (name: string) => `The offer of ${name} ran out without an answer.`,
      other: (name: string) => `The offer of ${name} is closed.`,
      calledOff: (sender: string, name: string) => `${sender} needs no help with ${name} any more.`,
      unanswered: (sender: string, name: string) =>
        `You didn’t answer ${sender}, who asked for help with ${name}.`,
    },
    noticeTitle: {
      engagement: (name: string) => `New chat: ${name}`,
      transfer: (name: string, sender: string) => `${sender} asks you to take over ${name}`,
      conference: (name: string, sender: string) => `${sender} asks you to join ${name}`,
    },
    announce: (name: string, question: string) =>
      question === ""
        ? `New chat offered from ${name}`
        : `New chat offered from ${name}: ${question}`,
  },

  chat: {
    conversation: (name: string) => `Conversation with ${name}`,
    back: "Back to the list",
    details: "About the visitor",
    hideDetails: "Hide details",
    conclude: "Conclude",
    concludeAsk: "End this chat for the visitor?",
    concludeYes: "End chat",
    concludeNo: "Keep talking",
    concluding: "Ending…",
    alone: "led by",
    waitingFor: (time: string) => `waited ${time}`,
    engagedFor: (time: string) => `in chat ${time}`,
    unread: "New",
    today: "Today",
    yesterday: "Yesterday",
    erased: "This message was erased.",
    typing: (name: string) => `${name} is typing`,
    privateNote: "Private note",
    privateWord: "Private word",
    outside: { monitor: "supervisor, watching", invited: "invited" },
    privateHint: "Only agents see this",
    sending: "Sending…",
    sent: "Sent",
    refused: (reason: string) => `Not sent: ${reason}`,
    lost: "Not sent. The server gave no answer.",
    again: "Send again",
    discard: "Discard",
    file: "File",
    absent: (name: string, seconds: number) =>
      seconds > 0
        ? `${name}’s connection is silent. The chat ends in ${seconds} s unless they come back.`
        : `${name}’s connection is silent. The chat is ending.`,
    agentAbsent: (name: string, seconds: number) =>
      seconds > 0
        ? `${name}’s line is silent. They are cut off in ${seconds} s unless they come back.`
        : `${name}’s line is silent. They are being cut off.`,
    leadAbsent: (name: string, seconds: number, next: string | null) =>
      seconds > 0
        ? `${name} leads this chat, and their line is silent. In ${seconds} s ${next ?? "you"} will lead.`
        : `${name} led this chat, and their line is lost. ${next ?? "You"} will lead.`,
    requeued: "The visitor is back in the queue. You’ll see the chat again if it comes to you.",
    wrapUp: "Wrap-up",
    wrapUpLeft: (time: string) => `${time} left`,
    wrapUpText: "The visitor has left. Finish your notes, then close the chat to free the session.",
    wrapUpDone: "Done",
    wrapUpClosing: "Closing…",
    jump: "Newest messages",
    newMessage: (name: string, text: string) => `${name}: ${text}`,
  },

  composer: {
    label: (name: string) => `Message to ${name}`,
    labelPrivate: "Private note, seen by agents only",
    placeholder: (name: string) => `Write to ${name}…`,
    placeholderPrivate: "Write a note only agents can see…",
    private: "Private note",
    banner: "Private note: the visitor will not see this",
    send: "Send",
    sendPrivate: "Add note",
    hint: "Enter sends, / finds texts",
    left: (count: number) => `${count} characters left`,
    over: (count: number) => `${count} characters too many`,
    ended: "Notes can still be added.",
    wordToAgents: "Write to the chat’s agents…",
    labelWord: "Private word to the chat’s agents",
    bannerMonitor: "Only the chat’s agents see this. They will know that you watch.",
    bannerInvited: "Only the chat’s agents see this.",
    sendWord: "Tell them",
    waiting: "Nobody is in the chat at the moment.",
  },

  about: {
    heading: "About the visitor",
    signedIn: "Signed in by your site",
    close: "Close",
    email: "E-mail",
    question: "Question",
    answers: "Pre-chat answers",
    page: "Page",
    referrer: "Came from",
    language: "Language",
    browser: "Browser",
    queue: "Queue",
    times: "Times",
    requested: "Requested",
    waited: "Waited",
    engaged: "In chat",
    ended: "Ended",
    unknown: "Not given",
    lead: "Lead",
    others: "Also here",
    person: "Visitor",
    visit: "Visit",
    browserOn: (browser: string, system: string) => `${browser} on ${system}`,
  },

  keys: {
    heading: "Keyboard shortcuts",
    next_chat: "Next chat",
    previous_chat: "Previous chat",
    accept: "Accept the oldest offer",
    conclude: "Conclude the chat, or close its wrap-up",
    private: "Private note on and off",
    pass_on: "Pass the chat on: transfer or invite",
    pull: "Request a chat, or cancel the request (pull mode)",
    palette: "Find a chat, a page, a status",
    keys: "This list",
    save: "Save the form on the Admin page",
    send: "Send",
    newline: "New line",
    texts: "Standard texts, by shortcut or words",
    escape: "Close, cancel",
    chats: "Chats",
    writing: "Writing",
    everywhere: "Everywhere",
  },

  palette: {
    open: "Find or go to…",
    placeholder: "Find a chat, a page, a status…",
    nothing: "Nothing by that name",
    chats: "Chats",
    pages: "Pages",
    statuses: "Status",
    acts: "Actions",
    goOnDuty: "Go on duty",
    team: "This chat",
  },

  notices: {
    region: "Notices",
    dismiss: "Dismiss",
    commands: {
      accept: "The chat could not be accepted.",
      decline: "The offer could not be declined.",
      conclude: "The chat could not be ended.",
      close_wrap_up: "The wrap-up could not be closed.",
      set_status: "The status could not be changed.",
      log_on: "Going on duty didn’t work.",
      log_off: "Logging out of chat didn’t work.",
      pull: "The request could not be changed.",
      invite: "The colleague could not be asked.",
      cancel_invitation: "The invitation could not be cancelled.",
      view_invitation: "The chat can’t be shown.",
      transfer_to_queue: "The chat could not be passed on.",
      make_lead: "The lead could not be handed over.",
      leave: "You could not leave the chat.",
      push: "It was not shown to the visitor.",
      monitor: "The chat can’t be watched.",
      join: "You could not join the chat.",
      take_over: "You could not take the chat over.",
      end_as_supervisor: "The chat could not be ended.",
      watch_floor: "The floor can’t be shown.",
      other: "That didn’t work.",
    },
  },

  ago: {
    now: "now",
    m: (count: number) => `${count} min`,
    h: (count: number) => `${count} h`,
    d: (count: number) => `${count} d`,
  },

  lines: linesEn,
  cobrowse: cobrowseEn,
  files: filesEn,
  recordings: recordingsEn,
  erasing: erasingEn,
  password: passwordEn,
  pass: passEn,
  team: teamEn,
  texts: textsEn,
  visitors: visitorsEn,
  consult: consultEn,
  monitor: monitorEn,
  pull: pullEn,

  admin: adminEn,
  setup: setupEn,
  rating: {
    heading: "The visitor’s rating",
    outOf5: (score: number) => `${score} of 5`,
  },
  floor: floorEn,
  released: releasedEn,
  ledger: ledgerEn,
};

export type Words = typeof en;
