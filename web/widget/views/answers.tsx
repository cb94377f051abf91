/** While one waits: articles that may answer the question. */

import { useEffect, useState } from "preact/hooks";
import { safeHref } from "../../shown/links.ts";
import { type Article, answersTo } from "../edge/answers.ts";
import { besideWords } from "../messages/beside.ts";
import css from "./answers.css?inline";
import { useDeeds, useLanguage, useRoute, useStyles } from "./deeds.ts";
import { OUT } from "./drawings.ts";
import { Drawn } from "./icon.tsx";

export function Answers({ question }: { readonly question: string }) {
  useStyles(css);
  const language = useLanguage();
  const words = besideWords(language);
  const deeds = useDeeds();
  const route = useRoute();
  const [found, setFound] = useState<readonly Article[]>([]);
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    let wanted = true;
    void answersTo(route("articles").url, question, language).then((articles) => {
      if (wanted) setFound(articles.filter(({ url }) => safeHref(url) !== null));
    });
    return () => {
      wanted = false;
    };
  }, [question, language, route]);
  if (found.length === 0) return null;
  return (
    <section class="answers" aria-label={words.answers}>
      <h3>{words.answers}</h3>
      <ul>
        {found.map(({ title, url }) => (
          <li key={url}>
            <a href={url} target="_blank" rel="noopener" onClick={() => setOpened(true)}>
              <span class="grow">{title}</span>
              <Drawn path={OUT} size={16} />
              <span class="unseen">({words.opensNewTab})</span>
            </a>
          </li>
        ))}
      </ul>
      {opened && (
        <button type="button" class="main-button" onClick={() => deeds.leaveQueue(true)}>
          {words.solved}
        </button>
      )}
    </section>
  );
}
