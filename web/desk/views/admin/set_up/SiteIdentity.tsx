import { Button, CopyButton, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Site } from "../../../../protocol/generated/directory.ts";
import { exact } from "../../../state/time.ts";
import { useWords } from "../../desk_context.ts";
import { useAdmin, useForm, useRefresh, useSetup, useSetupWords } from "./admin_context.ts";
import { Card, SelectRow } from "./Rows.tsx";

/** Whether the site vouches for its visitors, and the secret it does so with. */
export function SiteIdentity({ site, isNew }: { readonly site: Site; readonly isNew: boolean }) {
  const { change } = useForm();
  const { widget: w } = useSetupWords();
  return (
    <Card heading={w.identity} text={w.identityText}>
      <SelectRow
        field="identity"
        said={w.mode}
        value={site.identity}
        choices={Object.entries(w.modes).map(([value, label]) => ({ value, label }))}
        change={(identity) => change({ identity: identity as Site["identity"] })}
      />
      {!isNew && <Secret id={site.site_id} />}
    </Card>
  );
}

/** What is done at once, beside the record. */
function Secret({ id }: { readonly id: string }) {
  const { http } = useAdmin();
  const { widget: w, site: s } = useSetupWords();
  const { locale } = useWords();
  const since = useSetup().secrets[id];
  const refresh = useRefresh();
  const [secret, setSecret] = useState("");
  const [hasFailed, setFailed] = useState(false);
  const make = async (): Promise<void> => {
    setFailed(false);
    try {
      setSecret((await http.siteSecret(id)).secret);
      await refresh();
    } catch {
      setFailed(true);
    }
  };
  return (
    <div className="link-shown">
      <p className="card__text">
        {since === undefined ? w.noSecret : w.secretSince(exact(since, locale))}
        {since !== undefined && ` ${w.renewText}`}
      </p>
      {secret !== "" && (
        <>
          <p className="card__text" data-tone="amber">
            {w.secretOnce}
          </p>
          <div className="snippet">
            <TextInput
              readOnly
              aria-label={w.secret}
              value={secret}
              className="link-shown__address"
            />
            <CopyButton value={secret}>
              {({ copied, copy }) => (
                <Button variant="default" onClick={copy}>
                  {copied ? s.copied : s.copySnippet}
                </Button>
              )}
            </CopyButton>
          </div>
        </>
      )}
      <div className="access access--acts">
        <Button variant="default" onClick={() => void make()}>
          {since === undefined ? w.makeSecret : w.renewSecret}
        </Button>
      </div>
      {hasFailed && (
        <p className="line-row__flaw" data-tell>
          {w.failed}
        </p>
      )}
    </div>
  );
}
