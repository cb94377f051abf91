/** A button that is an icon, with its name for those who do not see it. */

import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon.tsx";

interface IconButtonProps {
  readonly icon: IconName;
  readonly label: string;
  readonly size?: number;
  readonly "aria-expanded"?: boolean;
  readonly "aria-pressed"?: boolean;
  /** Drawn over the icon. */
  readonly children?: ComponentChildren;
  press(): void;
}

export function IconButton({ icon, label, size, children, press, ...more }: IconButtonProps) {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      title={label}
      onClick={press}
      {...more}
    >
      <Icon name={icon} size={size}>
        {children}
      </Icon>
    </button>
  );
}
