/** The emoji to choose from. */

import { useEffect, useRef } from "preact/hooks";
import { EMOJI, inserted } from "../../shown/emoji.ts";
import { emojiWords } from "../messages/emoji.ts";
import { useDeeds, useLanguage, useStyles, useWords } from "./deeds.ts";
import css from "./emoji.css?inline";

interface Held<E> {
  readonly current: E | null;
}

export interface EmojiProps {
  readonly area: Held<HTMLTextAreaElement>;
  /** In which the button stands that shows them. */
  readonly row: Held<HTMLElement>;
  readonly isOffRecord: boolean;
  close(): void;
}

export function Emoji({ area, row, isOffRecord, close }: EmojiProps) {
  useStyles(css);
  const words = useWords();
  const { groups } = emojiWords(useLanguage());
  const deeds = useDeeds();
  const picker = useRef<HTMLDivElement>(null);
  const opener = row.current?.querySelector<HTMLElement>("[aria-expanded]");
  useEffect(() => picker.current?.querySelector("button")?.focus(), []);
  const choose = (emoji: string): void => {
    const box = area.current;
    if (box === null) return;
    const { text, caret } = inserted(box.value, emoji, box.selectionStart, box.selectionEnd);
    deeds.draft(text, isOffRecord);
    close();
    requestAnimationFrame(() => {
      box.focus();
      box.setSelectionRange(caret, caret);
    });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of buttons over the box, not a form's part
    <div
      ref={picker}
      class="picker"
      role="group"
      aria-label={words.emoji}
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          event.stopPropagation();
          close();
          opener?.focus();
        } else step(event, picker.current);
      }}
      onFocusOut={(event) => {
        const to = event.relatedTarget;
        if (to instanceof Node && !picker.current?.contains(to) && to !== opener) close();
      }}
    >
      {EMOJI.map(({ id: group, emoji }) => (
        <section key={group} aria-label={groups[group]}>
          <h3>{groups[group]}</h3>
          {emoji.map((each) => (
            <button key={each} type="button" onClick={() => choose(each)}>
              {each}
            </button>
          ))}
        </section>
      ))}
    </div>
  );
}

const COLUMNS = 8;
const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowLeft: -1,
  ArrowDown: COLUMNS,
  ArrowUp: -COLUMNS,
};

/** Arrows go from one to the next; against the direction of writing, the other way. */
function step(event: KeyboardEvent, picker: HTMLElement | null): void {
  const way = STEPS[event.key];
  if (way === undefined || picker === null) return;
  event.preventDefault();
  const all = [...picker.querySelectorAll("button")];
  const isRow = Math.abs(way) === 1;
  const turned = isRow && getComputedStyle(picker).direction === "rtl" ? -way : way;
  const at = all.indexOf(event.target as HTMLButtonElement);
  all[Math.max(0, Math.min(all.length - 1, at + turned))]?.focus();
}
