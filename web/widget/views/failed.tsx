/** The line is down for good. */

import type { Model } from "../state/model.ts";
import { lineTrouble } from "../state/screen.ts";
import { useDeeds, useWords } from "./deeds.ts";
import { Minimise } from "./top.tsx";

export function Failed({ model }: { readonly model: Model }) {
  const words = useWords();
  const deeds = useDeeds();
  const trouble = lineTrouble(model);
  const why = trouble?.is === "stopped" ? trouble.why : "failed";
  return (
    <>
      <div class="top">
        <div class="who">
          <h2 tabIndex={-1} data-first="">
            {words[`stopped_${why}`]}
          </h2>
          <p>{model.look.name}</p>
        </div>
        <Minimise />
      </div>
      <div class="body bare">
        <button type="button" class="main-button" onClick={() => deeds.tryNow()}>
          {words.reconnect}
        </button>
        <button type="button" class="quiet-button" onClick={() => deeds.anew()}>
          {words.startNew}
        </button>
      </div>
    </>
  );
}
