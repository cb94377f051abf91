import { ActionIcon, Button } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus } from "@tabler/icons-react";
import type { ProactiveRule, Site } from "../../../../protocol/generated/directory.ts";
import { moved } from "../../../state/lists.ts";
import { useForm, useSetupWords } from "./admin_context.ts";
import { LabelledNumber, LabelledText } from "./Labelled.tsx";
import { EntryFlaw, RemoveButton } from "./Pickers.tsx";
import { Card } from "./Rows.tsx";

const FRESH: ProactiveRule = { text: "", page_contains: "", after_s: 30, min_pages: 1 };

/** What is said to visitors who have not asked, in the order in which the rules are tried. */
export function SiteProactive({ site }: { readonly site: Site }) {
  const { change, isLocked } = useForm();
  const { visiting: w } = useSetupWords();
  const { proactive: rules } = site;
  const put = (next: readonly ProactiveRule[]): void => change({ proactive: next });
  return (
    <Card heading={w.proactive} text={w.proactiveText}>
      <div className="entries entries--padded">
        {rules.length === 0 && <p className="entries__none">{w.noProactive}</p>}
        {rules.map((rule, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place
          <Rule key={place} rules={rules} rule={rule} place={place} put={put} />
        ))}
        <Button
          variant="default"
          className="adder-button"
          disabled={isLocked}
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => put([...rules, FRESH])}
        >
          {w.addProactive}
        </Button>
        <EntryFlaw field="proactive" alone />
      </div>
    </Card>
  );
}

interface RuleProps {
  readonly rules: readonly ProactiveRule[];
  readonly rule: ProactiveRule;
  readonly place: number;
  put(rules: readonly ProactiveRule[]): void;
}

function Rule({ rules, rule, place, put }: RuleProps) {
  const { isLocked } = useForm();
  const words = useSetupWords();
  const { visiting: w } = words;
  const name = w.rule(place + 1);
  const field = `proactive[${place}]`;
  const set = (part: Partial<ProactiveRule>): void =>
    put(rules.map((each, at) => (at === place ? { ...each, ...part } : each)));
  return (
    <fieldset className="rule" disabled={isLocked}>
      <legend>{name}</legend>
      <span className="rule__acts">
        <ActionIcon
          size={28}
          aria-label={words.up(name)}
          disabled={place === 0}
          onClick={() => put(moved(rules, place, place - 1))}
        >
          <IconArrowUp size={15} aria-hidden />
        </ActionIcon>
        <ActionIcon
          size={28}
          aria-label={words.down(name)}
          disabled={place === rules.length - 1}
          onClick={() => put(moved(rules, place, place + 1))}
        >
          <IconArrowDown size={15} aria-hidden />
        </ActionIcon>
        <RemoveButton what={name} remove={() => put(rules.filter((_, at) => at !== place))} />
      </span>
      <div className="rule__conditions">
        <LabelledText
          label={w.text}
          name={name}
          field={`${field}.text`}
          value={rule.text}
          placeholder={w.textExample}
          set={(text) => set({ text })}
        />
        <LabelledText
          label={w.whenPage}
          name={name}
          field={`${field}.page_contains`}
          value={rule.page_contains}
          placeholder="/checkout"
          set={(page_contains) => set({ page_contains })}
        />
        <LabelledNumber
          label={w.after}
          name={name}
          field={`${field}.after_s`}
          value={rule.after_s}
          set={(after_s) => set({ after_s })}
        />
        <LabelledNumber
          label={w.pages}
          name={name}
          field={`${field}.min_pages`}
          value={rule.min_pages}
          set={(min_pages) => set({ min_pages })}
        />
      </div>
      <EntryFlaw field={field} />
    </fieldset>
  );
}
