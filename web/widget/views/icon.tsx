/** The few icons of the widget, drawn after Tabler's (MIT licence). */

import type { ComponentChildren } from "preact";

const PATHS = {
  down: "M6 9l6 6l6 -6",
  up: "M12 5v14M18 11l-6 -6l-6 6",
  leave:
    "M14 8v-2a2 2 0 0 0 -2 -2h-7a2 2 0 0 0 -2 2v12a2 2 0 0 0 2 2h7a2 2 0 0 0 2 -2v-2M9 12h12l-3 -3M18 15l3 -3",
  check: "M5 12l5 5l10 -10",
  offline:
    "M3 3l18 18M12 18h.01M9.2 15.2a4 4 0 0 1 5.7 0M6.3 12.3a8 8 0 0 1 11.3 0M3.5 9.5a12 12 0 0 1 17 0",
  attach:
    "M15 7l-6.5 6.5a1.5 1.5 0 0 0 3 3l6.5 -6.5a3 3 0 0 0 -6 -6l-6.5 6.5a4.5 4.5 0 0 0 9 9l6.5 -6.5",
  camera:
    "M5 7h2l2 -3h6l2 3h2a2 2 0 0 1 2 2v9a2 2 0 0 1 -2 2h-14a2 2 0 0 1 -2 -2v-9a2 2 0 0 1 2 -2M9 13a3 3 0 1 0 6 0a3 3 0 0 0 -6 0",
  emoji: "M3 12a9 9 0 1 0 18 0a9 9 0 0 0 -18 0M9 10h.01M15 10h.01M9.5 15a3.5 3.5 0 0 0 5 0",
  unseen: "M12 10a2 2 0 1 0 .1 0M3 12c5 -8 13 -8 18 0c-5 8 -13 8 -18 0M3 3l18 18",
  bell: "M10 5a2 2 0 1 1 4 0a7 7 0 0 1 4 6v3a4 4 0 0 0 2 3h-16a4 4 0 0 0 2 -3v-3a7 7 0 0 1 4 -6M9 17v1a3 3 0 0 0 6 0v-1",
  moon: "M12 3h.393a7.5 7.5 0 0 0 7.92 12.446a9 9 0 1 1 -8.313 -12.454z",
} as const;

export type IconName = keyof typeof PATHS;

interface IconProps {
  readonly name: IconName;
  readonly size?: number | undefined;
  /** Drawn over it. */
  readonly children?: ComponentChildren;
}

export function Icon({ name, size = 20, children }: IconProps) {
  return (
    <Drawn path={PATHS[name]} size={size}>
      {children}
    </Drawn>
  );
}

interface DrawnProps {
  readonly path: string;
  readonly size: number;
  readonly children?: ComponentChildren;
}

export function Drawn({ path, size, children }: DrawnProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={path} />
      {children}
    </svg>
  );
}
