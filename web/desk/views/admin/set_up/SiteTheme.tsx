import type { CSSProperties } from "react";
import type { Site, Theme } from "../../../../protocol/generated/directory.ts";
import { palette } from "../../../state/colour.ts";
import { useForm, useSetupWords } from "./admin_context.ts";
import { Card, type Choice, SelectRow, TextRow } from "./Rows.tsx";
import "./site_theme.css";

/** How the widget stands on the site's pages, and a picture of it. */
export function SiteTheme({ site }: { readonly site: Site }) {
  const { change } = useForm();
  const { widget: w } = useSetupWords();
  const { theme } = site;
  const put = (part: Partial<Theme>): void => change({ theme: { ...theme, ...part } });
  return (
    <Card heading={w.theme} text={w.themeText}>
      <SelectRow
        field="theme.scheme"
        said={w.scheme}
        value={theme.scheme}
        choices={choicesOf(w.schemes)}
        change={(scheme) => put({ scheme: scheme as Theme["scheme"] })}
      />
      <SelectRow
        field="theme.side"
        said={w.side}
        value={theme.side}
        choices={choicesOf(w.sides)}
        change={(side) => put({ side: side as Theme["side"] })}
      />
      <SelectRow
        field="theme.corner"
        said={w.corner}
        value={theme.corner}
        choices={choicesOf(w.corners)}
        change={(corner) => put({ corner: corner as Theme["corner"] })}
      />
      <TextRow
        field="theme.label"
        said={w.label}
        value={theme.label}
        change={(label) => put({ label })}
      />
      <Preview site={site} />
    </Card>
  );
}

function choicesOf(labels: Readonly<Record<string, string>>): readonly Choice[] {
  return Object.entries(labels).map(([value, label]) => ({ value, label }));
}

/** Drawn, not run: colours, corners and side as the widget takes them from the theme. */
function Preview({ site }: { readonly site: Site }) {
  const { widget: w } = useSetupWords();
  const { theme, greeting, name } = site;
  const colours = palette(/^#[0-9a-f]{6}$/i.test(site.brand) ? site.brand : "#3b5bdb");
  const style = { "--brand": colours.brand, "--on-brand": colours.onBrand } as CSSProperties;
  return (
    <figure className="widget-preview" aria-label={w.previewOf}>
      {(theme.scheme === "auto" ? (["light", "dark"] as const) : [theme.scheme]).map((scheme) => (
        <div
          key={scheme}
          className="widget-preview__page"
          data-scheme={scheme}
          data-side={theme.side}
          data-corner={theme.corner}
          style={style}
          aria-hidden
        >
          <div className="widget-preview__panel">
            <div className="widget-preview__top">
              <b>{name || "—"}</b>
              <span>{greeting || w.previewAgent}</span>
            </div>
            <p data-own="true">{w.previewQuestion}</p>
            <p>{w.previewAnswer}</p>
            <div className="widget-preview__box">{w.previewBox}</div>
          </div>
          <div className="widget-preview__launcher">
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d="M3 20l1.3-3.9a8.5 7.5 0 1 1 3.4 2.9l-4.7 1" />
            </svg>
            {theme.label !== "" && <span>{theme.label}</span>}
          </div>
        </div>
      ))}
    </figure>
  );
}
