/** Which attributes of an element may leave the page, and what becomes of them. */

import { mayStay, withoutLoads } from "./css.ts";
import { dots, withoutNumbers } from "./patterns.ts";

export interface Bearer {
  /** In lower case. */
  readonly tag: string;
  /** `type` of an input, in lower case; empty otherwise. */
  readonly type: string;
  /** It lies within something masked. */
  readonly isPrivate: boolean;
}

/** They say how an element looks, and hold no words. */
const LOOKS = new Set(
  `class id style dir lang role hidden open disabled checked selected readonly required multiple
  type name for tabindex width height size rows cols colspan rowspan span scope start reversed
  min max step wrap align valign bgcolor color face border cellpadding cellspacing nowrap inert
  contenteditable draggable popover part slot is data-rr-is-password
  xmlns viewbox preserveaspectratio d x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy points transform
  fill fill-opacity fill-rule stroke stroke-width stroke-linecap stroke-linejoin stroke-dasharray
  stroke-dashoffset stroke-miterlimit stroke-opacity opacity clip-path clip-rule clippathunits mask
  maskunits filter offset stop-color stop-opacity gradientunits gradienttransform spreadmethod
  patternunits patterntransform patterncontentunits markerwidth markerheight refx refy orient
  marker-start marker-mid marker-end text-anchor dominant-baseline font-family font-size font-weight
  letter-spacing vector-effect shape-rendering rotate textlength lengthadjust pathlength
  rr_width rr_height rr_scrollleft rr_scrolltop rr_open_mode`.split(/\s+/),
);
/** They hold words that people read. */
const WORDS = new Set(["title", "placeholder", "alt", "label", "summary", "value", "abbr"]);
const SPOKEN = /^aria-(?:label|description|placeholder|valuetext|roledescription)$/;
const ADDRESSES = new Set(["src", "href", "xlink:href"]);
/** Inputs whose value is their caption. */
const BUTTONS = new Set(["button", "submit", "reset"]);
const FIELDS = new Set(["input", "textarea", "select", "option"]);
/** A page's own marks for its styles: "open", "dark", "step-2". */
const MARK = /^[a-z]?[a-z-]{0,18}[0-9]?$/;

/** The value to send; `null`: none. What is no text (a switch, a size) goes as it is. */
export function attribute(
  of: Bearer,
  name: string,
  value: string | number | boolean,
): string | number | boolean | null {
  const key = name.toLowerCase();
  if (typeof value === "string") return textValue(of, key, value);
  return LOOKS.has(key) || key.startsWith("aria-") ? value : null;
}

function textValue(of: Bearer, key: string, value: string): string | null {
  if (key === "_csstext") return withoutLoads(value);
  if (key === "style") return withoutNumbers(withoutLoads(value));
  if (ADDRESSES.has(key)) return address(of, key, value);
  if (key === "value" && FIELDS.has(of.tag)) return fieldValue(of, value);
  if (LOOKS.has(key)) return withoutNumbers(withoutLoads(value));
  if (WORDS.has(key) || SPOKEN.test(key)) return of.isPrivate ? null : withoutNumbers(value);
  return /^(?:data|aria)-/.test(key) && MARK.test(value) ? value : null;
}

/** Where a link leads is nobody's business; that it is one shows. */
function address(of: Bearer, key: string, value: string): string | null {
  if (key !== "src" && !value.startsWith("#")) return of.tag === "a" ? "#" : null;
  const isDrawn = key !== "src" || of.tag === "img" || of.tag === "image";
  return isDrawn && !of.isPrivate && mayStay(value) ? value : null;
}

function fieldValue(of: Bearer, value: string): string | null {
  if (of.tag === "option" || of.type === "hidden") return null;
  if (of.type === "checkbox" || of.type === "radio") return null;
  if (!BUTTONS.has(of.type)) return of.type === "password" ? dots("xxxxxxxx") : dots(value);
  return of.isPrivate ? null : withoutNumbers(value);
}
