/** Everything a view may read, in one value; and what it may ask for. */

import type { Alert, Overview } from "./admin.ts";
import type { Admin } from "./admin_acts.ts";
import type { Shows } from "./cobrowse.ts";
import type { DeskState, Offer } from "./desk.ts";
import type { Files } from "./files.ts";
import type { ChatSummary, Ledger } from "./ledger.ts";
import type { LineView } from "./line.ts";
import type { PasswordAnswer } from "./password.ts";
import type { Recordings } from "./recording.ts";
import type { Route } from "./route.ts";
import type { Draft, Screen } from "./screen.ts";
import type { StandardText } from "./texts.ts";
import type { Echo } from "./transcript.ts";
import type { EarlierChat, EarlierTranscript, LeftMessages, Settled } from "./visitors.ts";
import type { Why } from "./why.ts";
import type { FigureSeries, InvitationForm } from "./wire.ts";

export type SignInError = "wrong_login" | "too_many_tries" | "bad_link" | "offline" | "other";

export type Account =
  | { readonly is: "unknown"; readonly byLink: boolean }
  | { readonly is: "signed_out"; readonly busy: boolean; readonly error: SignInError | null }
  | { readonly is: "signed_in"; readonly name: string; readonly roles: readonly string[] };

export interface Snapshot {
  readonly account: Account;
  readonly desk: DeskState;
  readonly line: LineView;
  readonly echoes: readonly Echo[];
  /** Commands without an answer yet, as `type` and `type:chat`. */
  readonly busy: ReadonlySet<string>;
  readonly screen: Screen;
}

export type Pushed =
  | { readonly url: string }
  | { readonly standard_text: string; readonly language: string };

export interface Acts {
  signIn(login: string, password: string): void;
  signOut(): void;
  reconnect(): void;
  /** After another console has taken over: the chats come here again. */
  takeBack(): void;
  logOn(status: string | null, override: boolean): void;
  leaveElsewhere(): void;
  logOff(): void;
  setStatus(status: string): void;
  accept(offer: Offer): void;
  decline(offer: Offer, closed: boolean): void;
  /** Reads the chat before answering a colleague who asks for help with it. */
  view(offer: Offer): void;
  forgetLostOffer(invitation: string): void;
  askConclude(chat: string | null): void;
  conclude(chat: string): void;
  closeWrapUp(chat: string): void;
  /** Pull mode: ask for the next chat, or withdraw that. */
  pull(on: boolean): void;
  /** Opens the dialog for a chat; `null` closes it. */
  passOn(chat: string | null): void;
  invite(chat: string, to: string, form: InvitationForm): void;
  cancelInvitation(chat: string, invitation: string): void;
  transferToQueue(chat: string, queue: string): void;
  makeLead(chat: string, to: string): void;
  leave(chat: string): void;
  /** Watches any open chat unseen; it comes to the front of the desk. */
  monitor(chat: string): void;
  stopMonitoring(chat: string): void;
  join(chat: string): void;
  takeOver(chat: string): void;
  endAsSupervisor(chat: string): void;
  /** Asks the end-user of the chat to show their page. */
  askForPage(chat: string): void;
  /** Calls that off, or looks no more. */
  stopLooking(chat: string): void;
  post(chat: string, draft: Draft): void;
  /** Shows the end-user an address, or a standard text made of HTML or of an address. */
  push(chat: string, what: Pushed): void;
  postAgain(command: string): void;
  discard(command: string): void;
  write(chat: string, draft: Draft): void;
  read(chat: string, n: number): void;
  go(route: Route): void;
  showAbout(open: boolean): void;
  showKeys(open: boolean): void;
  dismiss(notice: number): void;
  enableSound(): void;
  muteSound(muted: boolean): void;
  askNotify(): void;
}

/** What the server answers about chats that are not this agent's. */
export interface Archive {
  /** Latest requested first; `before`: only those requested before then. */
  released(before: number | null): Promise<readonly ChatSummary[]>;
  ledger(chat: string): Promise<Ledger>;
  /** Why an open chat is where it is. */
  why(chat: string): Promise<Why>;
  /** One queue over the last four hours. */
  series(queue: string): Promise<FigureSeries>;
  /** The standard texts that this agent may use. */
  texts(): Promise<readonly StandardText[]>;
  /** Messages that visitors left, the latest first; `before`: only those left before then. */
  messages(state: Settled, before: number | null): Promise<LeftMessages>;
  openMessages(): Promise<number>;
  settle(message: string, settled: boolean): Promise<void>;
  /** Chats of before with the end-user of this open one. */
  earlier(chat: string): Promise<readonly EarlierChat[]>;
  earlierTranscript(chat: string, earlier: string): Promise<EarlierTranscript>;
  /** The server itself; for admins. */
  overview(): Promise<Overview>;
  /** Whether something is wrong with it; also for supervisors. */
  alert(): Promise<Alert>;
}

export interface Desk {
  readonly seat: number;
  readonly acts: Acts;
  readonly archive: Archive;
  readonly files: Files;
  /** The set-up; for admins. */
  readonly admin: Admin;
  readonly shows: Shows;
  readonly recordings: Recordings;
  /** One's own; fails when the server can't be reached. */
  changePassword(current: string, password: string): Promise<PasswordAnswer>;
  snapshot(): Snapshot;
  subscribe(changed: () => void): () => void;
  /** The server's present, in whole seconds; told anew each second. */
  now(): number;
  subscribeNow(changed: () => void): () => void;
}

/** By profile or by role; rights that change while one works count at once. */
export function isSupervisor({ account, desk: { me } }: Snapshot): boolean {
  const roles = me?.roles ?? (account.is === "signed_in" ? account.roles : []);
  return me?.supervisor === true || roles.includes("supervisor") || roles.includes("admin");
}

export function isAdmin({ account }: Snapshot): boolean {
  return account.is === "signed_in" && account.roles.includes("admin");
}
