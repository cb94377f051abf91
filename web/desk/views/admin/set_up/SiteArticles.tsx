import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { Article, Site } from "../../../../protocol/generated/directory.ts";
import { useForm, useSetupWords } from "./admin_context.ts";
import { LabelledText } from "./Labelled.tsx";
import { EntryFlaw, RemoveButton } from "./Pickers.tsx";
import { Card } from "./Rows.tsx";

const FRESH: Article = { title: "", url: "", keywords: "", language: "" };

/** What visitors may find for themselves while they wait. */
export function SiteArticles({ site }: { readonly site: Site }) {
  const { change, isLocked } = useForm();
  const { visiting: w } = useSetupWords();
  const { articles } = site;
  const put = (next: readonly Article[]): void => change({ articles: next });
  return (
    <Card heading={w.articles} text={w.articlesText}>
      <div className="entries entries--padded">
        {articles.length === 0 && <p className="entries__none">{w.noArticles}</p>}
        {articles.map((article, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an answer that is being typed is its place
          <Entry key={place} articles={articles} article={article} place={place} put={put} />
        ))}
        <Button
          variant="default"
          className="adder-button"
          disabled={isLocked}
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => put([...articles, FRESH])}
        >
          {w.addArticle}
        </Button>
        <EntryFlaw field="articles" alone />
      </div>
    </Card>
  );
}

interface EntryProps {
  readonly articles: readonly Article[];
  readonly article: Article;
  readonly place: number;
  put(articles: readonly Article[]): void;
}

function Entry({ articles, article, place, put }: EntryProps) {
  const { isLocked } = useForm();
  const { visiting: w } = useSetupWords();
  const name = w.article(place + 1);
  const field = `articles[${place}]`;
  const part = (key: keyof Article, label: string, placeholder: string) => (
    <LabelledText
      label={label}
      name={name}
      field={`${field}.${key}`}
      value={article[key]}
      placeholder={placeholder}
      set={(value) =>
        put(articles.map((each, at) => (at === place ? { ...each, [key]: value } : each)))
      }
    />
  );
  return (
    <fieldset className="rule" disabled={isLocked}>
      <legend>{name}</legend>
      <span className="rule__acts">
        <RemoveButton what={name} remove={() => put(articles.filter((_, at) => at !== place))} />
      </span>
      <div className="rule__conditions">
        {part("title", w.title, "")}
        {part("url", w.url, "https://shop.example/delivery")}
        {part("keywords", w.keywords, w.keywordsExample)}
        {part("language", w.language, "de")}
      </div>
      <EntryFlaw field={field} />
    </fieldset>
  );
}
