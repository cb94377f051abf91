/** The chat: who is in it, what was said, and the place to write. */

import { endWords } from "../messages/words.ts";
import type { Model } from "../state/model.ts";
import { Composer } from "./composer.tsx";
import { Confirm } from "./confirm.tsx";
import { useDeeds, useWords } from "./deeds.ts";
import { WaitingAgain } from "./queue.tsx";
import { Top } from "./top.tsx";
import { Transcript } from "./transcript.tsx";
import { Troubles } from "./troubles.tsx";

export function Chat({ model }: { readonly model: Model }) {
  return (
    <>
      <Top model={model} />
      <Troubles model={model} />
      <Transcript model={model} />
      <Foot model={model} />
      {model.confirming && <Confirm />}
    </>
  );
}

function Foot({ model }: { readonly model: Model }) {
  switch (model.chat?.phase) {
    case "engaged":
      return <Composer model={model} />;
    case "waiting":
      return <WaitingAgain model={model} />;
    default:
      return <Ended cause={model.chat?.cause ?? ""} />;
  }
}

function Ended({ cause }: { readonly cause: string }) {
  const words = useWords();
  const deeds = useDeeds();
  return (
    <div class="foot ended">
      <p>{endWords(words, cause)}</p>
      <button type="button" class="main-button" onClick={() => deeds.anew()}>
        {words.startNew}
      </button>
    </div>
  );
}
