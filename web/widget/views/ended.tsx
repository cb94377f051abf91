/** Why the chat is over, since when, and what can be done after it. */

import { causeWords, endingWords } from "../messages/ending.ts";
import { After } from "./after.tsx";
import { useLanguage } from "./deeds.ts";
import { type EndingProps, StartNew } from "./ending.tsx";
import { clock } from "./times.ts";

export function Ended({ model }: EndingProps) {
  const language = useLanguage();
  const words = endingWords(language);
  const { cause = "", endedAt = null } = model.chat ?? {};
  const unsent = model.draft.trim() !== "" || model.echoes.length > 0;
  return (
    <>
      <p data-tell>
        {causeWords(words, cause)}
        {endedAt !== null && <small>{words.endedAt(clock(endedAt, language))}</small>}
      </p>
      <StartNew />
      {unsent && <small>{words.carriedOver}</small>}
      {model.chat?.wasEngaged && <After model={model} />}
    </>
  );
}
