import { ActionIcon, Button } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { moved } from "../../../state/lists.ts";
import { useForm, useSetupWords } from "./admin_context.ts";
import { EntryFlaw, RemoveButton } from "./Pickers.tsx";
import { Card } from "./Rows.tsx";

/** One rule, and where its parts stand in the record. */
export interface RuleInHand<Rule> {
  readonly rule: Rule;
  readonly name: string;
  readonly field: string;
  set(part: Partial<Rule>): void;
}

interface OrderedRulesProps<Rule> {
  readonly words: {
    readonly heading: string;
    readonly text: string;
    readonly none: string;
    readonly add: string;
    rule(number: number): string;
  };
  /** Of the record. */
  readonly field: string;
  readonly rules: readonly Rule[];
  readonly fresh: Rule;
  put(rules: readonly Rule[]): void;
  children(hand: RuleInHand<Rule>): ReactNode;
}

/** Rules that are asked one after the other: added, moved, removed. */
export function OrderedRules<Rule>(props: OrderedRulesProps<Rule>) {
  const { isLocked } = useForm();
  const { words, field, rules, fresh, put } = props;
  return (
    <Card heading={words.heading} text={words.text}>
      <div className="entries entries--padded">
        {rules.length === 0 && <p className="entries__none">{words.none}</p>}
        {rules.map((_, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place
          <OneRule key={place} place={place} {...props} />
        ))}
        <Button
          variant="default"
          className="adder-button"
          disabled={isLocked}
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => put([...rules, fresh])}
        >
          {words.add}
        </Button>
        <EntryFlaw field={field} alone />
      </div>
    </Card>
  );
}

function OneRule<Rule>(props: OrderedRulesProps<Rule> & { readonly place: number }) {
  const { isLocked } = useForm();
  const { up, down } = useSetupWords();
  const { words, rules, place, put, children } = props;
  const name = words.rule(place + 1);
  const field = `${props.field}[${place}]`;
  const rule = rules[place];
  if (rule === undefined) return null;
  const set = (part: Partial<Rule>): void =>
    put(rules.map((each, at) => (at === place ? { ...each, ...part } : each)));
  return (
    <fieldset className="rule" disabled={isLocked}>
      <legend>{name}</legend>
      <span className="rule__acts">
        <ActionIcon
          size={28}
          aria-label={up(name)}
          disabled={place === 0}
          onClick={() => put(moved(rules, place, place - 1))}
        >
          <IconArrowUp size={15} aria-hidden />
        </ActionIcon>
        <ActionIcon
          size={28}
          aria-label={down(name)}
          disabled={place === rules.length - 1}
          onClick={() => put(moved(rules, place, place + 1))}
        >
          <IconArrowDown size={15} aria-hidden />
        </ActionIcon>
        <RemoveButton what={name} remove={() => put(rules.filter((_, at) => at !== place))} />
      </span>
      {children({ rule, name, field, set })}
      <EntryFlaw field={field} />
    </fieldset>
  );
}
