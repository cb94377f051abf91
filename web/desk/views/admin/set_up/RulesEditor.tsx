import { NativeSelect, TextInput } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import type { RoutingRule, Site } from "../../../../protocol/generated/directory.ts";
import { all, titleOf } from "../../../state/directory.ts";
import { flawOf } from "../../../state/drafts.ts";
import { useForm, useSetup, useSetupWords } from "./admin_context.ts";
import { OrderedRules, type RuleInHand } from "./OrderedRules.tsx";
import { Adder, RemoveButton } from "./Pickers.tsx";

/** Which requests go to which queue, in the order in which the rules are asked. */
export function RulesEditor({ site }: { readonly site: Site }) {
  const { change } = useForm();
  const { site: w } = useSetupWords();
  const words = {
    heading: w.rules,
    text: w.rulesText,
    none: w.noRules,
    add: w.addRule,
    rule: w.rule,
  };
  const fresh: RoutingRule = {
    queue_id: site.default_queue_id,
    page_contains: "",
    language: "",
    answers: {},
  };
  return (
    <OrderedRules
      words={words}
      field="rules"
      rules={site.rules}
      fresh={fresh}
      put={(rules) => change({ rules })}
    >
      {(hand) => (
        <>
          <div className="rule__conditions">
            <Condition
              label={w.whenPage}
              name={hand.name}
              value={hand.rule.page_contains}
              field={`${hand.field}.page_contains`}
              placeholder="/returns"
              set={(page_contains) => hand.set({ page_contains })}
            />
            <Condition
              label={w.whenLanguage}
              name={hand.name}
              value={hand.rule.language}
              field={`${hand.field}.language`}
              placeholder="de"
              set={(language) => hand.set({ language })}
            />
            <Answers site={site} {...hand} />
          </div>
          <RuleTarget site={site} {...hand} />
        </>
      )}
    </OrderedRules>
  );
}

interface PartProps extends RuleInHand<RoutingRule> {
  readonly site: Site;
}

function Answers({ site, rule, field, name, set }: PartProps) {
  const { site: w } = useSetupWords();
  const label = (id: string): string => site.fields.find((each) => each.id === id)?.label || id;
  const free = site.fields.filter(({ id }) => !(id in rule.answers));
  return (
    <>
      {Object.entries(rule.answers).map(([id, answer]) => (
        <div key={id} className="rule__answer">
          <Condition
            label={w.whenAnswer(label(id))}
            name={name}
            value={answer}
            field={`${field}.answers.${id}`}
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

function RuleTarget({ site, rule, field, name, set }: PartProps) {
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
        error={flawOf(draft, `${field}.queue_id`) !== null}
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
