import type { StatusType } from "../../state/wire.ts";

/** Filled: available; ring: unavailable; thin ring: off duty. Decorative. */
export function StatusDot({ type }: { readonly type: StatusType | null }) {
  return <span className={`dot dot--${type ?? "off"}`} aria-hidden />;
}
