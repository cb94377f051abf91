/** Screens that say one thing: closed, connecting, over, out of reach. */

import type { ComponentChildren } from "preact";
import type { Model } from "../state/model.ts";
import { useDeeds, useWords } from "./deeds.ts";
import { Ending } from "./ending.tsx";
import { Hero } from "./hero.tsx";
import { Icon, type IconName } from "./icon.tsx";
import { lazy } from "./lazy.tsx";
import { Dots } from "./place.tsx";
import { Troubles } from "./troubles.tsx";

interface PlateProps {
  readonly model: Model;
  /** What is drawn; `null`: something is on its way. */
  readonly icon: IconName | null;
  readonly title: string;
  readonly children: ComponentChildren;
}

function Plate({ model, icon, title, children }: PlateProps) {
  return (
    <>
      <Hero model={model}>
        <div class="place">
          <span class="disc still" aria-hidden="true">
            {icon === null ? <Dots /> : <Icon name={icon} size={28} />}
          </span>
          <h2 tabIndex={-1} data-first="">
            {title}
          </h2>
        </div>
      </Hero>
      {children}
    </>
  );
}

const Away = lazy(() => import("./away.tsx").then((part) => part.Away), Nobody);

export function Closed({ model }: { readonly model: Model }) {
  const words = useWords();
  const { state } = model.look;
  return (
    <Plate model={model} icon="moon" title={state === "busy" ? words.busyTitle : words.closedTitle}>
      <Away model={model} />
    </Plate>
  );
}

/** Until it is known what else can be done. */
function Nobody() {
  const words = useWords();
  const deeds = useDeeds();
  return (
    <div class="body plate">
      <p>{words.closedText}</p>
      <button type="button" class="quiet-button" onClick={() => deeds.refresh()}>
        {words.tryAgain}
      </button>
    </div>
  );
}

export function Asking({ model }: { readonly model: Model }) {
  const words = useWords();
  return (
    <Plate model={model} icon={null} title={words.asking}>
      <Troubles model={model} />
      <div class="body plate" />
    </Plate>
  );
}

export function Over({ model }: { readonly model: Model }) {
  const words = useWords();
  const cause = model.chat?.cause ?? "";
  const wished = cause === "canceled" || cause === "deflected" || cause === "end_user";
  return (
    <Plate model={model} icon={wished ? "check" : "moon"} title={words.over}>
      <div class="body plate">
        <Ending model={model} />
      </div>
    </Plate>
  );
}
