import type { Site } from "../../../../protocol/generated/directory.ts";
import { useForm, useSetupWords } from "./admin_context.ts";
import { Adder, EntryFlaw, RemoveButton } from "./Pickers.tsx";
import { Card, Row } from "./Rows.tsx";

/** Which files may be sent; how large and how many of them stands with the settings. */
export function SiteFiles({ site }: { readonly site: Site }) {
  const { change } = useForm();
  const { files: w } = useSetupWords();
  const { file_types: types } = site;
  const known = Object.entries(w.known).map(([value, label]) => ({ value, label }));
  const put = (next: readonly string[]): void => change({ file_types: [...next] });
  return (
    <Card heading={w.heading} text={w.text}>
      <Row field="file_types" said={w.types}>
        <div className="entries">
          {types.length === 0 && <p className="entries__none">{w.none}</p>}
          {types.map((type, place) => (
            <div className="entry" key={type}>
              <span className="entry__text">
                {w.known[type] ?? type}
                {w.known[type] !== undefined && <small className="entry__code"> {type}</small>}
              </span>
              <RemoveButton
                what={w.known[type] ?? type}
                remove={() => put(types.filter((each) => each !== type))}
              />
              <EntryFlaw field={`file_types[${place}]`} />
            </div>
          ))}
          <Adder
            label={w.add}
            choices={known.filter(({ value }) => !types.includes(value))}
            add={(type) => put([...types, type])}
          />
        </div>
      </Row>
    </Card>
  );
}
