import { IconChecks } from "@tabler/icons-react";
import type { Chat } from "../../state/chat.ts";
import { momentOf } from "../../state/moments.ts";
import { useSelect, useWords } from "../desk_context.ts";

interface ReadMarkProps {
  readonly chat: Chat;
  readonly name: string;
  /** Something of ours is on its way yet. */
  readonly hasMore: boolean;
}

/** Below our newest words, once the end-user has looked at them. */
export function ReadMark({ chat, name, hasMore }: ReadMarkProps) {
  const { visitors: words } = useWords();
  const { seen } = useSelect(({ desk }) => momentOf(desk.moments, chat.id));
  const last = chat.items.findLast((item) => item.type === "said" && !item.isPrivate);
  if (hasMore || last?.type !== "said" || last.from !== "agent" || last.n > seen) return null;
  return (
    <p className="read-mark">
      <IconChecks size={14} aria-hidden />
      {words.seen(name)}
    </p>
  );
}
