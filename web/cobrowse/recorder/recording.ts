/** How rrweb records for us. What it hides is hidden again by the mask. */

import type { recordOptions } from "rrweb";
import type { Recorded } from "../recorded.ts";

/** Of the end-user's pointer and scrolling, how often in milliseconds. */
const POINTER_EVERY_MS = 150;
const SCROLL_EVERY_MS = 150;

/** The rest says nothing that the page does not show. */
const PRESSES_ONLY = Object.fromEntries(
  "MouseUp MouseDown ContextMenu DblClick Focus Blur TouchEnd TouchCancel"
    .split(" ")
    .map((name) => [name, false]),
);

export const RECORDING = {
  /** By element, so that no type of input is forgotten; its type names have no "input". */
  maskInputOptions: { input: true, textarea: true, select: true, password: true } as object,
  slimDOMOptions: "all",
  inlineStylesheet: true,
  inlineImages: false,
  recordCanvas: false,
  collectFonts: false,
  sampling: {
    mousemove: POINTER_EVERY_MS,
    mousemoveCallback: POINTER_EVERY_MS,
    scroll: SCROLL_EVERY_MS,
    mouseInteraction: PRESSES_ONLY,
  },
} satisfies recordOptions<Recorded>;
