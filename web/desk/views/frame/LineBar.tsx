import { Button } from "@mantine/core";
import { IconPlugConnectedX, IconRefresh } from "@tabler/icons-react";
import type { LineView } from "../../state/line.ts";
import { useActs, useSelect, useWords } from "../desk_context.ts";
import { useSecondsLeft } from "./LineMark.tsx";

/** Says in words that the line is down, and when it is tried again. */
export function LineBar() {
  const line = useSelect((snapshot) => snapshot.line);
  if (line.is !== "reconnecting") return null;
  return <Down line={line} />;
}

function Down({ line }: { readonly line: LineView & { is: "reconnecting" } }) {
  const { connection: words } = useWords();
  const acts = useActs();
  const seconds = useSecondsLeft(line.until);
  const text = line.restarting ? words.restarting(seconds) : words.reconnecting(seconds);
  return (
    <section className="line-bar" aria-label={words.label}>
      {line.restarting ? (
        <IconRefresh size={16} aria-hidden />
      ) : (
        <IconPlugConnectedX size={16} aria-hidden />
      )}
      <span>
        <strong className="num">{text}</strong> <Borne until={line.borneUntil} /> {words.kept}
      </span>
      {!line.restarting && (
        <Button variant="default" size="compact-sm" onClick={acts.reconnect}>
          {words.retry}
        </Button>
      )}
    </section>
  );
}

/** How long the chats are sure to stay, however long the line is down. */
function Borne({ until }: { readonly until: number | null }) {
  const { connection: words } = useWords();
  const hasChats = useSelect(({ desk }) => desk.status !== null && desk.open.length > 0);
  const seconds = useSecondsLeft(until ?? 0);
  if (until === null || !hasChats) return null;
  return <span className="num">{words.borne(seconds)}</span>;
}
