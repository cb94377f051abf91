/** Saving and beginning drafts, from a view. */

import { useCallback, useEffect, useState } from "react";
import type { AnyRecord, Kind } from "../../../state/directory.ts";
import { begun, type Draft, draftKey, flawed, isDirty, NEW } from "../../../state/drafts.ts";
import { type FirstWords, newRecord } from "../../../state/new_records.ts";
import { editsOf, futureId, named } from "../../../state/saving.ts";
import { checked } from "../../../state/setup_checks.ts";
import {
  useAdmin,
  useDrafts,
  useGo,
  useLastSaved,
  useRefresh,
  useSetup,
  useSetupWords,
} from "./admin_context.ts";
import { SECTION_OF } from "./sections.ts";

export interface Saving {
  readonly isSaving: boolean;
  /** The name it was just saved under. */
  readonly saved: string | null;
  save(): void;
}

export function useSaving(draft: Draft): Saving {
  const admin = useAdmin();
  const setup = useSetup();
  const { checks } = useSetupWords();
  const refresh = useRefresh();
  const go = useGo();
  const [isSaving, setSaving] = useState(false);
  const last = useLastSaved();
  const send = useCallback(async (): Promise<void> => {
    const flaws = checked(named(draft, setup), setup, checks);
    if (flaws.length > 0) {
      admin.put(flawed(draft, flaws, null));
      return;
    }
    setSaving(true);
    const answer = await admin.save(draft, editsOf(draft, setup));
    if (answer.is === "saved") {
      await refresh();
      if (draft.key === NEW) go(SECTION_OF[draft.kind], futureId(draft, setup));
    }
    setSaving(false);
  }, [admin, setup, draft, checks, refresh, go]);
  const isReady = isDirty(draft) && !isSaving && draft.clash === null;
  useSaveKey(isReady, send);
  const isLast = last?.kind === draft.kind && last.id === draft.key;
  return { isSaving, saved: isLast ? last.title : null, save: () => void send() };
}

/** Ctrl-S saves. */
function useSaveKey(isReady: boolean, save: () => Promise<void>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key !== "s" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      if (isReady) void save();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [isReady, save]);
}

/** The draft of a record: the one that was begun, or one that says nothing new yet. */
export function useDraftOf(kind: Kind, key: string): Draft | null {
  const drafts = useDrafts();
  const setup = useSetup();
  const { site } = useSetupWords();
  const known = drafts[draftKey(kind, key)];
  const held = setup[kind][key];
  const [fresh] = useState(() => {
    const words: FirstWords = {
      nameField: "Your name",
      questionField: site.question,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    };
    return newRecord(kind, setup, words) as AnyRecord;
  });
  if (known !== undefined && (isDirty(known) || known.clash !== null || key === NEW)) return known;
  if (key === NEW) return begun(kind, NEW, { version: 0, record: fresh });
  if (held === undefined) return known ?? null;
  return begun(kind, key, { version: held.version.version, record: held.record });
}
