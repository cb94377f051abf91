import type { ReactNode } from "react";

interface TileProps {
  readonly name: string;
  readonly children: ReactNode;
  readonly note?: string;
  readonly tone?: "amber" | "red" | undefined;
  readonly strong?: boolean;
}

/** One number of a strip, under its name. */
export function Tile({ name, children, note, tone, strong }: TileProps) {
  return (
    <div className="tile" data-tone={tone} data-strong={strong}>
      <h2>{name}</h2>
      <p className="num">
        {children}
        {note !== undefined && <small> {note}</small>}
      </p>
    </div>
  );
}
