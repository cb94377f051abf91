import { Button } from "@mantine/core";
import { IconArrowsExchange, IconUserPlus } from "@tabler/icons-react";
import type { Chat } from "../../state/chat.ts";
import type { Offer } from "../../state/desk.ts";
import { stopwatch } from "../../state/time.ts";
import { useActs, useNow, useSelect, useWords } from "../desk_context.ts";
import { useNames } from "./Team.tsx";

/** The chat is read before the answer to whoever asked; both answers stand here. */
export function Consultation({ chat }: { readonly chat: Chat }) {
  const offer = useSelect(({ desk }) => desk.offers.find((each) => each.chat === chat.id));
  if (offer === undefined || offer.form === undefined || offer.form === "engagement") return null;
  return <Bar chat={chat} offer={offer} form={offer.form} />;
}

interface BarProps {
  readonly chat: Chat;
  readonly offer: Offer;
  readonly form: "transfer" | "conference";
}

function Bar({ chat, offer, form }: BarProps) {
  const { consult: words, offer: offerWords, team } = useWords();
  const nameOf = useNames();
  const now = useNow();
  const acts = useActs();
  const until = chat.invitations.find(({ id }) => id === offer.invitation)?.answerUntil;
  const Icon = form === "transfer" ? IconArrowsExchange : IconUserPlus;
  return (
    <section className="banner banner--accent side-bar" aria-label={words.label}>
      <Icon size={20} aria-hidden />
      <div className="side-bar__text">
        <p>
          <strong>{words[form](nameOf(offer.sender ?? ""))}</strong>{" "}
          {until !== undefined && (
            <span className="num">{team.pending.left(stopwatch(until - now))}</span>
          )}
        </p>
        <p className="banner__text">{words.text}</p>
      </div>
      <div className="side-bar__acts">
        {offer.allow_decline && (
          <Button
            variant="default"
            loading={offer.answer === "declining"}
            disabled={offer.answer === "accepting"}
            onClick={() => acts.decline(offer, false)}
          >
            {offerWords.decline}
          </Button>
        )}
        <Button
          loading={offer.answer === "accepting"}
          disabled={offer.answer === "declining"}
          onClick={() => acts.accept(offer)}
        >
          {words.accept[form]}
        </Button>
      </div>
    </section>
  );
}
