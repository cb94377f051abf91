import { secondsLeft } from "../../state/time.ts";
import { useNow, useSelect, useWords } from "../desk_context.ts";

/** The line's state as a dot that names itself. */
export function LineMark() {
  const line = useSelect((snapshot) => snapshot.line);
  const { connection: words } = useWords();
  const text = line.is === "online" ? words.online : words.connecting;
  const tone = line.is === "online" ? "on" : line.is === "connecting" ? "pending" : "off";
  return (
    <span className={`line-mark line-mark--${tone}`} title={text} role="img" aria-label={text}>
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden>
        <path d="M2 11v2M6 8v5M10 5.500v7.500M14 3v10" />
      </svg>
    </span>
  );
}

export function useSecondsLeft(until: number): number {
  return secondsLeft(until, useNow());
}
