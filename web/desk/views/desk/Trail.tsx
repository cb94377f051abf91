import { UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { safeHref } from "../../../shown/links.ts";
import type { Chat } from "../../state/chat.ts";
import { momentOf } from "../../state/moments.ts";
import { Clock } from "../common/Times.tsx";
import { useSelect, useWords } from "../desk_context.ts";
import { shortUrl } from "./About.tsx";

/** The newest ones are enough to see what somebody is about. */
const SHOWN_AT_FIRST = 5;

/** The pages that the end-user has looked at, the newest first. */
export function Trail({ chat }: { readonly chat: Chat }) {
  const { visitors: words } = useWords();
  const pages = useSelect(({ desk }) => momentOf(desk.moments, chat.id).pages);
  const [all, setAll] = useState(false);
  if (pages.length === 0) return null;
  const newest = pages.toReversed();
  const shown = all ? newest : newest.slice(0, SHOWN_AT_FIRST);
  const hidden = newest.length - shown.length;
  return (
    <section>
      <h2>{words.pages}</h2>
      <ol className="trail">
        {shown.map(({ url, title, at }, place) => {
          const href = safeHref(url);
          const name = titleOf(title, url);
          return (
            <li key={`${at} ${url}`} data-here={place === 0}>
              {href === null ? (
                <span className="trail__page">{name}</span>
              ) : (
                <a
                  className="trail__page"
                  href={href}
                  title={url}
                  target="_blank"
                  rel="noreferrer noopener"
                >
                  {name}
                </a>
              )}
              <Clock at={at} className="trail__when" />
            </li>
          );
        })}
      </ol>
      {hidden > 0 && (
        <UnstyledButton className="trail__more" onClick={() => setAll(true)}>
          {words.morePages(hidden)}
        </UnstyledButton>
      )}
    </section>
  );
}

/** The visitor's side chose both: a title that reads like an address could name another page. */
function titleOf(title: string, url: string): string {
  const isAddress = /:\/|\/\/|^\S+\.\S+$/.test(title);
  return title === "" || isAddress ? shortUrl(safeHref(url) ?? url) : title;
}
