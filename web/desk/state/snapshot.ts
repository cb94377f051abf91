/** Everything a view may read, in one value; and what it may ask for. */

import type { Alert, Overview } from "./admin.ts";
import type { DeskState, Offer } from "./desk.ts";
import type { ChatSummary, Ledger } from "./ledger.ts";
import type { LineView } from "./line.ts";
import type { Route } from "./route.ts";
import type { Draft, Screen } from "./screen.ts";
import type { Echo } from "./transcript.ts";

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
  forgetLostOffer(invitation: string): void;
  askConclude(chat: string | null): void;
  conclude(chat: string): void;
  closeWrapUp(chat: string): void;
  post(chat: string, draft: Draft): void;
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
  /** The server itself; for admins. */
  overview(): Promise<Overview>;
  /** Whether something is wrong with it; also for supervisors. */
  alert(): Promise<Alert>;
}

export interface Desk {
  readonly seat: number;
  readonly acts: Acts;
  readonly archive: Archive;
  snapshot(): Snapshot;
  subscribe(changed: () => void): () => void;
  /** The server's present, in whole seconds; told anew each second. */
  now(): number;
  subscribeNow(changed: () => void): () => void;
}

export function isSupervisor(snapshot: Snapshot): boolean {
  const roles = snapshot.account.is === "signed_in" ? snapshot.account.roles : [];
  return roles.includes("supervisor") || roles.includes("admin");
}

export function isAdmin({ account }: Snapshot): boolean {
  return account.is === "signed_in" && account.roles.includes("admin");
}
