/** Why the chat is over, since when, and the way to another one. */

import { endWords } from "../messages/words.ts";
import type { Model } from "../state/model.ts";
import { useDeeds, useLanguage, useWords } from "./deeds.ts";
import { clock } from "./times.ts";

export function Ending({ model }: { readonly model: Model }) {
  const words = useWords();
  const deeds = useDeeds();
  const language = useLanguage();
  const { cause = "", endedAt = null } = model.chat ?? {};
  const unsent = model.draft.trim() !== "" || model.echoes.length > 0;
  return (
    <>
      <p>
        {endWords(words, cause)}
        {endedAt !== null && <small>{words.endedAt(clock(endedAt, language))}</small>}
      </p>
      <button type="button" class="main-button" onClick={() => deeds.anew()}>
        {words.startNew}
      </button>
      {unsent && <small>{words.carriedOver}</small>}
    </>
  );
}
