import type { ProactiveRule, Site } from "../../../../protocol/generated/directory.ts";
import { useForm, useSetupWords } from "./admin_context.ts";
import { LabelledNumber, LabelledText } from "./Labelled.tsx";
import { OrderedRules } from "./OrderedRules.tsx";

const FRESH: ProactiveRule = { text: "", page_contains: "", after_s: 30, min_pages: 1 };

/** What is said to visitors who have not asked, in the order in which the rules are tried. */
export function SiteProactive({ site }: { readonly site: Site }) {
  const { change } = useForm();
  const { visiting: w } = useSetupWords();
  const words = {
    heading: w.proactive,
    text: w.proactiveText,
    none: w.noProactive,
    add: w.addProactive,
    rule: w.rule,
  };
  return (
    <OrderedRules
      words={words}
      field="proactive"
      rules={site.proactive}
      fresh={FRESH}
      put={(proactive) => change({ proactive })}
    >
      {({ rule, name, field, set }) => (
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
      )}
    </OrderedRules>
  );
}
