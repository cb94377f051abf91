import { ActionIcon, Button, Textarea, TextInput, UnstyledButton } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useId, useRef, useState } from "react";
import type { StandardText } from "../../../../protocol/generated/directory.ts";
import { safeHref } from "../../../../shown/links.ts";
import { titleIn } from "../../../state/directory.ts";
import { flawOf } from "../../../state/drafts.ts";
import { VARIABLES } from "../../../state/variables.ts";
import { Pushed } from "../../common/Pushed.tsx";
import { useWords } from "../../desk_context.ts";
import { useForm, useSetup, useSetupWords } from "./admin_context.ts";
import { Adder, EntryFlaw, RemoveButton, useChoices } from "./Pickers.tsx";
import { Card, Row, SelectRow, TextRow } from "./Rows.tsx";
import "./text_form.css";

export function TextForm({ text }: { readonly text: StandardText }) {
  const { change } = useForm();
  const { text: w } = useSetupWords();
  const folders = useFolders();
  return (
    <>
      <Card heading={w.basics}>
        <TextRow
          field="title"
          said={w.title}
          value={text.title}
          autoFocus
          change={(title) => change({ title })}
        />
        <TextRow
          field="folder"
          said={w.folder}
          value={text.folder}
          list={folders}
          change={(folder) => change({ folder })}
        />
        <TextRow
          field="shortcut"
          said={w.shortcut}
          value={text.shortcut}
          change={(shortcut) => change({ shortcut })}
        />
        <SelectRow
          field="form"
          said={w.form}
          value={text.form}
          choices={(["text", "html", "url"] as const).map((value) => ({
            value,
            label: w.forms[value],
          }))}
          change={(form) => change({ form })}
        />
      </Card>
      <Bodies text={text} />
      <Card heading={w.audience}>
        <Audience
          field="queues"
          kind="queue"
          value={text.queues}
          said={w.queues}
          words={{ all: w.allQueues, add: w.addQueue }}
        />
        <Audience
          field="groups"
          kind="group"
          value={text.groups}
          said={w.groups}
          words={{ all: w.allGroups, add: w.addGroup }}
        />
      </Card>
    </>
  );
}

function useFolders(): readonly string[] {
  const folders = Object.values(useSetup().text).map(({ record }) => record.folder);
  return [...new Set(folders)].filter(Boolean).toSorted();
}

/** One box for each language, with the variables that can be put where the caret is. */
function Bodies({ text }: { readonly text: StandardText }) {
  const { change } = useForm();
  const { text: w } = useSetupWords();
  const at = useRef<{ language: string; box: HTMLTextAreaElement } | null>(null);
  const write = (language: string, body: string): void =>
    change({ bodies: { ...text.bodies, [language]: body } });
  const insert = (name: string): void => {
    const { language, box } = at.current ?? {};
    if (language === undefined || box === undefined) return;
    const { selectionStart: from, selectionEnd: to, value } = box;
    const added = `{{${name}}}`;
    write(language, value.slice(0, from) + added + value.slice(to));
    setTimeout(() => {
      box.focus();
      box.setSelectionRange(from + added.length, from + added.length);
    });
  };
  return (
    <Card heading={w.bodies} text={w.bodiesText}>
      {Object.entries(text.bodies).map(([language, body], place) => (
        <Body
          key={language}
          text={text}
          language={language}
          body={body}
          write={(now) => write(language, now)}
          enter={(box) => {
            at.current = { language, box };
          }}
          ready={(box) => {
            if (place === 0) at.current ??= { language, box };
          }}
        />
      ))}
      <EntryFlaw field="bodies" alone />
      <AddLanguage text={text} />
      <fieldset className="variables" aria-label={w.variables}>
        <p>{w.variablesText}</p>
        {VARIABLES.map((name) => (
          <UnstyledButton
            key={name}
            aria-label={w.insertVariable(name)}
            onClick={() => insert(name)}
          >
            {`{{${name}}}`}
          </UnstyledButton>
        ))}
      </fieldset>
    </Card>
  );
}

interface BodyProps {
  readonly text: StandardText;
  readonly language: string;
  readonly body: string;
  write(body: string): void;
  enter(box: HTMLTextAreaElement): void;
  ready(box: HTMLTextAreaElement): void;
}

