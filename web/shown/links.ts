/** Splits a message into plain text and links. Only http and https become links. */

export type Part =
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "link"; readonly text: string; readonly href: string };

const CANDIDATE = /\bhttps?:\/\/[^\s<>"'`]+/gi;
const CLOSERS: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

export function parts(text: string): readonly Part[] {
  const found: Part[] = [];
  let from = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const shown = withoutTail(match[0]);
    const href = safeHref(shown);
    if (href === null) continue;
    if (match.index > from) found.push({ is: "text", text: text.slice(from, match.index) });
    found.push({ is: "link", text: saysWhere(shown, href) ? shown : href, href });
    from = match.index + shown.length;
  }
  if (from < text.length) found.push({ is: "text", text: text.slice(from) });
  return found;
}

/** The address as a browser reads it, without a name or password that could mislead; else `null`. */
export function safeHref(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== "http:" && url.protocol !== "https:") return null;
  return url.username || url.password ? null : url.href;
}

/**
 * Whether the host stands there as browsers read it. Letters of other alphabets, soft hyphens and
 * numbers in disguise do not: then the link shows where it leads.
 */
function saysWhere(shown: string, href: string): boolean {
  const host = /^https?:\/\/([^/?#\\]*)/i.exec(shown)?.[1];
  return host?.toLowerCase() === new URL(href).host;
}

/** Punctuation after an address belongs to the sentence, a bracket only if it was opened before. */
function withoutTail(address: string): string {
  let end = address.length;
  while (end > 0) {
    const last = address.charAt(end - 1);
    const opener = CLOSERS[last];
    const closes = opener !== undefined && !balanced(address.slice(0, end), opener, last);
    if (!closes && !/[.,;:!?…*_]/.test(last)) break;
    end -= 1;
  }
  return address.slice(0, end);
}

function balanced(text: string, opener: string, closer: string): boolean {
  return text.split(opener).length >= text.split(closer).length;
}
