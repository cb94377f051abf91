/** The form before a chat. */

import type { TargetedEvent } from "preact";
import type { Field } from "../../loader/contract.ts";
import { faultWords, waitWords } from "../messages/words.ts";
import { longest } from "../state/form.ts";
import type { Model } from "../state/model.ts";
import { useDeeds, useWords } from "./deeds.ts";
import { Hero } from "./hero.tsx";
import { lazy } from "./lazy.tsx";

const Refusal = lazy(() => import("./remarks.tsx").then((part) => part.Refusal), null, Refused);

function Refused() {
  return (
    <p class="fault-box" data-tell>
      {useWords().refused_other}
    </p>
  );
}

export function RequestForm({ model }: { readonly model: Model }) {
  const words = useWords();
  const deeds = useDeeds();
  const submit = (event: TargetedEvent<HTMLFormElement>): void => {
    const form = event.currentTarget;
    event.preventDefault();
    deeds.request();
    queueMicrotask(() => form.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
  };
  return (
    <>
      <Hero model={model}>
        <h2>{model.look.greeting || words.greeting}</h2>
        <Standing model={model} />
      </Hero>
      <form class="body form" noValidate onSubmit={submit}>
        {model.refusal !== "" && <Refusal model={model} />}
        {model.look.fields.map((field, index) => (
          <FieldRow key={field.id} field={field} model={model} first={index === 0} />
        ))}
        <button type="submit" class="main-button" data-first={none(model) ? "" : undefined}>
          {words.start}
        </button>
      </form>
    </>
  );
}

function none(model: Model): boolean {
  return model.look.fields.length === 0;
}

function Standing({ model }: { readonly model: Model }) {
  const words = useWords();
  const { agents_available: free, expected_wait_ms: wait } = model.look;
  const short = wait === null || wait < 60_000;
  const quick = free > 0 ? words.waitShort : words.inTurn;
  const text = short ? quick : words.waitAbout(waitWords(words, wait));
  return (
    <p class="standing">
      <span class={free > 0 ? "dot" : "dot busy"} aria-hidden="true" />
      {text}
    </p>
  );
}

interface FieldProps {
  readonly field: Field;
  readonly model: Model;
  readonly first: boolean;
}

function FieldRow({ field, model, first }: FieldProps) {
  const words = useWords();
  const deeds = useDeeds();
  const fault = model.faults[field.id];
  const id = `field-${field.id}`;
  const common = {
    id,
    name: field.id,
    value: model.form[field.id] ?? "",
    required: field.required,
    maxLength: longest(field),
    "aria-invalid": fault !== undefined,
    "aria-describedby": fault ? `${id}-fault` : undefined,
    "data-first": first ? "" : undefined,
    onInput: (event: Event) => deeds.write(field.id, written(event)),
  };
  return (
    <div class="field">
      <label for={id}>
        {field.label}
        {!field.required && <span class="optional"> ({words.optional})</span>}
      </label>
      {field.type === "textarea" ? (
        <textarea {...common} rows={3} />
      ) : (
        <input {...common} {...inputKind(field)} />
      )}
      {fault && (
        <p class="fault" id={`${id}-fault`}>
          {faultWords(words, fault, field.label)}
        </p>
      )}
    </div>
  );
}

function written(event: Event): string {
  return (event.currentTarget as HTMLInputElement | HTMLTextAreaElement).value;
}

function inputKind(field: Field) {
  if (field.type === "email") return { type: "email", autocomplete: "email" } as const;
  return { type: "text", autocomplete: field.id === "name" ? "name" : "off" } as const;
}
