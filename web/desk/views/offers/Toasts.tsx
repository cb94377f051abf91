import { UnstyledButton } from "@mantine/core";
import { IconBell, IconVolume3 } from "@tabler/icons-react";
import { ringing } from "../../state/desk.ts";
import { useActs, useSelect, useWords } from "../desk_context.ts";
import { OfferCard } from "./OfferCard.tsx";
import "./offers.css";

/** Open offers, the oldest nearest to the corner. */
export function Toasts() {
  const { offer: words } = useWords();
  const desk = useSelect((snapshot) => snapshot.desk);
  const offers = ringing(desk);
  if (offers.length === 0) return null;
  return (
    <section className="toasts" aria-label={words.region}>
      {[...offers].reverse().map((offer) => (
        <OfferCard key={offer.invitation} offer={offer} />
      ))}
      <Unheard />
    </section>
  );
}

/** What keeps the next offer from being heard or seen elsewhere; browsers want a press for both. */
function Unheard() {
  const { account, sound: words } = useWords();
  const isBlocked = useSelect(({ screen }) => screen.sound === "blocked");
  const isUnasked = useSelect(({ screen }) => screen.notify === "unasked");
  const acts = useActs();
  if (!isBlocked && !isUnasked) return null;
  return (
    <div className="toasts__unheard">
      {isBlocked && (
        <UnstyledButton onClick={acts.enableSound} title={words.blockedHint}>
          <IconVolume3 size={14} aria-hidden />
          <span>{words.blocked}.</span> <strong>{words.enable}</strong>
        </UnstyledButton>
      )}
      {isUnasked && (
        <UnstyledButton onClick={acts.askNotify}>
          <IconBell size={14} aria-hidden />
          <strong>{account.notify}</strong>
        </UnstyledButton>
      )}
    </div>
  );
}
