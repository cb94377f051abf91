/** Waiting once more in the middle of a chat. */

import { waitWords } from "../messages/words.ts";
import type { Model } from "../state/model.ts";
import { useDeeds, useStyles, useWords } from "./deeds.ts";
import { Dots, placeWords } from "./place.tsx";
import css from "./waiting_again.css?inline";

export function WaitingAgain({ model }: { readonly model: Model }) {
  useStyles(css);
  const words = useWords();
  const deeds = useDeeds();
  const { wait } = model;
  return (
    <div class="foot waiting-again">
      <span class="disc small" aria-hidden="true">
        {wait === null ? <Dots /> : wait.position}
      </span>
      <div class="grow">
        <strong>{placeWords(model, words)}</strong>
        {wait !== null && wait.expectedMs !== null && (
          <p>{words.waitAbout(waitWords(words, wait.expectedMs))}</p>
        )}
      </div>
      <button type="button" class="quiet-button" onClick={() => deeds.leaveQueue()}>
        {words.leaveQueue}
      </button>
    </div>
  );
}
