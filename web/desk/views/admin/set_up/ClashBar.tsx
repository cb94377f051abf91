import { Button } from "@mantine/core";
import { IconGitMerge } from "@tabler/icons-react";
import { type Clash, type Draft, disputed } from "../../../state/drafts.ts";
import { useAdmin, useRefresh, useSetupWords } from "./admin_context.ts";
import { Differences } from "./Differences.tsx";

interface ClashBarProps {
  readonly draft: Draft;
  readonly clash: Clash;
}

/** Somebody else was quicker: what they did, and whose version goes on. */
export function ClashBar({ draft, clash }: ClashBarProps) {
  const admin = useAdmin();
  const refresh = useRefresh();
  const words = useSetupWords();
  const w = words.form.clash;
  const who = clash.current?.by_name ?? "";
  const both = disputed(draft).map((field) => words.fields[field] ?? field);
  return (
    <section className="clash" data-tell>
      <IconGitMerge size={18} aria-hidden />
      <div>
        <h3>{clash.record === null ? w.gone(who) : w.heading(who)}</h3>
        {clash.record !== null && (
          <>
            <p>
              {w.text} {both.length > 0 && w.disputed(both.join(", "))}
            </p>
            <Differences kind={draft.kind} before={draft.before} after={clash.record} />
          </>
        )}
        <div className="clash__acts">
          {clash.record !== null && (
            <Button variant="default" onClick={() => admin.keepMine(draft)}>
              {w.mine}
            </Button>
          )}
          <Button
            variant="default"
            onClick={() => {
              admin.discard(draft);
              void refresh();
            }}
          >
            {w.theirs}
          </Button>
        </div>
      </div>
    </section>
  );
}
