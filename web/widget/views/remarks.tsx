/** What stands in the chat and around it seldom: notices, refusals, what could not be sent. */

import {
  refusalWords,
  type SeldomWords,
  seldomNotice,
  seldomWords,
  TOO_LATE,
} from "../messages/seldom.ts";
import type { Notice } from "../state/chat.ts";
import type { Model } from "../state/model.ts";
import type { Bubble } from "../state/transcript.ts";
import { useDeeds, useLanguage, useStyles, useWords } from "./deeds.ts";
import { ALERT } from "./drawings.ts";
import { Drawn } from "./icon.tsx";
import css from "./remarks.css?inline";

export function useSeldom(): SeldomWords {
  return seldomWords(useLanguage());
}

export function SeldomNotice({ notice }: { readonly notice: Notice }) {
  return <p class="notice">{seldomNotice(useSeldom(), useWords(), notice)}</p>;
}

/** Under the names of more than one agent, or of nobody yet. */
export function Subtitle({ waits }: { readonly waits: boolean }) {
  const words = useSeldom();
  return <>{waits ? words.waitingAgain : words.withYou}</>;
}

export function Erased() {
  useStyles(css);
  return <p class="bubble erased">{useSeldom().erased}</p>;
}

/** Why a request was refused. */
export function Refusal({ model }: { readonly model: Model }) {
  return (
    <p class="fault-box" data-tell>
      <Drawn path={ALERT} size={18} />
      {refusalWords(useSeldom(), useWords(), model.refusal)}
    </p>
  );
}

export interface CountProps {
  /** Characters; less than none: too many. */
  readonly left: number;
}

export function Count({ left }: CountProps) {
  useStyles(css);
  const isOver = left < 0;
  return (
    <p id="characters" class={isOver ? "count over" : "count"}>
      {useSeldom().count(useWords().characters(Math.abs(left)), isOver)}
    </p>
  );
}

/** Under a post that is not there, and won't be by itself. */
export function Unsent({ bubble }: { readonly bubble: Bubble }) {
  useStyles(css);
  const words = useWords();
  const seldom = useSeldom();
  const deeds = useDeeds();
  const { code, id, state } = bubble;
  return (
    <p class="state unsent">
      <Drawn path={ALERT} size={14} />
      <span>{state === "lost" ? seldom.maybeSent : words.notSent}</span>
      {!TOO_LATE.has(code) && (
        <button type="button" onClick={() => deeds.retry(id)}>
          {words.tryAgain}
        </button>
      )}
      <button type="button" onClick={() => deeds.discard(id)}>
        {seldom.discard}
      </button>
      {code !== "" && <span class="why">{refusalWords(seldom, words, code)}</span>}
    </p>
  );
}
