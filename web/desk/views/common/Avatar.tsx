import type { CSSProperties } from "react";

interface AvatarProps {
  /** Decides the hue. */
  readonly id: string;
  readonly name: string;
  readonly agent?: boolean;
  readonly small?: boolean;
  readonly absent?: boolean;
}

/** Initials on a hue of one's own: round for end-users, squarish for agents. Decorative. */
export function Avatar({ id, name, agent, small, absent }: AvatarProps) {
  const kinds = [agent && "avatar--agent", small && "avatar--small", absent && "avatar--absent"];
  const style = { "--hue": hue(id) } as CSSProperties;
  return (
    <span
      className={["avatar", ...kinds.filter(Boolean)].join(" ")}
      style={style}
      data-initials={initials(name)}
      aria-hidden
    />
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : ""];
  return (
    letters
      .map((word) => [...(word ?? "")][0] ?? "")
      .join("")
      .toUpperCase() || "?"
  );
}

function hue(id: string): number {
  let sum = 7;
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 3600;
  return (sum * 47) % 360;
}
