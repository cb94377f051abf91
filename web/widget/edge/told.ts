/** A page of the visit. */

import type { PageNote } from "../../loader/pages.ts";
import { type PageSeen, URL_CHARACTERS_MAX } from "../../protocol/frames.ts";

/** As it goes over the wire. */
export function told([url, title, at]: PageNote): PageSeen {
  const cut = { url: url.slice(0, URL_CHARACTERS_MAX), title: title.slice(0, 200) };
  return { ...cut, ago_ms: Math.max(0, Date.now() - at) };
}
