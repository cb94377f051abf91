import type { Snapshot } from "../../state/snapshot.ts";
import { unread } from "../../state/transcript.ts";
import { useSelect, useWords } from "../desk_context.ts";

/** The tab's title, led by what waits for the agent. */
export function TitleCount() {
  const { title } = useWords();
  const page = useSelect(({ screen }) => screen.route.page);
  const count = useSelect(waitingForMe);
  return <title>{count > 0 ? title.count(count, title[page]) : title[page]}</title>;
}

function waitingForMe({ desk, screen }: Snapshot): number {
  const unreadOf = (id: string): number => {
    const chat = desk.chats[id];
    return chat === undefined ? 0 : unread(chat, screen.seen[id] ?? 0, desk.me?.id ?? "");
  };
  return desk.offers.length + desk.open.reduce((sum, id) => sum + unreadOf(id), 0);
}
