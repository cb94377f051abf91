/** A chat of this visitor was found open: go on with it, or end it and begin anew. */

import { besideWords } from "../messages/beside.ts";
import { Sheet } from "./confirm.tsx";
import { useDeeds, useLanguage } from "./deeds.ts";

export function Found() {
  const words = besideWords(useLanguage());
  const deeds = useDeeds();
  return (
    <Sheet
      title={words.foundTitle}
      text={words.foundText}
      no={words.goOn}
      yes={words.beginAnew}
      onNo={() => deeds.goOn()}
      onYes={() => deeds.beginAnew()}
    />
  );
}
