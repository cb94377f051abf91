/** The way to co-browse, which is fetched with the first invitation and not before. */

import type { Guest, GuestSide } from "../../cobrowse/guest/guest.ts";
import type { CoBrowseTicket } from "../../protocol/frames.ts";
import type { Seen } from "../../protocol/timeline.ts";

const INVITED = 35;

interface Told {
  readonly kind: number;
  readonly cobrowse_id?: string;
}

export class Sharing {
  readonly #side: GuestSide;
  #guest: Promise<Guest | null> | null = null;

  constructor(side: GuestSide) {
    this.#side = side;
  }

  /** The chat's timeline so far, and what lets the stream begin. */
  follow(entries: readonly Seen<Told>[], ticket: CoBrowseTicket | null): void {
    const invited = entries.findLast(({ event }) => event.kind === INVITED)?.event;
    if (invited === undefined) return;
    this.#guest ??= import("../../cobrowse/guest/guest.ts").then(
      ({ guest }) => guest(this.#side),
      () => {
        const cobrowse = invited.cobrowse_id ?? "";
        this.#side.answer({ type: "decline_cobrowse", cobrowse, unavailable: true });
        return null;
      },
    );
    void this.#guest.then((guest) => guest?.follow(entries, ticket));
  }
}
