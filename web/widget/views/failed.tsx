/** The line is down for good. */

import type { Model } from "../state/model.ts";
import { stopOf } from "../state/stops.ts";
import { useDeeds, useWords } from "./deeds.ts";
import { useSeldom } from "./remarks.tsx";
import { Minimise } from "./top.tsx";

export function Failed({ model }: { readonly model: Model }) {
  const words = useWords();
  const deeds = useDeeds();
  const seldom = useSeldom();
  return (
    <>
      <div class="top">
        <div class="who">
          <h2 tabIndex={-1} data-first="">
            {seldom.stops[stopOf(model.line)]}
          </h2>
          <p>{model.look.name}</p>
        </div>
        <Minimise />
      </div>
      <div class="body bare">
        <button type="button" class="main-button" onClick={() => deeds.tryNow()}>
          {seldom.reconnect}
        </button>
        <button type="button" class="quiet-button" onClick={() => deeds.anew()}>
          {words.startNew}
        </button>
      </div>
    </>
  );
}
