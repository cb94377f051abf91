/** Bars under the title. That the line is down must be told without one; the others are fetched. */

import type { ComponentChildren } from "preact";
import { secondsWords } from "../messages/words.ts";
import type { Model } from "../state/model.ts";
import { lineTrouble } from "../state/screen.ts";
import { useDeeds, useWords } from "./deeds.ts";
import { Icon } from "./icon.tsx";
import { lazy } from "./lazy.tsx";

const Bars = lazy(() => import("./bars.tsx").then((part) => part.Bars), null, Unknown);

export function Troubles({ model }: { readonly model: Model }) {
  const words = useWords();
  const trouble = lineTrouble(model);
  if (trouble?.is !== "down") {
    const isAny = trouble !== null || model.chat?.absent || model.idleEndsAt !== null;
    return isAny ? <Bars model={model} /> : null;
  }
  const { seconds, kept } = trouble;
  return (
    <LineBar canTry={seconds > 0}>
      {words.down(secondsWords(words, seconds))}
      {kept !== null && <small>{words.kept(secondsWords(words, kept))}</small>}
    </LineBar>
  );
}

/** Something is wrong, and what it is can't be fetched either. */
function Unknown() {
  return <LineBar canTry>{useWords().refused_other}</LineBar>;
}

interface LineBarProps {
  readonly canTry: boolean;
  readonly children: ComponentChildren;
}

function LineBar({ canTry, children }: LineBarProps) {
  const words = useWords();
  const deeds = useDeeds();
  return (
    <div class="bar">
      <Icon name="offline" size={18} />
      <span class="grow">{children}</span>
      {canTry && (
        <button type="button" onClick={() => deeds.tryNow()}>
          {words.tryNow}
        </button>
      )}
    </div>
  );
}
