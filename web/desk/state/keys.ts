/** Keys and what they do. By `code`, since Alt types other characters on some keyboards. */

export type KeyAct =
  | "next_chat"
  | "previous_chat"
  | "accept"
  | "conclude"
  | "private"
  | "pass_on"
  | "pull"
  | "palette"
  | "keys";

export interface Stroke {
  readonly code: string;
  readonly key: string;
  readonly alt: boolean;
  readonly command: boolean;
  readonly inText: boolean;
}

const WITH_ALT: Readonly<Record<string, KeyAct>> = {
  KeyJ: "next_chat",
  KeyK: "previous_chat",
  KeyA: "accept",
  KeyE: "conclude",
  KeyP: "private",
  KeyT: "pass_on",
  KeyR: "pull",
};

export function actOf(stroke: Stroke): KeyAct | null {
  if (stroke.command && stroke.code === "KeyK") return "palette";
  if (stroke.alt && !stroke.command) return WITH_ALT[stroke.code] ?? null;
  if (stroke.key === "?" && !stroke.inText && !stroke.command) return "keys";
  return null;
}

/** The neighbour of a chat in the list, going round. */
export function neighbour(
  ids: readonly string[],
  from: string | null,
  step: 1 | -1,
): string | null {
  if (ids.length === 0) return null;
  const at = from === null ? -1 : ids.indexOf(from);
  if (at < 0) return (step === 1 ? ids[0] : ids.at(-1)) ?? null;
  return ids[(at + step + ids.length) % ids.length] ?? null;
}
