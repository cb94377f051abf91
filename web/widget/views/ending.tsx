/** The chat is over. Why, and what can be done after it, is fetched then. */

import type { Model } from "../state/model.ts";
import { useDeeds, useWords } from "./deeds.ts";
import { lazy } from "./lazy.tsx";

export interface EndingProps {
  readonly model: Model;
}

export const Ending = lazy(() => import("./ended.tsx").then((part) => part.Ended), StartNew);

export function StartNew() {
  const words = useWords();
  const deeds = useDeeds();
  return (
    <button type="button" class="main-button" onClick={() => deeds.anew()}>
      {words.startNew}
    </button>
  );
}
