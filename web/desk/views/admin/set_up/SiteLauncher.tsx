import type { Launcher, Site } from "../../../../protocol/generated/directory.ts";
import { useForm, useSetupWords } from "./admin_context.ts";
import { Card, NumberRow, SelectRow, TextRow } from "./Rows.tsx";

/** When a chat is offered, and what is offered instead. */
export function SiteLauncher({ site }: { readonly site: Site }) {
  const { change } = useForm();
  const { visiting: w, units } = useSetupWords();
  const { launcher } = site;
  const set = (part: Partial<Launcher>): void => change({ launcher: { ...launcher, ...part } });
  return (
    <Card heading={w.launcher} text={w.launcherText}>
      <NumberRow
        field="launcher.wait_threshold_s"
        said={w.wait}
        value={launcher.wait_threshold_s}
        unit={units.s}
        bounds={[0, 86_400]}
        empty
        change={(wait_threshold_s) => set({ wait_threshold_s })}
      />
      <NumberRow
        field="launcher.min_sessions_available"
        said={w.sessions}
        value={launcher.min_sessions_available}
        unit={w.free}
        bounds={[0, 1000]}
        change={(count) => set({ min_sessions_available: count ?? 0 })}
      />
      <SelectRow
        field="launcher.when_busy"
        said={w.whenBusy}
        value={launcher.when_busy}
        choices={choices(w.busy)}
        change={(wish) => set({ when_busy: wish as Launcher["when_busy"] })}
      />
      <SelectRow
        field="launcher.when_closed"
        said={w.whenClosed}
        value={launcher.when_closed}
        choices={choices(w.closed)}
        change={(wish) => set({ when_closed: wish as Launcher["when_closed"] })}
      />
      <TextRow
        field="mail"
        said={w.mail}
        value={site.mail}
        placeholder="shop@shop.example"
        change={(mail) => change({ mail })}
      />
    </Card>
  );
}

function choices(words: Readonly<Record<string, string>>) {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}
