/** Waiting: the place, how long it may take, and the way out. */

import { waitWords } from "../messages/words.ts";
import type { Model } from "../state/model.ts";
import { useDeeds, useWords } from "./deeds.ts";
import { Hero } from "./hero.tsx";
import { lazy } from "./lazy.tsx";
import { Dots, placeWords } from "./place.tsx";
import { Troubles } from "./troubles.tsx";

const Answers = lazy(() => import("./answers.tsx").then((part) => part.Answers));

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
        {question && model.look.articles && <Answers question={question} />}
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
