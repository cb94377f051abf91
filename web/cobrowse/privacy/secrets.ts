/** What of a page is never shown, by where it stands. */

/** Frames and moving pictures: what they show is not the page's own text. */
const UNSHOWN = "iframe, frame, object, embed, canvas, video, audio, portal, fencedframe";
/** Never shown, on any site; `data-parlour-*` are for the page's author. */
const UNREAD =
  "[contenteditable]:not([contenteditable='false' i]), [role='textbox'], [data-parlour-mask], .rr-mask";
/** In a site's list this is no selector: e-mail addresses are masked in all texts. */
const EMAIL = "email";
const WIDGET = "parlour";
const AUTHORS_BLOCK = "[data-parlour-block], .rr-block";

export interface Secrets {
  /** It is no part of the page: we have put it there. */
  isOurs(element: Element): boolean;
  /** Nothing of it leaves the page but its place and size. */
  isUnshown(element: Element): boolean;
  /** Its words leave the page as dots; so do those of all within it. */
  isPrivate(element: Element): boolean;
  /** Of `isUnshown`, for the recorder. */
  readonly unshown: string;
  readonly hidesEmail: boolean;
}

/** `own`: what stands on the page for us. `masked`: selectors of the site; a bad one masks all. */
export function secretsOf(masked: readonly string[], own: readonly Element[]): Secrets {
  const selectors = masked.filter((each) => each !== EMAIL);
  const isValid = selectors.every(isSelector);
  const selector = [UNREAD, ...selectors.filter(isSelector)].join(", ");
  const unshown = `${UNSHOWN}, ${AUTHORS_BLOCK}, #${WIDGET}`;
  return {
    unshown,
    hidesEmail: masked.includes(EMAIL),
    isOurs: (element) => own.includes(element) || element.id === WIDGET,
    isUnshown: (element) => own.includes(element) || element.matches(unshown),
    isPrivate: (element) => !isValid || element.matches(selector),
  };
}

/** The parent, out of shadow trees too. */
export function parentOf(node: Node): Node | null {
  return node.parentNode ?? (node instanceof ShadowRoot ? node.host : null);
}

function isSelector(text: string): boolean {
  try {
    document.createDocumentFragment().querySelector(text);
    return true;
  } catch {
    return false;
  }
}
