/** Points and stretches of time; the exact moment shows on hover. */

import { ago, clock, exact, iso, stopwatch } from "../../state/time.ts";
import { useNow, useWords } from "../desk_context.ts";

interface AtProps {
  readonly at: number;
  readonly className?: string;
}

/** How long ago, in words. */
export function Ago({ at, className }: AtProps) {
  const words = useWords();
  const { unit, count } = ago(at, useNow());
  return (
    <time className={`num ${className ?? ""}`} dateTime={iso(at)} title={exact(at, words.locale)}>
      {unit === "now" ? words.ago.now : words.ago[unit](count)}
    </time>
  );
}

/** A stopwatch running since then. */
export function Since({ at, className }: AtProps) {
  const { locale } = useWords();
  const now = useNow();
  return (
    <time className={`num ${className ?? ""}`} dateTime={iso(at)} title={exact(at, locale)}>
      {stopwatch(now - at)}
    </time>
  );
}

/** `14:32` */
export function Clock({ at, className }: AtProps) {
  const { locale } = useWords();
  return (
    <time className={`num ${className ?? ""}`} dateTime={iso(at)} title={exact(at, locale)}>
      {clock(at)}
    </time>
  );
}
