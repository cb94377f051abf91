/** Speaks to a visitor who has not asked: a small card beside the launcher, once in a visit. */

import type { InviteSide, ProactiveRule, SiteLook } from "../loader/contract.ts";
import css from "./invite.css?inline";
import { inviteWords } from "./messages/invite.ts";

export function invite(look: SiteLook, pages: number, side: InviteSide): void {
  const rule = fittingRule(look.proactive, location.href, pages);
  if (rule === null || wasInvited(look.site)) return;
  setTimeout(() => void speak(side, rule), rule.after_s * 1_000);
}

/** The first that fits the page and the visit so far. */
export function fittingRule(
  rules: readonly ProactiveRule[],
  url: string,
  pages: number,
): ProactiveRule | null {
  return rules.find((rule) => url.includes(rule.page_contains) && pages >= rule.min_pages) ?? null;
}

/** Only while somebody is free to answer, and nobody has asked meanwhile. */
async function speak(side: InviteSide, rule: ProactiveRule): Promise<void> {
  if (side.isBusy()) return;
  const look = await side.refresh();
  if (look === null || look.state !== "open" || look.sessions_free < 1 || side.isBusy()) return;
  if (side.root !== undefined && remember(look.site)) show(look, side, side.root, rule.text);
}

function wasInvited(site: string): boolean {
  try {
    return sessionStorage.getItem(keyOf(site)) !== null;
  } catch {
    return true; // what can't be remembered would be said on every page
  }
}

/** Whether it could be; another frame of the visit may have spoken meanwhile. */
function remember(site: string): boolean {
  if (wasInvited(site)) return false;
  sessionStorage.setItem(keyOf(site), "1");
  return true;
}

function keyOf(site: string): string {
  return `parlour:${site}:invited`;
}

function show(look: SiteLook, side: InviteSide, root: ShadowRoot, text: string): void {
  const { brand, palette, theme } = look;
  const words = inviteWords(side.languages(look));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const card = document.createElement("section");
  card.className = theme.side === "left" ? "invite left" : "invite";
  card.setAttribute("aria-label", words.title);
  card.dir = words.direction;
  card.style.setProperty("--brand", brand);
  card.style.setProperty("--on-brand", palette.on_brand);
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  said.dir = "auto";
  const leave = (): void => {
    const hadFocus = card.contains(root.activeElement);
    card.remove();
    if (hadFocus) root.querySelector("button")?.focus();
  };
  const yes = button("yes", words.start, () => {
    leave();
    side.call(["open"]);
  });
  const no = button("no", "×", leave);
  no.setAttribute("aria-label", words.dismiss);
  card.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
  });
  card.append(said, yes, no);
  // Before the launcher: so the keyboard comes by it first.
  root.prepend(card);
  // A live region speaks of what comes into it.
  setTimeout(() => {
    said.textContent = text;
  });
  const gone = setInterval(() => {
    if (!card.isConnected) clearInterval(gone);
    else if (side.isBusy()) leave();
  }, 500);
}

function button(name: string, text: string, press: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = name;
  made.textContent = text;
  made.onclick = press;
  return made;
}
