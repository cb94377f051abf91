/** Which pages of the site this tab has seen: for the agents of a chat, and for proactive rules. */

/** Address, title, when. */
export type PageNote = readonly [url: string, title: string, at: number];

const PAGES_MAX = 20;

/** The page that is shown now is added, unless it was the last one. All of them, in that order. */
export function notePage(site: string): readonly PageNote[] {
  const key = `parlour:${site}:pages`;
  const here: PageNote = [location.href, document.title, Date.now()];
  try {
    let pages: readonly PageNote[] = JSON.parse(sessionStorage[key] ?? "[]");
    if (pages.at(-1)?.[0] !== here[0]) pages = [...pages, here].slice(-PAGES_MAX);
    sessionStorage[key] = JSON.stringify(pages);
    return pages;
  } catch {
    return [here]; // browsers may forbid storage
  }
}
