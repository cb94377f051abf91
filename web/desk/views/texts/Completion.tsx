/** `/` in the box: the standard texts that fit what is typed behind it. */

import { IconExternalLink, IconFileText, IconLetterT } from "@tabler/icons-react";
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from "react";
import type { Chat } from "../../state/chat.ts";
import { draftOf } from "../../state/screen.ts";
import { found, languageOf, type Slash, type StandardText, slashAt } from "../../state/texts.ts";
import { filled } from "../../state/variables.ts";
import { useActs, useSelect, useWords } from "../desk_context.ts";
import { type Texts, useTexts } from "./use_texts.ts";
import "./texts.css";

const SHOWN_MAX = 50;

interface BoxProps {
  onSelect(): void;
  onBlur(): void;
  readonly "aria-controls"?: string;
  readonly "aria-autocomplete"?: "list";
  readonly "aria-activedescendant"?: string;
}

export interface Completing {
  readonly texts: Texts;
  readonly found: readonly StandardText[];
  /** `null`: nothing is being completed. */
  readonly slash: Slash | null;
  readonly at: number;
  readonly id: string;
  /** Whether the key was meant for the list. */
  press(event: KeyboardEvent): boolean;
  /** For the box: what it tells the list, and of it. */
  readonly box: BoxProps;
  choose(text: StandardText): void;
}

/** `show`: what to do with a text that is shown, not written. */
export function useCompletion(
  chat: Chat,
  field: RefObject<HTMLTextAreaElement | null>,
  show: (text: StandardText) => void,
): Completing {
  const acts = useActs();
  const draft = useSelect(({ screen }) => draftOf(screen, chat.id));
  const texts = useTexts(chat);
  const id = useId();
  const [slash, setSlash] = useState<Slash | null>(null);
  const [at, setAt] = useState(0);
  const [waved, setWaved] = useState(-1);
  const those = slash === null ? [] : found(texts.texts, slash.wanted, texts.languages);
  const shown = those.slice(0, SHOWN_MAX);
  const isOpen = slash !== null && slash.from !== waved;
  const choose = (text: StandardText): void => {
    const box = field.current;
    if (slash === null || box === null) return;
    const body = text.bodies[languageOf(text, texts.languages)] ?? "";
    const words = text.form === "text" ? filled(body, texts.values) : "";
    const before = draft.text.slice(0, slash.from) + words;
    acts.write(chat.id, { ...draft, text: before + draft.text.slice(box.selectionStart) });
    setSlash(null);
    requestAnimationFrame(() => box.setSelectionRange(before.length, before.length));
    if (text.form !== "text") show(text);
  };
  const press = (event: KeyboardEvent): boolean => {
    if (!isOpen || event.nativeEvent.isComposing || event.shiftKey) return false;
    const text = shown[at];
    if (event.key === "Escape") setWaved(slash.from);
    else if (text === undefined) return false;
    else if (event.key === "ArrowDown") setAt((at + 1) % shown.length);
    else if (event.key === "ArrowUp") setAt((at + shown.length - 1) % shown.length);
    else if (event.key === "Enter" || event.key === "Tab") choose(text);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  const look = (): void => {
    const box = field.current;
    if (box === null) return;
    const next =
      box.selectionStart === box.selectionEnd ? slashAt(box.value, box.selectionStart) : null;
    if (next?.wanted !== slash?.wanted || next?.from !== slash?.from) setAt(0);
    if (next === null || next.from !== waved) setWaved(-1);
    setSlash(next);
  };
  const aria = { "aria-controls": id, "aria-autocomplete": "list" } as const;
  const marked = shown[at] === undefined ? {} : { "aria-activedescendant": `${id}-${at}` };
  const box = {
    onSelect: look,
    onBlur: () => setSlash(null),
    ...(isOpen ? aria : {}),
    ...(isOpen ? marked : {}),
  };
  return { texts, found: shown, slash: isOpen ? slash : null, at, id, press, box, choose };
}

export function Completion({ completing }: { readonly completing: Completing }) {
  const { texts: words } = useWords();
  const { texts, found: those, slash, at, id, choose } = completing;
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is marked stays in sight
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [at, slash]);
  if (slash === null) return null;
  return (
    <div className="completion">
      <div
        ref={list}
        id={id}
        role="listbox"
        aria-label={words.heading}
        className="completion__list"
      >
        {those.map((text, place) => (
          <Option
            key={text.text_id}
            id={`${id}-${place}`}
            text={text}
            texts={texts}
            isMarked={place === at}
            choose={() => choose(text)}
          />
        ))}
      </div>
      {those.length === 0 && (
        <p className="completion__none">{noneOf(texts, slash.wanted, words)}</p>
      )}
      <p className="completion__keys" aria-hidden>
        <kbd>↑</kbd> <kbd>↓</kbd> <kbd>Enter</kbd> {words.choose} <kbd>Esc</kbd> {words.leave}
      </p>
    </div>
  );
}

function noneOf(
  { is, texts }: Texts,
  wanted: string,
  words: ReturnType<typeof useWords>["texts"],
): string {
  if (is === "loading") return words.loading;
  if (is === "failed") return words.failed;
  return texts.length === 0 ? words.none : words.noMatch(wanted);
}

interface OptionProps {
  readonly id: string;
  readonly text: StandardText;
  readonly texts: Texts;
  readonly isMarked: boolean;
  choose(): void;
}

function Option({ id, text, texts, isMarked, choose }: OptionProps) {
  const { texts: words } = useWords();
  const body = text.bodies[languageOf(text, texts.languages)] ?? "";
  const encode = text.form === "url" ? encodeURIComponent : undefined;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the box
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isMarked}
      className="completion__option"
      onMouseDown={(event) => event.preventDefault()}
      onClick={choose}
    >
      <FormIcon form={text.form} />
      <span className="completion__said">
        <strong>{text.title}</strong>
        <span>{text.form === "html" ? words.forms.html : filled(body, texts.values, encode)}</span>
      </span>
      {text.shortcut !== "" && <code>/{text.shortcut}</code>}
    </div>
  );
}

export function FormIcon({ form }: { readonly form: StandardText["form"] }) {
  const Icon = form === "text" ? IconLetterT : form === "url" ? IconExternalLink : IconFileText;
  return <Icon size={16} stroke={1.75} aria-hidden />;
}
