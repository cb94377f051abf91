import { ActionIcon, Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus } from "@tabler/icons-react";
import type { CSSProperties } from "react";
import type { FormField, Site } from "../../../../protocol/generated/directory.ts";
import { flawOf } from "../../../state/drafts.ts";
import { moved } from "../../../state/lists.ts";
import { idFrom } from "../../../state/new_records.ts";
import { useForm, useSetupWords } from "./admin_context.ts";
import { EntryFlaw, RemoveButton } from "./Pickers.tsx";
import { Card } from "./Rows.tsx";

/** The questions asked before a chat, and the form as visitors will see it. */
export function FormEditor({ site }: { readonly site: Site }) {
  const { change, isLocked } = useForm();
  const { site: w } = useSetupWords();
  const { fields } = site;
  const put = (next: readonly FormField[]): void => change({ fields: next });
  const add = (): void => {
    const id = idFrom(fields.length === 0 ? "name" : "question", (taken) =>
      fields.some((field) => field.id === taken),
    );
    put([...fields, { id, label: "", type: "text", required: false }]);
  };
  return (
    <Card heading={w.form} text={w.formText}>
      <div className="form-editor">
        <div className="entries">
          {fields.length === 0 && <p className="entries__none">{w.noFields}</p>}
          {fields.map((field, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: its id may be typed anew
            <Question key={place} fields={fields} place={place} field={field} put={put} />
          ))}
          <Button
            variant="default"
            className="adder-button"
            disabled={isLocked}
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={add}
          >
            {w.addField}
          </Button>
          <EntryFlaw field="fields" alone />
        </div>
        <FormPreview site={site} />
      </div>
    </Card>
  );
}

interface QuestionProps {
  readonly fields: readonly FormField[];
  readonly place: number;
  readonly field: FormField;
  put(fields: readonly FormField[]): void;
}

function Question({ fields, place, field, put }: QuestionProps) {
  const { draft, isLocked } = useForm();
  const words = useSetupWords();
  const { site: w } = words;
  const what = field.label || `${w.question} ${place + 1}`;
  const set = (part: Partial<FormField>): void =>
    put(fields.map((each, at) => (at === place ? { ...each, ...part } : each)));
  return (
    <fieldset className="question" disabled={isLocked}>
      <legend className="unseen">{what}</legend>
      <TextInput
        className="question__label"
        aria-label={`${what}: ${w.question}`}
        placeholder={w.question}
        value={field.label}
        error={flawOf(draft, `fields[${place}].label`) !== null}
        onChange={(event) => set({ label: event.currentTarget.value })}
      />
      <TextInput
        className="question__id"
        aria-label={`${what}: ${w.fieldId}`}
        value={field.id}
        error={flawOf(draft, `fields[${place}].id`) !== null}
        onChange={(event) => set({ id: event.currentTarget.value })}
      />
      <NativeSelect
        className="question__type"
        aria-label={`${what}: ${w.type}`}
        value={field.type}
        data={(["text", "email", "textarea"] as const).map((value) => ({
          value,
          label: w.types[value],
        }))}
        onChange={(event) => set({ type: event.currentTarget.value as FormField["type"] })}
      />
      <Checkbox
        size="xs"
        label={w.required}
        aria-label={`${what}: ${w.required}`}
        checked={field.required}
        onChange={(event) => set({ required: event.currentTarget.checked })}
      />
      <span className="question__acts">
        <ActionIcon
          size={28}
          aria-label={words.up(what)}
          disabled={place === 0}
          onClick={() => put(moved(fields, place, place - 1))}
        >
          <IconArrowUp size={15} aria-hidden />
        </ActionIcon>
        <ActionIcon
          size={28}
          aria-label={words.down(what)}
          disabled={place === fields.length - 1}
          onClick={() => put(moved(fields, place, place + 1))}
        >
          <IconArrowDown size={15} aria-hidden />
        </ActionIcon>
        <RemoveButton what={what} remove={() => put(fields.filter((_, at) => at !== place))} />
      </span>
      <EntryFlaw field={`fields[${place}]`} />
    </fieldset>
  );
}

function FormPreview({ site }: { readonly site: Site }) {
  const { site: w } = useSetupWords();
  return (
    <figure
      className="form-preview"
      aria-label={w.preview}
      style={{ "--brand": site.brand } as CSSProperties}
    >
      <figcaption>{w.preview}</figcaption>
      <div className="form-preview__panel" aria-hidden>
        <div className="form-preview__top">{site.name || "…"}</div>
        {site.greeting !== "" && <p>{site.greeting}</p>}
        {site.fields.map((field) => (
          <div key={field.id} className="form-preview__field">
            <span>
              {field.label || "…"}
              {field.required && <b> *</b>}
            </span>
            <i data-tall={field.type === "textarea"} />
          </div>
        ))}
        <div className="form-preview__start">{w.start}</div>
      </div>
    </figure>
  );
}
