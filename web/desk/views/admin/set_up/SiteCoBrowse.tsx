import { Textarea } from "@mantine/core";
import { useId, useState } from "react";
import { BOUNDS, type Site } from "../../../../protocol/generated/directory.ts";
import type { Said } from "../../../messages/setup.en.ts";
import { useForm, useSetupWords } from "./admin_context.ts";
import { Card, NumberRow, Row, SwitchRow, TextRow } from "./Rows.tsx";

/** Whether agents may ask to see a visitor's page, and what they never see of it. */
export function SiteCoBrowse({ site }: { readonly site: Site }) {
  const { change } = useForm();
  const { cobrowse: w } = useSetupWords();
  const { cobrowse: terms } = site;
  const put = (part: Partial<Site["cobrowse"]>): void =>
    change({ cobrowse: { ...terms, ...part } });
  return (
    <Card heading={w.heading} text={w.text}>
      <SwitchRow field="cobrowse.on" said={w.on} value={terms.on} change={(on) => put({ on })} />
      {terms.on && (
        <>
          <LinesRow
            field="cobrowse.pages"
            said={w.pages}
            value={terms.pages}
            placeholder="/account/"
            change={(pages) => put({ pages })}
          />
          <LinesRow
            field="cobrowse.masked"
            said={w.masked}
            value={terms.masked}
            placeholder=".balance"
            change={(masked) => put({ masked })}
          />
          <TextRow
            field="cobrowse.consent"
            said={w.consent}
            value={terms.consent}
            lines={3}
            change={(consent) => put({ consent })}
          />
          <SwitchRow
            field="cobrowse.keep"
            said={w.keep}
            value={terms.keep}
            change={(keep) => put({ keep })}
          />
          {terms.keep && (
            <NumberRow
              field="cobrowse.keep_days"
              said={w.keepDays}
              value={terms.keep_days}
              unit={w.days}
              bounds={BOUNDS.CoBrowseTerms.keep_days}
              change={(days) => put({ keep_days: days ?? 0 })}
            />
          )}
        </>
      )}
    </Card>
  );
}

interface LinesRowProps {
  readonly field: string;
  readonly said: Said;
  readonly value: readonly string[];
  readonly placeholder: string;
  change(value: readonly string[]): void;
}

/** A list, one a line. What is being typed stays as it is typed. */
function LinesRow({ field, said, value, placeholder, change }: LinesRowProps) {
  const { isLocked } = useForm();
  const id = useId();
  const [typed, setTyped] = useState(value.join("\n"));
  const isSame = listOf(typed).join("\n") === value.join("\n");
  return (
    <Row field={field} said={said} htmlFor={id}>
      <Textarea
        id={id}
        rows={3}
        value={isSame ? typed : value.join("\n")}
        placeholder={placeholder}
        disabled={isLocked}
        spellCheck={false}
        aria-describedby={`${id}-hint`}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          change(listOf(currentTarget.value));
        }}
      />
    </Row>
  );
}

function listOf(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
