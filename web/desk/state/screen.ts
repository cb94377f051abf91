/** What this screen alone knows: where one is, what was read, what is half-written. */

import type { Route } from "./route.ts";

export interface Draft {
  readonly text: string;
  readonly isPrivate: boolean;
  /** Kept out of transcripts. */
  readonly isOffRecord?: boolean;
}

export const noDraft: Draft = { text: "", isPrivate: false };

export interface Notice {
  readonly id: number;
  /** The type of the command that was refused. */
  readonly command: string;
  readonly text: string;
}

export type Sound = "on" | "blocked" | "muted";
export type Notify = "unasked" | "granted" | "denied" | "impossible";

export interface Screen {
  readonly route: Route;
  /** The last event read of each chat. */
  readonly seen: Readonly<Record<string, number>>;
  readonly drafts: Readonly<Record<string, Draft>>;
  readonly notices: readonly Notice[];
  /** Going on duty was refused: another console is on duty. */
  readonly isElsewhere: boolean;
  /** The chat whose end is being confirmed. */
  readonly concluding: string | null;
  /** The chat that is being passed on to somebody. */
  readonly passingOn: string | null;
  readonly isAboutOpen: boolean;
  readonly isKeysOpen: boolean;
  readonly sound: Sound;
  readonly notify: Notify;
}

export const firstScreen: Screen = {
  route: { page: "desk", chat: null },
  seen: {},
  drafts: {},
  notices: [],
  isElsewhere: false,
  concluding: null,
  passingOn: null,
  isAboutOpen: false,
  isKeysOpen: false,
  sound: "blocked",
  notify: "unasked",
};

export function withSeen(screen: Screen, chat: string, n: number): Screen {
  if ((screen.seen[chat] ?? 0) >= n) return screen;
  return { ...screen, seen: { ...screen.seen, [chat]: n } };
}

export function withDraft(screen: Screen, chat: string, draft: Draft): Screen {
  return { ...screen, drafts: { ...screen.drafts, [chat]: draft } };
}

export function draftOf(screen: Screen, chat: string): Draft {
  return screen.drafts[chat] ?? noDraft;
}

const NOTICES_MAX = 4;

export function withNotice(screen: Screen, command: string, text: string): Screen {
  const id = (screen.notices.at(-1)?.id ?? 0) + 1;
  const notices = [...screen.notices, { id, command, text }].slice(-NOTICES_MAX);
  return { ...screen, notices };
}

export function withoutNotice(screen: Screen, id: number): Screen {
  return { ...screen, notices: screen.notices.filter((notice) => notice.id !== id) };
}

/** The server counts a chat's events anew after a resync. */
export function unseen(screen: Screen, chat: string): Screen {
  return { ...screen, seen: { ...screen.seen, [chat]: 0 } };
}
