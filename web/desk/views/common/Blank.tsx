import type { ReactNode } from "react";

interface BlankProps {
  readonly icon?: ReactNode;
  readonly heading: string;
  readonly children?: ReactNode;
}

/** An empty, failed or loading place, in words. */
export function Blank({ icon, heading, children }: BlankProps) {
  return (
    <div className="blank">
      {icon}
      <strong>{heading}</strong>
      {children}
    </div>
  );
}
