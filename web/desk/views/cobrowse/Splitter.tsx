import type { KeyboardEvent, PointerEvent } from "react";
import { useWords } from "../desk_context.ts";

interface SplitterProps {
  /** Of the sheet's width, in percent, that the page has. */
  readonly share: number;
  change(share: number): void;
}

const SHARE = { min: 30, max: 80 };
const STEP = 4;

/** Between the page and the chat: dragged, or moved by keys. */
export function Splitter({ share, change }: SplitterProps) {
  const { cobrowse: words } = useWords();
  const set = (next: number): void => change(Math.min(Math.max(next, SHARE.min), SHARE.max));
  const drag = (event: PointerEvent): void => {
    const sheet = event.currentTarget.parentElement;
    if (sheet === null || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { left, width } = sheet.getBoundingClientRect();
    set(((event.clientX - left) / width) * 100);
  };
  const byKeys = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    set(share + (event.key === "ArrowLeft" ? -STEP : STEP));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule can't be dragged
    <div
      className="page-splitter"
      role="separator"
      tabIndex={0}
      aria-label={words.width}
      aria-orientation="vertical"
      aria-valuemin={SHARE.min}
      aria-valuemax={SHARE.max}
      aria-valuenow={Math.round(share)}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={byKeys}
    />
  );
}
