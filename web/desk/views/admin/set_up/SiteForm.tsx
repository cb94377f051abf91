import { Button, CopyButton, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useId } from "react";
import type { Site } from "../../../../protocol/generated/directory.ts";
import { all, titleOf } from "../../../state/directory.ts";
import { flawOf, idOfDraft, isNew } from "../../../state/drafts.ts";
import { originIn } from "../../../state/setup_checks.ts";
import { useAdmin, useForm, useSetup, useSetupWords } from "./admin_context.ts";
import { FormEditor } from "./FormEditor.tsx";
import { EntryFlaw, RemoveButton } from "./Pickers.tsx";
import { Card, Row, SelectRow, TextRow } from "./Rows.tsx";
import { RulesEditor } from "./RulesEditor.tsx";
import { SiteAfter } from "./SiteAfter.tsx";
import { SiteArticles } from "./SiteArticles.tsx";
import { SiteCoBrowse } from "./SiteCoBrowse.tsx";
import { SiteFiles } from "./SiteFiles.tsx";
import { SiteIdentity } from "./SiteIdentity.tsx";
import { SiteLauncher } from "./SiteLauncher.tsx";
import { SiteProactive } from "./SiteProactive.tsx";
import { SiteTheme } from "./SiteTheme.tsx";

const TIME_ZONES: readonly string[] = Intl.supportedValuesOf("timeZone");

export function SiteForm({ site }: { readonly site: Site }) {
  const { draft, change } = useForm();
  const { site: w } = useSetupWords();
  return (
    <>
      <Card heading={w.basics}>
        <TextRow
          field="name"
          said={w.name}
          value={site.name}
          autoFocus
          change={(name) => change({ name })}
        />
        {isNew(draft) ? <FirstQueue /> : <DefaultQueue site={site} />}
        <TextRow
          field="time_zone"
          said={w.timeZone}
          value={site.time_zone}
          list={TIME_ZONES}
          change={(time_zone) => change({ time_zone })}
        />
        <TextRow
          field="language"
          said={w.language}
          value={site.language}
          change={(language) => change({ language })}
        />
        <Row field="" said={w.origins}>
          <Origins origins={site.allowed_origins} />
        </Row>
      </Card>
      <Card heading={w.look}>
        <BrandRow brand={site.brand} />
        <TextRow
          field="greeting"
          said={w.greeting}
          value={site.greeting}
          lines={2}
          change={(greeting) => change({ greeting })}
        />
      </Card>
      <SiteTheme site={site} />
      <FormEditor site={site} />
      {!isNew(draft) && <RulesEditor site={site} />}
      <SiteLauncher site={site} />
      <SiteProactive site={site} />
      <SiteArticles site={site} />
      <SiteFiles site={site} />
      <SiteCoBrowse site={site} />
      <SiteAfter site={site} />
      <SiteIdentity site={site} isNew={isNew(draft)} />
      {!isNew(draft) && <Snippet id={idOfDraft(draft)} />}
      {!isNew(draft) && <OwnPage id={idOfDraft(draft)} />}
    </>
  );
}

function FirstQueue() {
  const { draft } = useForm();
  const admin = useAdmin();
  const { site: w } = useSetupWords();
  return (
    <TextRow
      field="firstQueue"
      said={w.firstQueue}
      value={draft.firstQueue}
      change={(firstQueue) =>
        admin.put({
          ...draft,
          firstQueue,
          flaws: draft.flaws.filter(({ field }) => field !== "firstQueue"),
        })
      }
    />
  );
}

function DefaultQueue({ site }: { readonly site: Site }) {
  const { change } = useForm();
  const setup = useSetup();
  const { site: w } = useSetupWords();
  const own = all(setup, "queue").filter(({ record }) => record.site_id === site.site_id);
  return (
    <SelectRow
      field="default_queue_id"
      said={w.defaultQueue}
      value={site.default_queue_id}
      choices={own.map(({ record }) => ({ value: record.queue_id, label: titleOf(record) }))}
      change={(default_queue_id) => change({ default_queue_id })}
    />
  );
}

function Origins({ origins }: { readonly origins: readonly string[] }) {
  const { draft, change, isLocked } = useForm();
  const { site: w, add } = useSetupWords();
  const put = (place: number, text: string): void =>
    change({ allowed_origins: origins.map((each, at) => (at === place ? text : each)) });
  return (
    <div className="entries">
      {origins.length === 0 && <p className="entries__none">{w.originsNone}</p>}
      {origins.map((origin, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an origin that is being typed is its place
        <div className="entry" key={place}>
          <TextInput
            className="entry__text"
            aria-label={`${w.origins[0]} ${place + 1}`}
            placeholder="https://shop.example"
            inputMode="url"
            autoComplete="off"
            value={origin}
            disabled={isLocked}
            error={flawOf(draft, `allowed_origins[${place}]`) !== null}
            onChange={(event) => put(place, event.currentTarget.value)}
            onBlur={(event) => {
              const tidy = originIn(event.currentTarget.value);
              if (tidy !== origin) put(place, tidy);
            }}
          />
          <RemoveButton
            what={origin || `${w.origins[0]} ${place + 1}`}
            remove={() => change({ allowed_origins: origins.filter((_, at) => at !== place) })}
          />
          <EntryFlaw field={`allowed_origins[${place}]`} />
        </div>
      ))}
      <Button
        variant="default"
        className="adder-button"
        disabled={isLocked}
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => change({ allowed_origins: [...origins, ""] })}
      >
        {add}
      </Button>
    </div>
  );
}

function BrandRow({ brand }: { readonly brand: string }) {
  const { draft, change, isLocked } = useForm();
  const { site: w } = useSetupWords();
  const id = useId();
  return (
    <Row field="brand" said={w.brand} htmlFor={id}>
      <div className="brand">
        <input
          type="color"
          aria-label={w.brand[0]}
          disabled={isLocked}
          value={/^#[0-9a-f]{6}$/i.test(brand) ? brand : "#000000"}
          onChange={(event) => change({ brand: event.currentTarget.value })}
        />
        <TextInput
          id={id}
          value={brand}
          disabled={isLocked}
          autoComplete="off"
          error={flawOf(draft, "brand") !== null}
          onChange={(event) => change({ brand: event.currentTarget.value })}
        />
      </div>
    </Row>
  );
}

/** The chat without a page of the site around it. */
function OwnPage({ id }: { readonly id: string }) {
  const { site: w } = useSetupWords();
  const address = `${location.origin}/chat/${encodeURIComponent(id)}`;
  return (
    <Card heading={w.ownPage} text={w.ownPageText}>
      <div className="snippet">
        <pre>
          <a href={address} target="_blank" rel="noopener noreferrer">
            {address}
          </a>
        </pre>
        <CopyButton value={address}>
          {({ copied, copy }) => (
            <Button variant="default" aria-label={w.copyLink} onClick={copy}>
              {copied ? w.copied : w.copySnippet}
            </Button>
          )}
        </CopyButton>
      </div>
    </Card>
  );
}

function Snippet({ id }: { readonly id: string }) {
  const { site: w } = useSetupWords();
  const code = `<script async src="${location.origin}/parlour.js" data-site="${id}"></script>`;
  return (
    <Card heading={w.snippet} text={w.snippetText}>
      <div className="snippet">
        <pre>
          <code>{code}</code>
        </pre>
        <CopyButton value={code}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? w.copied : w.copySnippet}
            </Button>
          )}
        </CopyButton>
      </div>
    </Card>
  );
}
