import { Button, CloseButton } from "@mantine/core";
import { IconWorld } from "@tabler/icons-react";
import type { CSSProperties } from "react";
import type { Offer } from "../../state/desk.ts";
import { secondsLeft, stopwatch } from "../../state/time.ts";
import { Avatar } from "../common/Avatar.tsx";
import { useActs, useNow, useWords } from "../desk_context.ts";

export function OfferCard({ offer }: { readonly offer: Offer }) {
  const { offer: words, visitor } = useWords();
  const acts = useActs();
  const now = useNow();
  const { about } = offer;
  const name = about.name || visitor;
  const left = secondsLeft(offer.toast_until, now);
  const page = about.page_title || about.page_url.replace(/^https?:\/\//, "");
  return (
    <article className="offer" aria-label={`${words.heading}: ${name}`} data-answer={offer.answer}>
      <CloseButton
        className="offer__close"
        aria-label={words.close}
        title={offer.auto_decline || offer.allow_decline ? words.closeDeclines : words.closeAccepts}
        disabled={offer.answer !== null}
        onClick={() => acts.decline(offer, true)}
      />
      <header>
        <Ring offer={offer} left={left} name={name} />
        <div className="offer__who">
          <h2>{name}</h2>
          <p className="num">
            {about.queue} · {words.waited(stopwatch(now - offer.requested_at))}
          </p>
        </div>
      </header>
      {about.question !== "" && <p className="offer__question">{about.question}</p>}
      {page !== "" && (
        <p className="offer__page" title={about.page_url}>
          <IconWorld size={14} aria-hidden />
          <span>{page}</span>
        </p>
      )}
      <Answers offer={offer} />
      <p className="offer__else num">
        {left > 0 ? (offer.auto_decline ? words.autoDeclines : words.autoAccepts) : words.ranOut}
      </p>
    </article>
  );
}

function Answers({ offer }: { readonly offer: Offer }) {
  const { offer: words } = useWords();
  const acts = useActs();
  return (
    <div className="offer__answers">
      <Button
        className="offer__accept"
        data-size="lg"
        loading={offer.answer === "accepting"}
        disabled={offer.answer === "declining"}
        onClick={() => acts.accept(offer)}
        rightSection={<kbd className="offer__key">Alt A</kbd>}
      >
        {words.accept}
      </Button>
      {offer.allow_decline && (
        <Button
          variant="default"
          data-size="lg"
          loading={offer.answer === "declining"}
          disabled={offer.answer === "accepting"}
          onClick={() => acts.decline(offer, false)}
        >
          {words.decline}
        </Button>
      )}
    </div>
  );
}

interface RingProps {
  readonly offer: Offer;
  readonly left: number;
  readonly name: string;
}

const RADIUS = 21;
const ROUND = 2 * Math.PI * RADIUS;

/** What is left of the toast's time, around the caller; the seconds stand in words for readers. */
function Ring({ offer, left, name }: RingProps) {
  const { offer: words } = useWords();
  const whole = Math.max(1, offer.toast_until - offer.at);
  const share = Math.min(1, (left * 1000) / whole);
  const style = { strokeDasharray: ROUND, strokeDashoffset: ROUND * (1 - share) } as CSSProperties;
  return (
    <span className="ring" data-late={left <= 5}>
      <svg viewBox="0 0 48 48" aria-hidden>
        <circle cx="24" cy="24" r={RADIUS} className="ring__track" />
        <circle cx="24" cy="24" r={RADIUS} className="ring__left" style={style} />
      </svg>
      <Avatar id={offer.chat} name={name} />
      <span className="ring__seconds num" aria-hidden>
        {left}
      </span>
      <span className="unseen">{words.left(left)}</span>
    </span>
  );
}
