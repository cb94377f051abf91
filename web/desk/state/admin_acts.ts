/** What the admin's views may read and ask for. */

import type {
  ChangeReply,
  DirectoryReply,
  Erased,
  Flaw,
  HistoryReply,
  ImportedReply,
  LinkReply,
  SecretReply,
} from "../../protocol/generated/directory.ts";
import type { AnyRecord, Kind } from "./directory.ts";
import type { Clash, Draft, Drafts } from "./drafts.ts";

/** `record` `null`: it goes. `version` 0: it is new. */
export interface Edit {
  readonly kind: Kind;
  readonly id: string;
  readonly version: number;
  readonly record: AnyRecord | null;
}

/** What became of an attempt to save. */
export type Saved =
  | { readonly is: "saved" }
  | { readonly is: "flawed"; readonly text: string; readonly flaws: readonly Flaw[] }
  | { readonly is: "clashing"; readonly clash: Clash | null }
  | { readonly is: "failed"; readonly code: string };

export interface HistoryQuestion {
  readonly kind: ChangeReply["kind"] | null;
  readonly id: string | null;
  readonly by: string | null;
  readonly before: number | null;
}

export interface ImportQuestion {
  readonly file: unknown;
  readonly isDry: boolean;
  readonly removeOthers: boolean;
  readonly revision: number | null;
}

export type Imported =
  | { readonly is: "read"; readonly reply: ImportedReply }
  | { readonly is: "flawed"; readonly text: string; readonly flaws: readonly Flaw[] }
  | { readonly is: "moved" };

export interface AdminReads {
  directory(): Promise<DirectoryReply>;
  history(question: HistoryQuestion): Promise<HistoryReply>;
  /** The whole set-up as a file's text. */
  exported(): Promise<string>;
  imported(question: ImportQuestion): Promise<Imported>;
  edit(edits: readonly Edit[]): Promise<Saved>;
  /** `null`, or why it can't be this one. */
  setPassword(agent: string, password: string): Promise<string | null>;
  link(agent: string): Promise<LinkReply>;
  /** By which the site vouches for visitors from now on; it is told this once. */
  siteSecret(site: string): Promise<SecretReply>;
  signOut(agent: string): Promise<void>;
  erase(site: string, endUser: string): Promise<ErasureAnswer>;
}

/** `begun`: not all of it could be done; the server ends it at its next start. */
export type ErasureAnswer =
  | { readonly is: "erased"; readonly erased: Erased }
  | { readonly is: "chat_open" | "begun" };

/** What was saved last, for the form to say so. */
export interface LastSaved {
  readonly kind: Kind;
  readonly id: string;
  readonly title: string;
}

export interface Admin {
  readonly http: AdminReads;
  drafts(): Drafts;
  /** `null` once something is edited again. */
  saved(): LastSaved | null;
  subscribe(changed: () => void): () => void;
  begin(kind: Kind, key: string, of: { version: number; record: AnyRecord }): void;
  change(draft: Draft, change: Readonly<Record<string, unknown>>): void;
  put(draft: Draft): void;
  discard(draft: Draft): void;
  /** After a clash: my changes upon what is there now. */
  keepMine(draft: Draft): void;
  save(draft: Draft, edits: readonly Edit[]): Promise<Saved>;
}
