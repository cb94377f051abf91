import { Button, CloseButton } from "@mantine/core";
import { IconWorld } from "@tabler/icons-react";
import type { CSSProperties } from "react";
import type { Words } from "../../messages/en.ts";
import type { Offer } from "../../state/desk.ts";
import { secondsLeft, stopwatch } from "../../state/time.ts";
import { Avatar } from "../common/Avatar.tsx";
import { useActs, useNow, useSelect, useWords } from "../desk_context.ts";

export function OfferCard({ offer }: { readonly offer: Offer }) {
  const { offer: words, visitor } = useWords();
  const acts = useActs();
  const now = useNow();
  const { about } = offer;
  const name = about.name || visitor;
  const left = secondsLeft(offer.toast_until, now);
  const page = about.page_title || about.page_url.replace(/^https?:\/\//, "");
  const form = offer.form ?? "engagement";
  const says = saying(form, words);
  return (
    <article
      className="offer"
      aria-label={`${words.heading[form]}: ${name}`}
      data-answer={offer.answer}
    >
      {form !== "engagement" && <Sender form={form} sender={offer.sender ?? ""} />}
      <CloseButton
        className="offer__close"
        aria-label={words.close}
        title={offer.auto_decline || offer.allow_decline ? says.closeDeclines : says.closeAccepts}
        disabled={offer.answer !== null}
        onClick={() => acts.decline(offer, true)}
      />
      <header>
        <Ring offer={offer} left={left} name={name} />
        <div className="offer__who">
          <h2>{name}</h2>
          <p className="num">
            {about.queue} · {says.for(stopwatch(now - offer.requested_at))}
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
        {left > 0 ? (offer.auto_decline ? says.declines : says.accepts) : words.ranOut}
      </p>
    </article>
  );
}

type OfferWords = Words["offer"];

/** A new chat waits and goes elsewhere; one of a colleague goes on, and they are told. */
function saying(form: NonNullable<Offer["form"]>, words: OfferWords) {
  if (form !== "engagement") return { ...words.asked, for: words.going };
  return {
    accepts: words.autoAccepts,
    declines: words.autoDeclines,
    closeAccepts: words.closeAccepts,
    closeDeclines: words.closeDeclines,
    for: words.waited,
  };
}

interface SenderProps {
  readonly form: "transfer" | "conference";
  readonly sender: string;
}

/** The colleague who asks. */
function Sender({ form, sender }: SenderProps) {
  const { offer: words, lines } = useWords();
  const name = useSelect(({ desk }) => desk.agents[sender]) ?? lines.someone;
  return (
    <p className="offer__sender">
      <Avatar id={sender} name={name} agent small />
      <strong>{words.asks[form](name)}</strong>
    </p>
  );
}

function Answers({ offer }: { readonly offer: Offer }) {
  const { offer: words } = useWords();
  const acts = useActs();
  const isOpening = useSelect(({ busy }) => busy.has(`view_invitation:${offer.chat}`));
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
      {offer.sender != null && (
        <Button
          variant="default"
          data-size="lg"
          title={words.viewHint}
          loading={isOpening}
          disabled={offer.answer !== null}
          onClick={() => acts.view(offer)}
        >
          {words.view}
        </Button>
      )}
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
