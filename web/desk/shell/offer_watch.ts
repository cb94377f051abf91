/** Watches open offers: rings, and answers for the agent when a toast has run out. */

import { type DeskState, type Offer, sessionsInUse } from "../state/desk.ts";

export interface OfferWorld {
  /** The server's time. */
  now(): number;
  ring(on: boolean): void;
  ranOut(offer: Offer): void;
}

export class OfferWatch {
  readonly #world: OfferWorld;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reported = new Set<string>();

  constructor(world: OfferWorld) {
    this.#world = world;
  }

  /** After each change of the offers. */
  look(offers: readonly Offer[]): void {
    const unanswered = offers.filter(
      (offer) => offer.answer === null && !this.#reported.has(offer.invitation),
    );
    this.#world.ring(unanswered.length > 0);
    clearTimeout(this.#timer);
    if (unanswered.length === 0) return;
    const next = Math.min(...unanswered.map((offer) => offer.toast_until));
    this.#timer = setTimeout(() => this.#due(unanswered), Math.max(0, next - this.#world.now()));
  }

  /** A welcome brings open offers anew; each is reported once for each line. */
  forget(): void {
    this.#reported = new Set();
  }

  #due(offers: readonly Offer[]): void {
    for (const offer of offers) {
      if (offer.toast_until > this.#world.now()) continue;
      this.#reported.add(offer.invitation);
      this.#world.ranOut(offer);
    }
    this.look(offers);
  }
}

/** Why this desk can't show an offer that has just come; `null`: it can. */
export function againstOffer(state: DeskState): "busy" | "unavailable" | null {
  const status = state.statuses.find((each) => each.id === state.status);
  if (status?.type !== "available") return "unavailable";
  const full = state.me !== null && sessionsInUse(state).taken >= state.me.max_sessions;
  return full ? "busy" : null;
}
