/** The place in the queue in words; and the sign that something is on its way. */

import type { Model } from "../state/model.ts";
import type { useWords } from "./deeds.ts";

export function placeWords(model: Model, words: ReturnType<typeof useWords>): string {
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
