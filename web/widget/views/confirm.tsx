/** Asks before something that can't be taken back. */

import { useLayoutEffect, useRef } from "preact/hooks";
import { confirmWords } from "../messages/confirm.ts";
import css from "./confirm.css?inline";
import { useDeeds, useLanguage, useStyles } from "./deeds.ts";

export function Confirm() {
  const words = confirmWords(useLanguage());
  const deeds = useDeeds();
  return (
    <Sheet
      title={words.title}
      text={words.text}
      no={words.keep}
      yes={words.end}
      onNo={() => deeds.confirm(false)}
      onYes={() => deeds.end()}
    />
  );
}

interface SheetProps {
  readonly title: string;
  readonly text: string;
  readonly no: string;
  readonly yes: string;
  onNo(): void;
  onYes(): void;
}

/** Two ways, of which the harmless one has the focus. */
export function Sheet({ title, text, no, yes, onNo, onYes }: SheetProps) {
  useStyles(css);
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
        <h3 id="confirm-title">{title}</h3>
        <p id="confirm-text">{text}</p>
        <div class="choices">
          <button type="button" class="quiet-button" ref={keep} onClick={onNo}>
            {no}
          </button>
          <button type="button" class="main-button" onClick={onYes}>
            {yes}
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
