/** What a picture of a page may weigh. Beyond it the show is over: a page like that can't be shown. */

/** Elements and texts together; the longest known articles have a third of it. */
export const NODES_MAX = 100_000;
/** Browsers draw deeper trees, slowly; no page that people made has half of it. */
export const DEPTH_MAX = 200;
/** Of one text or style sheet. */
export const TEXT_CHARACTERS_MAX = 4 << 20;
/** Changes that come in a second, over some seconds; a page with moving parts has some thirty. */
export const EVENTS_PER_SECOND_MAX = 500;
/** A window; four screens side by side. */
export const WINDOW_PIXELS_MAX = 16_384;
/** Where a page can be scrolled to. */
export const SCROLL_PIXELS_MAX = 10_000_000;
/** Things named in one change. */
export const CHANGES_MAX = 50_000;
