import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { idFieldOf } from "../../../state/directory.ts";
import { type Draft, idOfDraft, isNew, unplaced } from "../../../state/drafts.ts";
import { futureId } from "../../../state/saving.ts";
import { FormContext, useAdmin, useSetup, useSetupWords } from "./admin_context.ts";
import { ClashBar } from "./ClashBar.tsx";
import { FormTop } from "./FormTop.tsx";
import { Card, TextRow } from "./Rows.tsx";
import { SaveBar } from "./SaveBar.tsx";
import { useSaving } from "./saving.ts";

interface RecordFormProps {
  readonly draft: Draft;
  /** In place of the record's own name and menu. */
  readonly top?: ReactNode;
  readonly children: ReactNode;
}

/** One record in a form: what it is, its fields, and the bar that saves or discards. */
export function RecordForm({ draft, top, children }: RecordFormProps) {
  const admin = useAdmin();
  const saving = useSaving(draft);
  const pane = useRef<HTMLDivElement>(null);
  const form = useMemo(
    () => ({
      draft,
      isLocked: saving.isSaving,
      change: (change: Readonly<Record<string, unknown>>) => admin.change(draft, change),
    }),
    [admin, draft, saving.isSaving],
  );
  useEffect(() => {
    if (draft.flaws.length > 0) showFirstFlaw(pane.current);
  }, [draft.flaws]);
  useEffect(() => {
    if (draft.clash !== null) pane.current?.querySelector(".clash")?.scrollIntoView();
  }, [draft.clash]);
  return (
    <FormContext value={form}>
      <div className="pane" ref={pane}>
        <div className="pane__scroll">
          {top ?? <FormTop draft={draft} />}
          {draft.clash !== null && <ClashBar draft={draft} clash={draft.clash} />}
          <FormFlaws draft={draft} />
          {children}
          {isNew(draft) && <IdCard draft={draft} />}
        </div>
        <SaveBar draft={draft} saving={saving} />
      </div>
    </FormContext>
  );
}

function showFirstFlaw(pane: HTMLElement | null): void {
  const flaw = pane?.querySelector(".line-row__flaw, .form-flaws");
  flaw?.scrollIntoView({ block: "center" });
  flaw
    ?.closest(".line-row, .entry, .question, .rule, .stretch")
    ?.querySelector<HTMLElement>("input, select, textarea")
    ?.focus({ preventScroll: true });
}

/** What is wrong with the record as a whole, or with another that goes with it. */
function FormFlaws({ draft }: { readonly draft: Draft }) {
  const flaws = unplaced(draft);
  if (flaws.length === 0) return null;
  return (
    <ul className="form-flaws" data-tell>
      {flaws.map(({ field, text }) => (
        <li key={`${field} ${text}`}>{text}</li>
      ))}
    </ul>
  );
}

/** Made of the name unless one is typed; afterwards it stays for ever. */
function IdCard({ draft }: { readonly draft: Draft }) {
  const admin = useAdmin();
  const setup = useSetup();
  const { form } = useSetupWords();
  const field = idFieldOf(draft.kind);
  return (
    <Card heading={form.id}>
      <TextRow
        field={field}
        said={[form.id, form.idHint]}
        value={idOfDraft(draft)}
        placeholder={futureId(draft, setup)}
        change={(id) => admin.change(draft, { [field]: id })}
      />
    </Card>
  );
}
