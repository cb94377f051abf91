/** Variables of standard texts, filled as the server fills them (parlour.texts.variables). Pure. */

import type { About, Me } from "./wire.ts";

export const VARIABLES = [
  "end_user.name",
  "end_user.email",
  "agent.name",
  "queue.name",
  "site.name",
  "chat.id",
  "page.title",
  "page.url",
] as const;

export type Values = Readonly<Record<string, string>>;

const VARIABLE = /\{\{\s*([^{}|]{0,60}?)\s*(?:\|([^{}]{0,200}))?\}\}/g;
const KNOWN: ReadonlySet<string> = new Set(VARIABLES);

/** `encode` makes a value fit for where it stands; what comes instead stays as it is written. */
export function filled(
  body: string,
  values: Values,
  encode: (value: string) => string = (value) => value,
): string {
  return body.replace(VARIABLE, (whole, name: string, instead: string | undefined) => {
    if (!KNOWN.has(name)) return whole;
    return encode(values[name] ?? "") || (instead ?? "").trim();
  });
}

/** What looks like a variable and is none, as it is written. */
export function unknownIn(body: string): readonly string[] {
  const unknown = [...body.matchAll(VARIABLE)].flatMap(([whole, name = ""]) =>
    KNOWN.has(name) ? [] : [whole],
  );
  return body.replace(VARIABLE, "").includes("{{") ? [...unknown, "{{"] : unknown;
}

export function escaped(value: string): string {
  const named: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
  return value
    .replace(/[&<>]/g, (letter) => named[letter] ?? letter)
    .replace(/"/g, "&quot;")
    .replace(/'/g, "&#x27;");
}

export function valuesOf(chat: string, about: About, me: Me | null): Values {
  return {
    "end_user.name": about.name,
    "end_user.email": about.email,
    "agent.name": me?.name ?? "",
    "queue.name": about.queue,
    "site.name": about.site,
    "chat.id": chat,
    "page.title": about.page_title,
    "page.url": about.page_url,
  };
}
