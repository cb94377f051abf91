import { CloseButton } from "@mantine/core";
import { IconAlertTriangle, IconDoorExit } from "@tabler/icons-react";
import type { Words } from "../../messages/en.ts";
import type { LostOffer } from "../../state/desk.ts";
import { useActs, useSelect, useWords } from "../desk_context.ts";

/** What could not be done, and offers that went away by themselves. */
export function Notices() {
  const words = useWords();
  const notices = useSelect(({ screen }) => screen.notices);
  const lost = useSelect(({ desk }) => desk.lostOffers);
  const names = useSelect(({ desk }) => desk.agents);
  const acts = useActs();
  return (
    <section className="notices" aria-label={words.notices.region} data-tell>
      {notices.map((notice) => (
        <div key={notice.id} className="notice">
          <IconAlertTriangle size={16} aria-hidden />
          <span>
            <strong>{commandWords(words.notices.commands, notice.command)}</strong> {notice.text}
          </span>
          <CloseButton
            size="sm"
            aria-label={words.notices.dismiss}
            onClick={() => acts.dismiss(notice.id)}
          />
        </div>
      ))}
      {lost.slice(-3).map((offer) => (
        <div
          key={offer.invitation}
          className="notice notice--quiet"
          onAnimationEnd={() => acts.forgetLostOffer(offer.invitation)}
        >
          <IconDoorExit size={16} aria-hidden />
          <span>{lostWords(words, offer, names)}</span>
          <CloseButton
            size="sm"
            aria-label={words.notices.dismiss}
            onClick={() => acts.forgetLostOffer(offer.invitation)}
          />
        </div>
      ))}
    </section>
  );
}

function commandWords(words: Readonly<Record<string, string>>, command: string): string {
  return words[command] ?? words["other"] ?? "";
}

type Names = Readonly<Record<string, string>>;

function lostWords(words: Words, offer: LostOffer, names: Names): string {
  const { lost } = words.offer;
  const name = offer.name || words.visitor;
  if (offer.sender !== null) {
    const sender = names[offer.sender] ?? words.lines.someone;
    const isCalledOff = offer.outcome === 17 || offer.outcome === 21;
    return isCalledOff ? lost.calledOff(sender, name) : lost.unanswered(sender, name);
  }
  if (offer.outcome === 14) return lost.withdrawn(name);
  return offer.outcome === 13 ? lost.timeout(name) : lost.other(name);
}
