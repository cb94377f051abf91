/** The widget as a whole: panel and live region. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Model } from "../state/model.ts";
import { type Screen, screenOf } from "../state/screen.ts";
import { Before } from "./before.tsx";
import { Chat } from "./chat.tsx";
import { type Surround, SurroundContext } from "./deeds.ts";
import { Failed } from "./failed.tsx";
import { lazy } from "./lazy.tsx";

const Found = lazy(() => import("./found.tsx").then((part) => part.Found));

export interface AppProps {
  readonly model: Model;
  readonly spoken: string;
  readonly surround: Surround;
}

export function App({ model, spoken, surround }: AppProps) {
  const { whole, told } = useTold();
  return (
    <SurroundContext.Provider value={surround}>
      <div ref={whole} class="parlour" lang={surround.tongue.language}>
        {model.open && <Panel model={model} surround={surround} />}
        <div class="unseen" role="status" aria-live="polite" aria-atomic="false">
          <p>{spoken}</p>
          <p>{told}</p>
        </div>
      </div>
    </SurroundContext.Provider>
  );
}

/** What parts of the panel want read out: the texts of what is marked `data-tell`. */
function useTold() {
  const whole = useRef<HTMLDivElement>(null);
  const [told, tell] = useState("");
  useLayoutEffect(() => {
    const element = whole.current;
    if (element === null) return;
    const watch = new MutationObserver(() => {
      const marked = [...element.querySelectorAll("[data-tell]")];
      tell(marked.map(({ textContent }) => textContent?.trim()).join(" "));
    });
    watch.observe(element, { childList: true, characterData: true, subtree: true });
    return () => watch.disconnect();
  }, []);
  return { whole, told };
}

function Panel({ model, surround }: { readonly model: Model; readonly surround: Surround }) {
  const screen = screenOf(model);
  const panel = useFocus(surround.touch);
  const { words } = surround.tongue;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.stopPropagation();
    if (model.found) surround.deeds.goOn();
    else if (model.confirming) surround.deeds.confirm(false);
    else surround.deeds.close();
  };
  return (
    <div
      ref={panel}
      class="panel"
      role="dialog"
      aria-modal="false"
      aria-label={words.chatWith(model.look.name)}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      {/* The page decides on which side the panel stands, the language how it reads. */}
      <div class="inside" dir={surround.tongue.direction}>
        <Current screen={screen} model={model} />
        {model.found && <Found />}
      </div>
    </div>
  );
}

function Current({ screen, model }: { readonly screen: Screen; readonly model: Model }) {
  if (screen === "chat") return <Chat model={model} />;
  if (screen === "failed") return <Failed model={model} />;
  return <Before screen={screen} model={model} />;
}

/** When what had the focus goes away, the focus goes on in what comes instead. */
function useFocus(touch: boolean) {
  const panel = useRef<HTMLDivElement>(null);
  const inside = useRef(false);
  useLayoutEffect(() => {
    const element = panel.current;
    if (element === null) return;
    element.addEventListener("focusin", () => {
      inside.current = true;
    });
    element.addEventListener("focusout", ({ target, relatedTarget }) => {
      const left = relatedTarget !== null || (target instanceof Node && target.isConnected);
      queueMicrotask(() => {
        if (left && !hasFocus(element)) inside.current = false;
      });
    });
  }, []);
  useLayoutEffect(() => {
    const element = panel.current;
    if (element === null || !inside.current || hasFocus(element)) return;
    if (focusIsFree(element)) moveFocusIn(element, touch);
  });
  return panel;
}

function hasFocus(panel: HTMLElement): boolean {
  const root = panel.getRootNode();
  return root instanceof ShadowRoot && panel.contains(root.activeElement);
}

/** Nothing on the page has the focus, or something of ours. */
function focusIsFree(panel: HTMLElement): boolean {
  const root = panel.getRootNode();
  const host = root instanceof ShadowRoot ? root.host : null;
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body || activeElement === host;
}

/** Into the field to write in; with a finger only to the panel, so that no keyboard jumps up. */
export function moveFocusIn(panel: HTMLElement, touch: boolean): void {
  const wanted = touch ? null : panel.querySelector<HTMLElement>("[data-first]");
  (wanted ?? panel).focus({ preventScroll: true });
}
