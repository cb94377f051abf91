import { TextInput } from "@mantine/core";
import { flawOf } from "../../../state/drafts.ts";
import { useForm } from "./admin_context.ts";
import { NumberField } from "./Rows.tsx";

interface LabelledProps<Value> {
  readonly label: string;
  /** Of the entry that it is a part of. */
  readonly name: string;
  readonly field: string;
  readonly value: Value;
  set(value: Value): void;
}

/** One part of an entry that has several. */
export function LabelledText(props: LabelledProps<string> & { readonly placeholder?: string }) {
  const { label, name, field, value, placeholder, set } = props;
  const { draft } = useForm();
  return (
    <div className="rule__condition" data-empty={value === ""}>
      <span aria-hidden>{label}</span>
      <TextInput
        aria-label={`${name}: ${label}`}
        placeholder={placeholder ?? ""}
        autoComplete="off"
        value={value}
        error={flawOf(draft, field) !== null}
        onChange={(event) => set(event.currentTarget.value)}
      />
    </div>
  );
}

export function LabelledNumber({ label, name, field, value, set }: LabelledProps<number>) {
  const { draft } = useForm();
  return (
    <div className="rule__condition">
      <span aria-hidden>{label}</span>
      <NumberField
        label={`${name}: ${label}`}
        value={value}
        flawed={flawOf(draft, field) !== null}
        change={(next) => set(next ?? Number.NaN)}
      />
    </div>
  );
}
