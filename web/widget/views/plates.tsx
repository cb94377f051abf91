/** Screens that say one thing: closed, connecting, over, out of reach. */

import type { ComponentChildren } from "preact";
import type { Model } from "../state/model.ts";
import { lineTrouble } from "../state/screen.ts";
import { useDeeds, useWords } from "./deeds.ts";
import { Ending } from "./ending.tsx";
import { Icon, type IconName } from "./icon.tsx";
import { Dots } from "./queue.tsx";
import { Hero } from "./top.tsx";
import { Troubles } from "./troubles.tsx";

interface PlateProps {
  readonly model: Model;
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

export function Closed({ model }: { readonly model: Model }) {
  const words = useWords();
  const deeds = useDeeds();
  return (
    <Plate model={model} icon="moon" title={words.closedTitle}>
      <div class="body plate">
        <p>{words.closedText}</p>
        <button type="button" class="quiet-button" onClick={() => deeds.refresh()}>
          {words.tryAgain}
        </button>
      </div>
    </Plate>
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

export function Failed({ model }: { readonly model: Model }) {
  const words = useWords();
  const deeds = useDeeds();
  const trouble = lineTrouble(model);
  const why = trouble?.is === "stopped" ? trouble.why : "failed";
  return (
    <Plate model={model} icon="offline" title={words[`stopped_${why}`]}>
      <div class="body plate">
        <button type="button" class="main-button" onClick={() => deeds.tryNow()}>
          {words.reconnect}
        </button>
        <button type="button" class="quiet-button" onClick={() => deeds.anew()}>
          {words.startNew}
        </button>
      </div>
    </Plate>
  );
}
