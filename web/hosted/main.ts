/**
 * The page of a chat that stands alone (`/chat/<site>`): opens the widget over all of it. When the
 * panel is closed, a button opens it again.
 */

import panel from "./panel.css?inline";
import { wordsFor } from "./words.ts";

/** Longer than a slow line needs for the first answer. */
const UNREACHABLE_AFTER_MS = 8_000;

type Entrance = (...call: unknown[]) => void;

const page = document.documentElement;
const { site = "", language = "", siteLanguage = "", brand = "", scheme = "" } = page.dataset;
const button = document.querySelector<HTMLButtonElement>("#open");
const said = document.querySelector<HTMLElement>("#said");

function begin(open: HTMLButtonElement, told: HTMLElement): void {
  const wished = language ? [language] : [...navigator.languages, siteLanguage];
  const [tongue, words] = wordsFor(wished);
  page.lang = tongue;
  page.dir = tongue === "ar" ? "rtl" : "ltr";
  page.style.setProperty("--brand", brand);
  page.style.colorScheme = scheme === "auto" ? "light dark" : scheme;
  open.textContent = words.open;
  told.textContent = words.connecting;
  const late = setTimeout(() => {
    told.textContent = words.unreachable;
  }, UNREACHABLE_AFTER_MS);
  const call = entrance();
  call("on", "ready", () => {
    clearTimeout(late);
    told.textContent = "";
    fill();
    call("hide");
    call("open");
  });
  call("on", "open", () => {
    open.hidden = true;
  });
  call("on", "close", () => {
    open.hidden = false;
    open.focus();
  });
  open.onclick = () => call("open");
  load();
}

/** As the snippet for pages does it: calls are kept until the loader is there. */
function entrance(): Entrance {
  const kept: Entrance & { q: unknown[][] } = Object.assign(
    (...call: unknown[]) => {
      kept.q.push(call);
    },
    { q: [] as unknown[][] },
  );
  Object.assign(window, { Parlour: kept });
  return (...call) => (window as unknown as { Parlour: Entrance }).Parlour(...call);
}

/** The panel takes the whole page. Its styles come later, so that ours weigh more. */
function fill(): void {
  const root = document.getElementById("parlour")?.shadowRoot;
  if (!root) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(panel);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

function load(): void {
  const script = document.createElement("script");
  script.src = "/parlour.js";
  script.async = true;
  script.dataset["site"] = site;
  if (language) script.dataset["language"] = language;
  document.body.append(script);
}

if (button !== null && said !== null) begin(button, said);
