/** All standard texts for a chat: by folder, with a look at each before it is used. */

import { Button, SegmentedControl, TextInput, UnstyledButton } from "@mantine/core";
import { IconEye, IconSearch, IconTextPlus } from "@tabler/icons-react";
import { type KeyboardEvent, useRef, useState } from "react";
import type { Chat } from "../../state/chat.ts";
import { folders, found, languageOf, type StandardText } from "../../state/texts.ts";
import { escaped, filled } from "../../state/variables.ts";
import { Dialog } from "../common/Dialog.tsx";
import { Pushed } from "../common/Pushed.tsx";
import { useActs, useWords } from "../desk_context.ts";
import { stepIn } from "../team/steps.ts";
import { FormIcon } from "./Completion.tsx";
import type { Texts } from "./use_texts.ts";
import "./texts.css";

interface LibraryProps {
  readonly chat: Chat;
  readonly texts: Texts;
  readonly isOpen: boolean;
  /** To begin with; `null`: the first. */
  readonly first: StandardText | null;
  /** The chat's end-user can be shown something now. */
  readonly mayShow: boolean;
  close(): void;
  insert(words: string): void;
}

export function Library({ isOpen, close, ...props }: LibraryProps) {
  const { texts: words } = useWords();
  return (
    <Dialog heading={words.heading} isOpen={isOpen} close={close} withClose size={760}>
      {isOpen && <Shelves close={close} {...props} />}
    </Dialog>
  );
}

function Shelves({ chat, texts, first, mayShow, close, insert }: Omit<LibraryProps, "isOpen">) {
  const { texts: words } = useWords();
  const [wanted, setWanted] = useState("");
  const [chosen, setChosen] = useState(first);
  const list = useRef<HTMLDivElement>(null);
  const those = found(texts.texts, wanted, texts.languages);
  const text = chosen !== null && those.includes(chosen) ? chosen : (those[0] ?? null);
  const pressed = (event: KeyboardEvent): void => {
    if (list.current !== null && stepIn(list.current, event.key)) event.preventDefault();
  };
  return (
    <div className="library">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows lead from the search to the rows */}
      <div className="library__shelves" onKeyDown={pressed}>
        <TextInput
          data-autofocus
          aria-label={words.search}
          placeholder={words.search}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
        <div ref={list} className="library__list" aria-busy={texts.is === "loading"}>
          {folders(those).map(({ path, texts: inside }) => (
            <section key={path} aria-label={path || words.noFolder}>
              <h3>{path === "" ? words.noFolder : path.split("/").join(" › ")}</h3>
              {inside.map((each) => (
                <UnstyledButton
                  key={each.text_id}
                  className="library__text"
                  aria-pressed={each === text}
                  onClick={() => setChosen(each)}
                  onFocus={() => setChosen(each)}
                >
                  <FormIcon form={each.form} />
                  <span>{each.title}</span>
                  {each.shortcut !== "" && <code>/{each.shortcut}</code>}
                </UnstyledButton>
              ))}
            </section>
          ))}
          {those.length === 0 && <None texts={texts} wanted={wanted} />}
        </div>
      </div>
      {text !== null && (
        <Look
          key={text.text_id}
          chat={chat}
          text={text}
          texts={texts}
          mayShow={mayShow}
          close={close}
          insert={insert}
        />
      )}
    </div>
  );
}

function None({ texts, wanted }: { readonly texts: Texts; readonly wanted: string }) {
  const { texts: words } = useWords();
  if (texts.is === "loading") return <p className="library__none">{words.loading}</p>;
  if (texts.is === "there") {
    return <p className="library__none">{wanted === "" ? words.none : words.noMatch(wanted)}</p>;
  }
  return (
    <div className="library__none">
      <p>{words.failed}</p>
      <Button variant="default" onClick={texts.again}>
        {words.again}
      </Button>
    </div>
  );
}

interface LookProps extends Omit<LibraryProps, "isOpen" | "first"> {
  readonly text: StandardText;
}

/** As the end-user would have it, in each language that there is. */
function Look({ chat, text, texts, mayShow, close, insert }: LookProps) {
  const { texts: words, locale } = useWords();
  const acts = useActs();
  const [language, setLanguage] = useState(languageOf(text, texts.languages));
  const body = text.bodies[language] ?? "";
  const tags = Object.keys(text.bodies);
  const use = (): void => {
    if (text.form === "text") insert(filled(body, texts.values));
    else acts.push(chat.id, { standard_text: text.text_id, language });
    close();
  };
  return (
    <section className="library__look" aria-label={text.title}>
      <header>
        <h3>{text.title}</h3>
        {tags.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label={words.language}
            value={language}
            data={tags.map((tag) => ({ value: tag, label: nameOf(tag, locale) }))}
            onChange={setLanguage}
          />
        )}
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable */}
      <div className="library__body" lang={language} dir="auto" tabIndex={0}>
        {text.form === "text" && <p>{filled(body, texts.values)}</p>}
        {text.form === "url" && (
          <Pushed form="url" text={filled(body, texts.values, encodeURIComponent)} />
        )}
        {text.form === "html" && <Pushed form="html" text={filled(body, texts.values, escaped)} />}
      </div>
      <footer>
        {text.form !== "text" && !mayShow && <p>{words.notNow}</p>}
        <Button
          disabled={text.form !== "text" && !mayShow}
          leftSection={
            text.form === "text" ? (
              <IconTextPlus size={16} aria-hidden />
            ) : (
              <IconEye size={16} aria-hidden />
            )
          }
          onClick={use}
        >
          {text.form === "text" ? words.insert : words.show}
        </Button>
      </footer>
    </section>
  );
}

function nameOf(tag: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
