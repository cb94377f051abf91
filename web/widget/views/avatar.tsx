/** A person as a round of initials; the colour goes with the name. */

const HUES = 8;

export function Avatar({ name, small }: { readonly name: string; readonly small?: boolean }) {
  return (
    <span
      class={small ? "avatar small" : "avatar"}
      // One lightness for all: white reads on each of them.
      style={{ "--tone": `oklch(0.5 0.11 ${hueOf(name) * 45})` }}
      aria-hidden="true"
    >
      {initials(name)}
    </span>
  );
}

export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("")
    .toUpperCase();
}

function hueOf(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9_973;
  return sum % HUES;
}
