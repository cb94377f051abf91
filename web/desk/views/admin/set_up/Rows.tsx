/** The rows of a form: what it is called and means on the left, the control on the right. */

import { NativeSelect, Switch, Textarea, TextInput } from "@mantine/core";
import { type ReactNode, useId, useState } from "react";
import type { Said } from "../../../messages/setup.en.ts";
import { flawOf } from "../../../state/drafts.ts";
import { stretch, wholeNumber } from "../../../state/setting_ranges.ts";
import { useForm, useSetupWords } from "./admin_context.ts";

interface CardProps {
  readonly heading: string;
  readonly text?: string;
  readonly children: ReactNode;
  readonly aside?: ReactNode;
}

/** A named group of rows. */
export function Card({ heading, text, children, aside }: CardProps) {
  const id = useId();
  return (
    <section className="card" aria-labelledby={id}>
      <header className="card__top">
        <div>
          <h2 id={id}>{heading}</h2>
          {text !== undefined && <p>{text}</p>}
        </div>
        {aside}
      </header>
      <div className="card__body">{children}</div>
    </section>
  );
}

interface RowProps {
  /** The field of the record, by which its flaws are found; empty: what is within tells them. */
  readonly field: string;
  readonly said: Said;
  /** Of the control; absent: the row holds several. */
  readonly htmlFor?: string;
  readonly wide?: boolean;
  readonly note?: ReactNode;
  readonly children: ReactNode;
}

export function Row({ field, said, htmlFor, wide, note, children }: RowProps) {
  const { draft } = useForm();
  const flaw = field === "" ? null : flawOf(draft, field);
  const [label, hint] = said;
  return (
    <div className="line-row" data-wide={wide} data-flawed={flaw !== null} data-field={field}>
      <div className="line-row__said">
        {htmlFor === undefined ? (
          <span className="line-row__label">{label}</span>
        ) : (
          <label className="line-row__label" htmlFor={htmlFor}>
            {label}
          </label>
        )}
        {hint !== "" && (
          <p className="line-row__hint" id={htmlFor === undefined ? undefined : `${htmlFor}-hint`}>
            {hint}
          </p>
        )}
      </div>
      <div className="line-row__control">
        {children}
        {note !== undefined && flaw === null && <p className="line-row__note num">{note}</p>}
        {flaw !== null && (
          <p
            className="line-row__flaw"
            data-tell
            id={htmlFor === undefined ? undefined : `${htmlFor}-flaw`}
          >
            {flaw}
          </p>
        )}
      </div>
    </div>
  );
}

function describedBy(id: string, hint: string, flaw: string | null): string | undefined {
  const ids = [hint === "" ? null : `${id}-hint`, flaw === null ? null : `${id}-flaw`];
  return ids.filter((each) => each !== null).join(" ") || undefined;
}

interface TextRowProps {
  readonly field: string;
  readonly said: Said;
  readonly value: string;
  readonly lines?: number;
  readonly placeholder?: string;
  readonly list?: readonly string[];
  readonly autoFocus?: boolean;
  change(value: string): void;
}

