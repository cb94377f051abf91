/** Asks before the chat is ended. */

import { useLayoutEffect, useRef } from "preact/hooks";
import { useDeeds, useWords } from "./deeds.ts";

export function Confirm() {
  const words = useWords();
  const deeds = useDeeds();
  const sheet = useRef<HTMLDivElement>(null);
  const keep = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const root = sheet.current?.getRootNode();
    const before = root instanceof ShadowRoot ? root.activeElement : null;
    keep.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <div class="veil">
      <div
        ref={sheet}
        class="sheet"
        role="alertdialog"
        aria-modal="true"
        aria-labelledby="confirm-title"
        aria-describedby="confirm-text"
        onKeyDown={(event) => keepInside(event, sheet.current)}
      >
        <h3 id="confirm-title">{words.confirmTitle}</h3>
        <p id="confirm-text">{words.confirmText}</p>
        <div class="choices">
          <button
            type="button"
            class="quiet-button"
            ref={keep}
            onClick={() => deeds.confirm(false)}
          >
            {words.confirmKeep}
          </button>
          <button type="button" class="main-button" onClick={() => deeds.end()}>
            {words.confirmEnd}
          </button>
        </div>
      </div>
    </div>
  );
}

/** Tab goes round between the two buttons. */
function keepInside(event: KeyboardEvent, sheet: HTMLElement | null): void {
  if (event.key !== "Tab" || sheet === null) return;
  const buttons = [...sheet.querySelectorAll("button")];
  const edge = event.shiftKey ? buttons[0] : buttons.at(-1);
  if (event.target !== edge) return;
  event.preventDefault();
  (event.shiftKey ? buttons.at(-1) : buttons[0])?.focus();
}
