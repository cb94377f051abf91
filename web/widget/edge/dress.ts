/** The widget's looks on the page: colours, corners, side, styles, and the keyboard of phones. */

import type { SiteLook } from "../../loader/contract.ts";

export function paint(place: HTMLElement, look: SiteLook): void {
  const { on_brand: onBrand, ink_light: onLight, ink_dark: onDark } = look.palette;
  const isLeft = look.theme.side === "left";
  const colours = {
    brand: look.brand,
    "on-brand": onBrand,
    "on-brand-pole": onBrand === "#ffffff" ? "#000" : "#fff",
    "ink-light": onLight,
    "ink-dark": onDark,
    corner: CORNERS[look.theme.corner],
    left: isLeft ? "24px" : "auto",
    right: isLeft ? "auto" : "24px",
  };
  for (const [name, value] of Object.entries(colours)) place.style.setProperty(`--${name}`, value);
  place.classList.toggle("dark", isDark(look.theme.scheme));
}

/** On phones the keyboard covers the page without making it smaller; the panel has to follow. */
export function followKeyboard(place: HTMLElement): void {
  const { visualViewport: view } = window;
  if (!view) return;
  const follow = (): void => {
    const zoomed = view.scale > 1.01;
    place.style.setProperty("--view-height", zoomed ? "100dvh" : `${view.height}px`);
    place.style.setProperty("--view-top", zoomed ? "0px" : `${view.offsetTop}px`);
  };
  view.addEventListener("resize", follow);
  view.addEventListener("scroll", follow);
  follow();
}

/** Adopts each sheet of styles once. */
export function adopter(root: ShadowRoot): (css: string) => void {
  const known = new Set<string>();
  return (css) => {
    if (known.has(css)) return;
    known.add(css);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  };
}

const CORNERS = { round: "24px", soft: "16px", square: "4px" } as const;
export const DARK = matchMedia("(prefers-color-scheme: dark)");

function isDark(scheme: SiteLook["theme"]["scheme"]): boolean {
  return scheme === "auto" ? DARK.matches : scheme === "dark";
}
