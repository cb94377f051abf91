import type { ReactNode } from "react";
import { formatRoute, type Route } from "../../../state/route.ts";
import { useDesk } from "../../desk_context.ts";

interface LinkProps {
  readonly to: Route;
  readonly className?: string;
  readonly current?: boolean;
  readonly children: ReactNode;
}

/** A link within the desk; with a modifier key it opens as any other. */
export function Link({ to, className, current, children }: LinkProps) {
  const { seat, acts } = useDesk();
  return (
    <a
      className={className}
      href={formatRoute(to, seat)}
      aria-current={current === true ? "page" : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        acts.go(to);
      }}
    >
      {children}
    </a>
  );
}
