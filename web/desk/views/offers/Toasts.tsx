import { useSelect, useWords } from "../desk_context.ts";
import { OfferCard } from "./OfferCard.tsx";
import "./offers.css";

/** Open offers, the oldest nearest to the corner. */
export function Toasts() {
  const { offer: words } = useWords();
  const offers = useSelect(({ desk }) => desk.offers);
  if (offers.length === 0) return null;
  return (
    <section className="toasts" aria-label={words.region}>
      {[...offers].reverse().map((offer) => (
        <OfferCard key={offer.invitation} offer={offer} />
      ))}
    </section>
  );
}
