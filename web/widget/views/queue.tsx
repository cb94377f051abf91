/** Waiting: the place, how long it may take, and the way out. */

import { waitWords } from "../messages/words.ts";
import type { Model } from "../state/model.ts";
import { useDeeds, useWords } from "./deeds.ts";
import { Hero } from "./top.tsx";
import { Troubles } from "./troubles.tsx";

export function Queue({ model }: { readonly model: Model }) {
  const words = useWords();
  const deeds = useDeeds();
  const question = model.chat?.items.find((item) => item.is === "own")?.text;
  return (
    <>
      <Hero model={model}>
        <Place model={model} />
      </Hero>
      <Troubles model={model} />
      <div class="body queue">
        {question && (
          <figure class="question">
            <figcaption>{words.yourQuestion}</figcaption>
            <blockquote dir="auto">{question}</blockquote>
          </figure>
        )}
        <p class="hint">{words.queueStay}</p>
        <button type="button" class="quiet-button" onClick={() => deeds.leaveQueue()}>
          {words.leaveQueue}
        </button>
      </div>
    </>
  );
}

function Place({ model }: { readonly model: Model }) {
  const words = useWords();
  const { wait } = model;
  return (
    <div class="place">
      <div class="rings" aria-hidden="true">
        <span class="ring" />
        <span class="ring late" />
        <span class="disc">{wait === null ? <Dots /> : wait.position}</span>
      </div>
      <h2 tabIndex={-1} data-first="">
        {placeWords(model, words)}
      </h2>
      {wait !== null && wait.expectedMs !== null && (
        <p>{words.waitAbout(waitWords(words, wait.expectedMs))}</p>
      )}
    </div>
  );
}

/** Waiting once more in the middle of a chat. */
export function WaitingAgain({ model }: { readonly model: Model }) {
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

function placeWords(model: Model, words: ReturnType<typeof useWords>): string {
  const { wait } = model;
  if (wait === null) return words.queueSoon;
  return wait.position <= 1 ? words.queueNext : words.queueAhead(wait.position - 1);
}

export function Dots() {
  return (
    <span class="dots">
      <i />
      <i />
      <i />
    </span>
  );
}
