/** Lists of other records within a record: which queues with which rank, which skills how well. */

import { ActionIcon, NativeSelect } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { all, idOf, type Kind, titleIn, titleOf } from "../../../state/directory.ts";
import { flawAt, flawOf } from "../../../state/drafts.ts";
import { useForm, useSetup, useSetupWords } from "./admin_context.ts";
import { type Choice, NumberField } from "./Rows.tsx";

export function useChoices(kind: Kind): readonly Choice[] {
  return all(useSetup(), kind).map(({ record }) => ({
    value: idOf(kind, record),
    label: titleOf(record),
  }));
}

interface AdderProps {
  readonly label: string;
  readonly choices: readonly Choice[];
  add(value: string): void;
}

/** Adds one of those that are not there yet. */
export function Adder({ label, choices, add }: AdderProps) {
  const { isLocked } = useForm();
  if (choices.length === 0) return null;
  return (
    <NativeSelect
      className="adder"
      aria-label={label}
      value=""
      disabled={isLocked}
      data={[{ value: "", label: `+ ${label}` }, ...choices]}
      onChange={(event) => event.currentTarget.value !== "" && add(event.currentTarget.value)}
    />
  );
}

export function RemoveButton({
  what,
  remove,
}: {
  readonly what: string;
  readonly remove: () => void;
}) {
  const words = useSetupWords();
  const { isLocked } = useForm();
  return (
    <ActionIcon size={28} aria-label={words.remove(what)} disabled={isLocked} onClick={remove}>
      <IconX size={15} aria-hidden />
    </ActionIcon>
  );
}

/** What is wrong with an entry or a list, below it; `alone`: its parts tell theirs by themselves. */
export function EntryFlaw({ field, alone }: { readonly field: string; readonly alone?: boolean }) {
  const { draft } = useForm();
  const flaw = alone === true ? flawAt(draft, field) : flawOf(draft, field);
  return flaw === null ? null : (
    <p className="line-row__flaw" data-tell>
      {flaw}
    </p>
  );
}

interface LevelsProps {
  readonly field: string;
  readonly kind: Kind;
  readonly value: Readonly<Record<string, number>>;
  readonly words: { readonly number: string; readonly none: string; readonly add: string };
  readonly first: number;
  change(value: Readonly<Record<string, number>>): void;
}

/** Records of a kind, each with a number: a queue's rank, a skill's level. Lowest rank first. */
export function Levels({ field, kind, value, words, first, change }: LevelsProps) {
  const setup = useSetup();
  const choices = useChoices(kind);
  const { draft } = useForm();
  const entries = Object.entries(value).toSorted(
    ([a, one], [b, other]) =>
      (kind === "queue" ? one - other : 0) ||
      titleIn(setup, kind, a).localeCompare(titleIn(setup, kind, b)),
  );
  const next = kind === "queue" ? Math.max(0, ...Object.values(value)) + 1 : first;
  return (
    <div className="entries">
      {entries.length === 0 && <p className="entries__none">{words.none}</p>}
      {entries.map(([id, level]) => {
        const title = titleIn(setup, kind, id);
        return (
          <div className="entry" key={id}>
            <span className="entry__name">{title}</span>
            <span className="entry__unit" aria-hidden>
              {words.number}
            </span>
            <NumberField
              label={`${title}: ${words.number}`}
              value={level}
              flawed={flawOf(draft, `${field}.${id}`) !== null}
              change={(now) => change({ ...value, [id]: now ?? Number.NaN })}
            />
            <RemoveButton
              what={title}
              remove={() => {
                const { [id]: _gone, ...others } = value;
                change(others);
              }}
            />
          </div>
        );
      })}
      <Adder
        label={words.add}
        choices={choices.filter(({ value: id }) => !(id in value))}
        add={(id) => change({ ...value, [id]: next })}
      />
    </div>
  );
}
