import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { useDesk, useWords } from "../desk_context.ts";

interface GlassProps {
  readonly chat: string;
  readonly scale: number;
  /** Of the end-user's window. */
  readonly width: number;
  readonly height: number;
}

/** So far do the arrow keys move the pointer; with Shift, eight times. */
const STEP_PIXELS = 8;
const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Lies over the picture: takes the agent's pointer, so that the picture itself gets none of it. */
export function Glass({ chat, scale, width, height }: GlassProps) {
  const { shows } = useDesk();
  const { cobrowse: words } = useWords();
  const [at, setAt] = useState({ x: width / 2, y: height / 2 });
  const [byKeys, setByKeys] = useState(false);
  const placeOf = (event: PointerEvent | React.MouseEvent): { x: number; y: number } => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return { x: (event.clientX - left) / scale, y: (event.clientY - top) / scale };
  };
  const moveByKeys = (event: KeyboardEvent): void => {
    if (event.key === "Enter") {
      event.preventDefault();
      shows.highlight(chat, at.x, at.y);
    }
    const move = MOVES[event.key];
    if (move === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const step = event.shiftKey ? STEP_PIXELS * 8 : STEP_PIXELS;
    const next = {
      x: Math.min(Math.max(at.x + move[0] * step, 0), width - 1),
      y: Math.min(Math.max(at.y + move[1] * step, 0), height - 1),
    };
    setAt(next);
    setByKeys(true);
    shows.point(chat, next.x, next.y);
  };
  return (
    <button
      type="button"
      className="page-view__glass"
      aria-label={words.glass}
      onPointerMove={(event) => {
        const next = placeOf(event);
        setByKeys(false);
        shows.point(chat, next.x, next.y);
      }}
      onPointerLeave={() => shows.leave(chat)}
      onBlur={() => {
        setByKeys(false);
        shows.leave(chat);
      }}
      onClick={(event) => {
        if (event.detail === 0) return;
        const { x, y } = placeOf(event);
        shows.highlight(chat, x, y);
      }}
      onKeyDown={moveByKeys}
    >
      {byKeys && <i style={{ left: at.x * scale, top: at.y * scale }} aria-hidden />}
    </button>
  );
}
