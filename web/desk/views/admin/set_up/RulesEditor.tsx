import { ActionIcon, Button, NativeSelect, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowRight, IconArrowUp, IconPlus } from "@tabler/icons-react";
import type { RoutingRule, Site } from "../../../../protocol/generated/directory.ts";
import { all, titleOf } from "../../../state/directory.ts";
import { flawOf } from "../../../state/drafts.ts";
import { moved } from "../../../state/lists.ts";
import { useForm, useSetup, useSetupWords } from "./admin_context.ts";
import { Adder, EntryFlaw, RemoveButton } from "./Pickers.tsx";
import { Card } from "./Rows.tsx";

/** Which requests go to which queue, in the order in which the rules are asked. */
export function RulesEditor({ site }: { readonly site: Site }) {
  const { change, isLocked } = useForm();
  const { site: w } = useSetupWords();
  const { rules } = site;
  const put = (next: readonly RoutingRule[]): void => change({ rules: next });
  const fresh = {
    queue_id: site.default_queue_id,
    page_contains: "",
    language: "",
    answers: {},
  };
  return (
    <Card heading={w.rules} text={w.rulesText}>
      <div className="entries entries--padded">
        {rules.length === 0 && <p className="entries__none">{w.noRules}</p>}
        {rules.map((rule, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place
          <Rule key={place} site={site} rule={rule} place={place} put={put} />
        ))}
        <Button
          variant="default"
          className="adder-button"
          disabled={isLocked}
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => put([...rules, fresh])}
        >
          {w.addRule}
        </Button>
        <EntryFlaw field="rules" alone />
      </div>
    </Card>
  );
}

interface RuleProps {
  readonly site: Site;
  readonly rule: RoutingRule;
  readonly place: number;
  put(rules: readonly RoutingRule[]): void;
}

function Rule({ site, rule, place, put }: RuleProps) {
  const { isLocked } = useForm();
  const words = useSetupWords();
  const { site: w } = words;
  const name = w.rule(place + 1);
  const { rules } = site;
  const set = (part: Partial<RoutingRule>): void =>
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
        <Condition
          label={w.whenPage}
          name={name}
          value={rule.page_contains}
          field={`rules[${place}].page_contains`}
          placeholder="/returns"
          set={(page_contains) => set({ page_contains })}
        />
        <Condition
          label={w.whenLanguage}
          name={name}
          value={rule.language}
          field={`rules[${place}].language`}
          placeholder="de"
          set={(language) => set({ language })}
        />
        <Answers site={site} rule={rule} place={place} name={name} set={set} />
      </div>
      <RuleTarget site={site} rule={rule} place={place} name={name} set={set} />
      <EntryFlaw field={`rules[${place}]`} />
    </fieldset>
  );
}

interface PartProps {
  readonly site: Site;
  readonly rule: RoutingRule;
  readonly place: number;
  readonly name: string;
  set(part: Partial<RoutingRule>): void;
}

function Answers({ site, rule, place, name, set }: PartProps) {
  const { site: w } = useSetupWords();
  const label = (id: string): string => site.fields.find((field) => field.id === id)?.label || id;
  const free = site.fields.filter(({ id }) => !(id in rule.answers));
  return (
    <>
      {Object.entries(rule.answers).map(([id, answer]) => (
        <div key={id} className="rule__answer">
          <Condition
            label={w.whenAnswer(label(id))}
            name={name}
            value={answer}
            field={`rules[${place}].answers.${id}`}
            placeholder=""
            set={(now) => set({ answers: { ...rule.answers, [id]: now } })}
          />
          <RemoveButton
            what={w.whenAnswer(label(id))}
            remove={() => {
              const { [id]: _gone, ...answers } = rule.answers;
              set({ answers });
            }}
          />
        </div>
      ))}
      <Adder
        label={w.addAnswer}
        choices={free.map(({ id }) => ({ value: id, label: label(id) }))}
        add={(id) => set({ answers: { ...rule.answers, [id]: "" } })}
      />
    </>
  );
}

function RuleTarget({ site, rule, place, name, set }: PartProps) {
  const { draft } = useForm();
  const { site: w } = useSetupWords();
  const own = all(useSetup(), "queue").filter(({ record }) => record.site_id === site.site_id);
  const choices = own.map(({ record }) => ({ value: record.queue_id, label: titleOf(record) }));
  const known = choices.some(({ value }) => value === rule.queue_id);
  return (
    <div className="rule__target">
      <IconArrowRight size={15} aria-hidden />
      <span>{w.goesTo}</span>
      <NativeSelect
        aria-label={`${name}: ${w.goesTo}`}
        value={rule.queue_id}
        error={flawOf(draft, `rules[${place}].queue_id`) !== null}
        data={[...(known ? [] : [{ value: rule.queue_id, label: rule.queue_id }]), ...choices]}
        onChange={(event) => set({ queue_id: event.currentTarget.value })}
      />
    </div>
  );
}

interface ConditionProps {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly field: string;
  readonly placeholder: string;
  set(value: string): void;
}

function Condition({ label, name, value, field, placeholder, set }: ConditionProps) {
  const { draft } = useForm();
  return (
    <div className="rule__condition" data-empty={value === ""}>
      <span aria-hidden>{label}</span>
      <TextInput
        aria-label={`${name}: ${label}`}
        placeholder={placeholder}
        autoComplete="off"
        value={value}
        error={flawOf(draft, field) !== null}
        onChange={(event) => set(event.currentTarget.value)}
      />
    </div>
  );
}
