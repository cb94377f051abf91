import { ActionIcon, NativeSelect, Switch, Tooltip } from "@mantine/core";
import { IconRestore } from "@tabler/icons-react";
import { useId } from "react";
import { type Settings, type Site, USUAL } from "../../../../protocol/generated/directory.ts";
import { all } from "../../../state/directory.ts";
import { flawOf } from "../../../state/drafts.ts";
import {
  bytes,
  SETTING_GROUP_NAMES,
  SETTING_GROUPS,
  type SettingRange,
  stretch,
} from "../../../state/setting_ranges.ts";
import { Blank } from "../../common/Blank.tsx";
import { useWords } from "../../desk_context.ts";
import { useForm, useGo, useSetup, useSetupWords } from "./admin_context.ts";
import { Link } from "./Link.tsx";
import { RecordForm } from "./RecordForm.tsx";
import { Card, NumberField } from "./Rows.tsx";
import { useDraftOf } from "./saving.ts";
import { ICONS } from "./sections.ts";

/** The settings of one site at a time. */
export function SettingsSection({ open }: { readonly open: string | null }) {
  const setup = useSetup();
  const words = useSetupWords();
  const sites = all(setup, "site");
  const chosen = sites.find(({ record }) => record.site_id === open) ?? sites[0];
  const Icon = ICONS.settings;
  if (chosen === undefined) {
    return (
      <div className="pane pane--only">
        <Blank icon={<Icon size={28} stroke={1.5} aria-hidden />} heading={words.kinds.site.none}>
          <p>{words.settings.none}</p>
        </Blank>
      </div>
    );
  }
  return <OfSite key={chosen.record.site_id} id={chosen.record.site_id} />;
}

function OfSite({ id }: { readonly id: string }) {
  const draft = useDraftOf("site", id);
  const go = useGo();
  const words = useSetupWords();
  const sites = all(useSetup(), "site");
  if (draft === null || !("settings" in draft.after)) return null;
  return (
    <div className="pane--only">
      <RecordForm
        draft={draft}
        top={
          <header className="form-top form-top--only">
            <Link to={{ page: "admin", chat: null }} className="form-top__back">
              {words.heading}
            </Link>
            <div className="form-top__title">
              <h1>{words.nav.settings}</h1>
              <p className="form-top__text">{words.settings.text}</p>
            </div>
            <NativeSelect
              aria-label={words.settings.site}
              value={id}
              data={sites.map(({ record }) => ({ value: record.site_id, label: record.name }))}
              onChange={(event) => go("settings", event.currentTarget.value)}
            />
          </header>
        }
      >
        <Groups site={draft.after} />
      </RecordForm>
    </div>
  );
}

function Groups({ site }: { readonly site: Site }) {
  const { settings: words } = useSetupWords();
  return SETTING_GROUP_NAMES.map((group) => (
    <Card key={group} heading={words.groups[group]}>
      {SETTING_GROUPS[group].map((range) => (
        <Setting key={range.name} range={range} settings={site.settings} />
      ))}
    </Card>
  ));
}

interface SettingProps {
  readonly range: SettingRange;
  readonly settings: Settings;
}

function Setting({ range, settings }: SettingProps) {
  const { draft, change, isLocked } = useForm();
  const words = useSetupWords();
  const id = useId();
  const { name } = range;
  const value = settings[name];
  const usual = USUAL.Settings[name];
  const flaw = flawOf(draft, `settings.${name}`);
  const set = (now: unknown): void => change({ settings: { ...settings, [name]: now } });
  return (
    <div className="line-row setting" data-flawed={flaw !== null}>
      <div className="line-row__said">
        <label className="setting__name" htmlFor={id}>
          {name}
        </label>
        <p className="line-row__hint" id={`${id}-hint`}>
          {words.settings.of[name]}
        </p>
      </div>
      <div className="line-row__control">
        <div className="setting__control">
          {typeof value === "boolean" ? (
            <Switch
              id={id}
              className="switch"
              size="sm"
              withThumbIndicator={false}
              checked={value}
              disabled={isLocked}
              aria-describedby={`${id}-hint`}
              onChange={(event) => set(event.currentTarget.checked)}
            />
          ) : (
            <NumberField
              id={id}
              value={value}
              unit={range.unit === "switch" ? "" : words.units[range.unit]}
              flawed={flaw !== null}
              describedBy={`${id}-hint`}
              change={(now) => set(now ?? Number.NaN)}
            />
          )}
          <Tooltip label={words.settings.reset(name)}>
            <ActionIcon
              size={28}
              aria-label={words.settings.reset(name)}
              className="setting__reset"
              disabled={isLocked || value === usual}
              onClick={() => set(usual)}
            >
              <IconRestore size={15} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </div>
        {flaw === null ? (
          <Bounds range={range} value={value} usual={usual} />
        ) : (
          <p className="line-row__flaw" data-tell>
            {flaw}
          </p>
        )}
      </div>
    </div>
  );
}

interface BoundsProps {
  readonly range: SettingRange;
  readonly value: number | boolean;
  readonly usual: number | boolean;
}

function Bounds({ range, value, usual }: BoundsProps) {
  const words = useSetupWords();
  const { locale } = useWords();
  const told = (count: number): string => {
    if (range.unit === "bytes") return bytes(count, locale);
    return range.unit === "s" ? stretch(count) : count.toLocaleString(locale);
  };
  const parts =
    typeof usual === "boolean"
      ? [words.usual(usual ? words.on : words.off)]
      : [
          typeof value === "number" && range.unit !== "count" && value >= 60
            ? words.stretch.same(told(value))
            : "",
          words.range(told(range.least), told(range.most)),
          words.usual(told(usual)),
        ];
  return <p className="line-row__note num">{parts.filter(Boolean).join(" · ")}</p>;
}
