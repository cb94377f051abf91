import { useQuery } from "@tanstack/react-query";
import { useDesk, useWords } from "../desk_context.ts";
import "./open_messages.css";

/** Nobody answers a letter within the minute. */
const EVERY_MS = 60_000;
export const OPEN_MESSAGES = ["messages", "count"] as const;

/** How many messages wait for somebody to see to them. */
export function OpenMessages() {
  const { archive } = useDesk();
  const { visitors: words } = useWords();
  const { data: count = 0 } = useQuery({
    queryKey: OPEN_MESSAGES,
    queryFn: () => archive.openMessages(),
    refetchInterval: EVERY_MS,
  });
  if (count === 0) return null;
  return (
    <span className="pages__count num" role="img" aria-label={words.countOpen(count)}>
      {count > 99 ? "99+" : count}
    </span>
  );
}