function Body({ text, language, body, write, enter, ready }: BodyProps) {
  const { draft, change, isLocked } = useForm();
  const { text: w } = useSetupWords();
  const { locale } = useWords();
  const id = useId();
  const field = `bodies.${language}`;
  const flaw = flawOf(draft, field);
  const name = languageName(language, locale);
  const { [language]: _gone, ...others } = text.bodies;
  return (
    <section className="body" aria-label={name}>
      <header>
        <label htmlFor={id}>{name}</label>
        <code>{language}</code>
        <ActionIcon
          size={28}
          aria-label={w.remove(name)}
          disabled={isLocked || Object.keys(others).length === 0}
          onClick={() => change({ bodies: others })}
        >
          <IconTrash size={15} aria-hidden />
        </ActionIcon>
      </header>
      <Textarea
        id={id}
        ref={(box) => {
          if (box !== null) ready(box);
        }}
        className={text.form === "text" ? "" : "body__code"}
        autosize
        minRows={text.form === "url" ? 1 : 4}
        maxRows={16}
        lang={language}
        dir="auto"
        disabled={isLocked}
        error={flaw !== null}
        value={body}
        aria-describedby={flaw === null ? undefined : `${id}-flaw`}
        onFocus={(event) => enter(event.currentTarget)}
        onChange={(event) => write(event.currentTarget.value)}
      />
      {flaw !== null && (
        <p className="line-row__flaw" data-tell id={`${id}-flaw`}>
          {flaw}
        </p>
      )}
      {w.hints[text.form] !== "" && <p className="body__hint">{w.hints[text.form]}</p>}
      <Preview text={text} body={body} />
    </section>
  );
}

/** Unsaved HTML is shown as it is: the frame runs nothing of it. */
function Preview({ text, body }: { readonly text: StandardText; readonly body: string }) {
  const { text: w } = useSetupWords();
  if (text.form === "text" || body.trim() === "") return null;
  if (text.form === "url" && safeHref(body) === null) return null;
  return (
    <figure className="body__preview">
      <figcaption>{w.preview}</figcaption>
      <Pushed form={text.form} text={body} />
    </figure>
  );
}

function AddLanguage({ text }: { readonly text: StandardText }) {
  const { change, isLocked } = useForm();
  const { text: w } = useSetupWords();
  const languages = Object.values(useSetup().site).map(({ record }) => record.language);
  const list = useId();
  const [tag, setTag] = useState("");
  const wanted = tag.trim();
  const isFine = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(wanted) && !(wanted in text.bodies);
  const add = (): void => {
    if (!isFine) return;
    change({ bodies: { ...text.bodies, [wanted]: "" } });
    setTag("");
  };
  return (
    <div className="body__add">
      <TextInput
        aria-label={w.languageTag}
        placeholder={w.languageTag}
        list={list}
        autoComplete="off"
        disabled={isLocked}
        value={tag}
        onChange={(event) => setTag(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          add();
        }}
      />
      <datalist id={list}>
        {[...new Set([...languages, "en", "de", "fr", "it", "es", "ar"])]
          .filter((each) => !(each in text.bodies))
          .map((each) => (
            <option key={each} value={each} />
          ))}
      </datalist>
      <Button variant="default" disabled={!isFine || isLocked} onClick={add}>
        {w.addLanguage}
      </Button>
    </div>
  );
}

interface AudienceProps {
  readonly field: "queues" | "groups";
  readonly kind: "queue" | "group";
  readonly value: readonly string[];
  readonly said: readonly [string, string];
  readonly words: { readonly all: string; readonly add: string };
}

function Audience({ field, kind, value, said, words }: AudienceProps) {
  const { change } = useForm();
  const setup = useSetup();
  const choices = useChoices(kind);
  return (
    <Row field={field} said={said}>
      <div className="entries">
        {value.length === 0 && <p className="entries__none">{words.all}</p>}
        {value.map((id) => (
          <div className="entry" key={id}>
            <span className="entry__name">{titleIn(setup, kind, id)}</span>
            <RemoveButton
              what={titleIn(setup, kind, id)}
              remove={() => change({ [field]: value.filter((each) => each !== id) })}
            />
          </div>
        ))}
        <Adder
          label={words.add}
          choices={choices.filter(({ value: id }) => !value.includes(id))}
          add={(id) => change({ [field]: [...value, id] })}
        />
      </div>
    </Row>
  );
}

function languageName(tag: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
