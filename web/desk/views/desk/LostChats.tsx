import { IconArrowBackUp, IconArrowRight, IconDoorExit } from "@tabler/icons-react";
import { draftOf } from "../../state/screen.ts";
import { unsentTo } from "../../state/transcript.ts";
import type { LostChat } from "../../state/wire.ts";
import { Clock } from "../common/Times.tsx";
import { useSelect, useWords } from "../desk_context.ts";

const ICONS = { colleague: IconArrowRight, queue: IconArrowBackUp, ended: IconDoorExit };

/** Where each chat went while its agent was away, and what they had not sent. */
export function LostChats({ chats }: { readonly chats: readonly LostChat[] }) {
  const { duty } = useWords();
  return (
    <ul className="lost-chats" aria-label={duty.away.label}>
      {chats.map((chat) => (
        <Row key={chat.chat} chat={chat} />
      ))}
    </ul>
  );
}

function Row({ chat }: { readonly chat: LostChat }) {
  const { duty, visitor } = useWords();
  const draft = useSelect(({ screen }) => draftOf(screen, chat.chat).text);
  const echoes = useSelect((snapshot) => snapshot.echoes);
  const unsent = unsentTo(chat.chat, echoes, draft);
  const Icon = ICONS[chat.went];
  return (
    <li>
      <Icon size={16} aria-hidden />
      <span className="lost-chats__went">
        {duty.away.went[chat.went](chat.name || visitor, chat.to)}
      </span>
      <Clock at={chat.at} />
      {unsent !== "" && (
        <p>
          <strong>{duty.away.unsent}</strong> {unsent}
        </p>
      )}
    </li>
  );
}
