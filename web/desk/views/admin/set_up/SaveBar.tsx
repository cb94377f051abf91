import { Button } from "@mantine/core";
import { IconAlertCircle, IconCheck } from "@tabler/icons-react";
import { type Draft, dirtyFields, isDirty, isNew, NEW } from "../../../state/drafts.ts";
import { useAdmin, useGo, useSetupWords } from "./admin_context.ts";
import type { Saving } from "./saving.ts";
import { SECTION_OF } from "./sections.ts";

interface SaveBarProps {
  readonly draft: Draft;
  readonly saving: Saving;
}

/** Save and Discard while something is unsaved; before that, what was saved last. */
export function SaveBar({ draft, saving }: SaveBarProps) {
  const admin = useAdmin();
  const go = useGo();
  const { form } = useSetupWords();
  if (!isDirty(draft) && !isNew(draft)) {
    return (
      <div className="save-bar-place" data-tell>
        {saving.saved !== null && (
          <p className="saved">
            <IconCheck size={15} aria-hidden />
            {form.saved(saving.saved)}
          </p>
        )}
      </div>
    );
  }
  const discard = (): void => {
    admin.discard(draft);
    if (draft.key === NEW) go(SECTION_OF[draft.kind]);
  };
  return (
    <div className="save-bar">
      <Told draft={draft} />
      <Button variant="default" disabled={saving.isSaving} onClick={discard}>
        {form.discard}
      </Button>
      <Button
        loading={saving.isSaving}
        disabled={!isDirty(draft) || draft.clash !== null}
        onClick={saving.save}
      >
        {isNew(draft) ? form.create : form.save}
      </Button>
    </div>
  );
}

function Told({ draft }: { readonly draft: Draft }) {
  const { form } = useSetupWords();
  const { failure, flaws } = draft;
  const isBad = flaws.length > 0 || failure !== null;
  const count = Math.max(1, dirtyFields(draft).length);
  const text =
    flaws.length > 0
      ? form.fix(flaws.length)
      : failure !== null
        ? sentence(form.failures, failure)
        : isNew(draft)
          ? ""
          : form.dirty(count);
  return (
    <p className="save-bar__told" data-bad={isBad} data-tell>
      {isBad && <IconAlertCircle size={15} aria-hidden />}
      {text}
    </p>
  );
}

function sentence(sentences: Readonly<Record<string, string>>, code: string): string {
  const plain = /^status_5\d\d$/.test(code) ? "unavailable" : code;
  return sentences[plain] ?? sentences["other"] ?? "";
}
