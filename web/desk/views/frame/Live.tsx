import type { Words } from "../../messages/en.ts";
import { type DeskState, type Offer, ringing } from "../../state/desk.ts";
import { useSelect, useWords } from "../desk_context.ts";
import { useTold } from "./told.ts";

/**
 * The only live region: the latest words of an end-user, offers, the line, and whatever a view marks
 * `data-tell`. Each has a paragraph of its own, so that only what is new is read.
 */
export function Live() {
  const words = useWords();
  const desk = useSelect((snapshot) => snapshot.desk);
  const message = latestWords(desk);
  const offer = ringing(desk).at(-1);
  const line = useSelect((snapshot) => snapshot.line.is);
  const told = useTold();
  return (
    <div
      className="unseen"
      role="status"
      aria-live={offer === undefined ? "polite" : "assertive"}
      aria-atomic={false}
    >
      <p>
        {message !== null && words.chat.newMessage(message.name || words.visitor, message.text)}
      </p>
      <p>{offer !== undefined && announcement(offer, desk, words)}</p>
      <p>{line === "reconnecting" && words.connection.reconnecting(0)}</p>
      {told.map(({ key, text }) => (
        <p key={key}>{text}</p>
      ))}
    </div>
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
