/** The set-up as admins edit it: drafts that outlive the page they were begun on, saved together. */

import type { Admin, AdminReads, Edit, LastSaved, Saved } from "../state/admin_acts.ts";
import { type AnyRecord, type Kind, titleOf } from "../state/directory.ts";
import {
  begun,
  changed,
  clashing,
  type Draft,
  type Drafts,
  draftKey,
  flawed,
  isDirty,
  rebased,
  withDraft,
  withoutDraft,
} from "../state/drafts.ts";

export class AdminShell implements Admin {
  readonly http: AdminReads;
  #drafts: Drafts = {};
  #saved: LastSaved | null = null;
  readonly #told = new Set<() => void>();

  constructor(http: AdminReads) {
    this.http = http;
  }

  drafts(): Drafts {
    return this.#drafts;
  }

  saved(): LastSaved | null {
    return this.#saved;
  }

  subscribe(changed: () => void): () => void {
    this.#told.add(changed);
    return () => this.#told.delete(changed);
  }

  hasUnsaved(): boolean {
    return Object.values(this.#drafts).some(isDirty);
  }

  begin(kind: Kind, key: string, of: { version: number; record: AnyRecord }): void {
    this.#set(withDraft(this.#drafts, begun(kind, key, of)));
  }

  change(draft: Draft, change: Readonly<Record<string, unknown>>): void {
    this.#set(withDraft(this.#drafts, changed(draft, change)));
  }

  put(draft: Draft): void {
    this.#set(withDraft(this.#drafts, draft));
  }

  discard(draft: Draft): void {
    this.#set(withoutDraft(this.#drafts, draft.kind, draft.key));
  }

  keepMine(draft: Draft): void {
    this.#set(withDraft(this.#drafts, rebased(draft)));
  }

  async save(draft: Draft, edits: readonly Edit[]): Promise<Saved> {
    const answer = await this.http.edit(edits);
    if (answer.is === "saved") {
      this.discard(draft);
      this.#saved = {
        kind: draft.kind,
        id: edits[0]?.id ?? draft.key,
        title: titleOf(draft.after),
      };
      this.#tell();
      return answer;
    }
    const now = this.#drafts[draftKey(draft.kind, draft.key)] ?? draft;
    if (answer.is === "flawed") {
      this.#set(withDraft(this.#drafts, flawed(now, answer.flaws, answer.text)));
    } else if (answer.is === "clashing" && answer.clash !== null) {
      this.#set(withDraft(this.#drafts, clashing(now, answer.clash)));
    } else {
      const failure = answer.is === "failed" ? answer.code : "conflict";
      this.#set(withDraft(this.#drafts, flawed(now, now.flaws, failure)));
    }
    return answer;
  }

  #set(drafts: Drafts): void {
    this.#drafts = drafts;
    this.#saved = null;
    this.#tell();
  }

  #tell(): void {
    for (const changed of this.#told) changed();
  }
}
