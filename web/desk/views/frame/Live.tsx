import type { Words } from "../../messages/en.ts";
import { type DeskState, type Offer, ringing } from "../../state/desk.ts";
import { useSelect, useWords } from "../desk_context.ts";

/** The one place a screen reader is told from: the latest words of an end-user, and offers. */
export function Live() {
  const words = useWords();
  const desk = useSelect((snapshot) => snapshot.desk);
  const message = latestWords(desk);
  const offer = ringing(desk).at(-1);
  const line = useSelect((snapshot) => snapshot.line.is);
  return (
    <>
      <div className="unseen" role="status" aria-live="polite">
        {message !== null && words.chat.newMessage(message.name || words.visitor, message.text)}
      </div>
      <div className="unseen" aria-live="assertive">
        {offer !== undefined && announcement(offer, desk, words)}
      </div>
      <div className="unseen" aria-live="polite">
        {line === "reconnecting" && words.connection.reconnecting(0)}
      </div>
    </>
  );
}

function announcement(offer: Offer, desk: DeskState, words: Words): string {
  const { about, form = "engagement", sender } = offer;
  const name = about.name || words.visitor;
  if (form === "engagement") return words.offer.announce(name, about.question);
  return words.offer.noticeTitle[form](name, desk.agents[sender ?? ""] ?? words.lines.someone);
}

interface Latest {
  readonly name: string;
  readonly text: string;
}

function latestWords(desk: DeskState): Latest | null {
  let found: (Latest & { readonly at: number }) | null = null;
  for (const id of desk.open) {
    const item = desk.chats[id]?.items.at(-1);
    if (item?.type !== "said" || item.from !== "end_user") continue;
    if (found !== null && item.at <= found.at) continue;
    found = { name: desk.chats[id]?.about.name ?? "", text: item.text ?? "", at: item.at };
  }
  return found;
}