export function TextRow(props: TextRowProps) {
  const { field, said, value, lines, placeholder, list, autoFocus, change } = props;
  const { draft, isLocked } = useForm();
  const id = useId();
  const flaw = flawOf(draft, field);
  const shared = {
    id,
    value,
    placeholder: placeholder ?? "",
    disabled: isLocked,
    error: flaw !== null,
    "aria-describedby": describedBy(id, said[1], flaw),
    "data-autofocus": autoFocus === true || undefined,
  };
  return (
    <Row field={field} said={said} htmlFor={id}>
      {lines === undefined ? (
        <TextInput
          {...shared}
          {...(list === undefined ? {} : { list: `${id}-list` })}
          autoComplete="off"
          onChange={(event) => change(event.currentTarget.value)}
        />
      ) : (
        <Textarea
          {...shared}
          rows={lines}
          onChange={(event) => change(event.currentTarget.value)}
        />
      )}
      {list !== undefined && (
        <datalist id={`${id}-list`}>
          {list.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
    </Row>
  );
}

interface NumberFieldProps {
  readonly id?: string;
  readonly label?: string;
  readonly value: number | null;
  readonly unit?: string;
  readonly empty?: boolean;
  readonly flawed?: boolean;
  readonly describedBy?: string | undefined;
  /** `null`: it is left empty. What is no number goes on as it was typed: the server says so. */
  change(value: number | null): void;
}

/** A whole number. What isn't one stays in sight, and is `NaN` to the form. */
export function NumberField(props: NumberFieldProps) {
  const { id, label, value, unit, empty, flawed, describedBy: described, change } = props;
  const { isLocked } = useForm();
  const shown = value === null ? "" : Number.isNaN(value) ? null : String(value);
  const [typed, setTyped] = useState(shown ?? "");
  const text = shown === null || wholeNumber(typed) === value ? typed : shown;
  return (
    <TextInput
      {...(id === undefined ? {} : { id })}
      {...(label === undefined ? {} : { "aria-label": label })}
      className="number"
      inputMode="numeric"
      autoComplete="off"
      value={text}
      disabled={isLocked}
      error={flawed === true || shown === null}
      aria-describedby={described}
      rightSection={unit === undefined || unit === "" ? null : <span className="unit">{unit}</span>}
      onChange={(event) => {
        const now = event.currentTarget.value;
        setTyped(now);
        change(now.trim() === "" && empty === true ? null : (wholeNumber(now) ?? Number.NaN));
      }}
    />
  );
}

interface NumberRowProps {
  readonly field: string;
  readonly said: Said;
  readonly value: number | null;
  readonly unit: string;
  readonly bounds?: readonly [number, number];
  readonly empty?: boolean;
  change(value: number | null): void;
}

/** A number with its bounds beneath; seconds also in the units that people count in. */
export function NumberRow({ field, said, value, unit, bounds, empty, change }: NumberRowProps) {
  const words = useSetupWords();
  const { draft } = useForm();
  const id = useId();
  const flaw = flawOf(draft, field);
  const isLong = unit === words.units.s && value !== null && value >= 60;
  const told = [
    isLong ? words.stretch.same(stretch(value)) : null,
    bounds === undefined
      ? null
      : words.range(bounds[0].toLocaleString("en"), bounds[1].toLocaleString("en")),
  ].filter((each) => each !== null);
  return (
    <Row field={field} said={said} htmlFor={id} note={told.join(" · ")}>
      <NumberField
        id={id}
        value={value}
        unit={unit}
        empty={empty === true}
        flawed={flaw !== null}
        describedBy={describedBy(id, said[1], flaw)}
        change={change}
      />
    </Row>
  );
}

interface SwitchRowProps {
  readonly field: string;
  readonly said: Said;
  readonly value: boolean;
  readonly disabled?: boolean;
  change(value: boolean): void;
}

export function SwitchRow({ field, said, value, disabled, change }: SwitchRowProps) {
  const { draft, isLocked } = useForm();
  const id = useId();
  return (
    <Row field={field} said={said} htmlFor={id}>
      <Switch
        id={id}
        className="switch"
        size="sm"
        withThumbIndicator={false}
        checked={value}
        disabled={isLocked || disabled === true}
        aria-describedby={describedBy(id, said[1], flawOf(draft, field))}
        onChange={(event) => change(event.currentTarget.checked)}
      />
    </Row>
  );
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

interface SelectRowProps {
  readonly field: string;
  readonly said: Said;
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly disabled?: boolean;
  change(value: string): void;
}

/** One of a few. A value that isn't among them any more stays in sight. */
export function SelectRow({ field, said, value, choices, disabled, change }: SelectRowProps) {
  const { draft, isLocked } = useForm();
  const words = useSetupWords();
  const id = useId();
  const flaw = flawOf(draft, field);
  const known = choices.some((choice) => choice.value === value);
  const missing = value === "" ? words.choose : value;
  return (
    <Row field={field} said={said} htmlFor={id}>
      <NativeSelect
        id={id}
        value={value}
        disabled={isLocked || disabled === true}
        error={flaw !== null}
        aria-describedby={describedBy(id, said[1], flaw)}
        data={[...(known ? [] : [{ value, label: missing }]), ...choices]}
        onChange={(event) => change(event.currentTarget.value)}
      />
    </Row>
  );
}
