import { Button, Textarea, Tooltip, UnstyledButton } from "@mantine/core";
import { IconEyeOff, IconLock, IconNote, IconSend2 } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { TEXT_CHARACTERS_MAX } from "../../../protocol/frames.ts";
import type { Chat } from "../../state/chat.ts";
import { isOutside, mayWrite, onlyNotes } from "../../state/parts.ts";
import { draftOf } from "../../state/screen.ts";
import { useActs, useSelect, useWords } from "../desk_context.ts";
import { useComposerFiles } from "../files/ComposerFiles.tsx";
import { Completion, useCompletion } from "../texts/Completion.tsx";
import { type LibraryState, WritingTools } from "../texts/WritingTools.tsx";

interface ComposerProps {
  readonly chat: Chat;
  readonly name: string;
}

/** From here on the writer is told how much room is left. */
const NEAR_END = 400;

export function Composer({ chat, name }: ComposerProps) {
  const { composer: words } = useWords();
  const draft = useSelect(({ screen }) => draftOf(screen, chat.id));
  const acts = useActs();
  const field = useRef<HTMLTextAreaElement>(null);
  const [library, openLibrary] = useState<LibraryState>(null);
  const completing = useCompletion(chat, field, (text) => openLibrary({ text }));
  const isOffRecord = draft.isOffRecord === true;
  const isFixed = onlyNotes(chat);
  const isPrivate = draft.isPrivate || isFixed;
  const files = useComposerFiles(chat, name, isPrivate);
  const said = useSaying(chat, name, isPrivate);
  const left = TEXT_CHARACTERS_MAX - draft.text.trim().length;
  const canSend = draft.text.trim() !== "" && left >= 0 && mayWrite(chat);
  const send = (): void => {
    if (canSend) acts.post(chat.id, { text: draft.text, isPrivate, isOffRecord });
  };
  const pressed = (event: KeyboardEvent): void => {
    if (completing.press(event)) return;
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  useEffect(() => {
    if (window.matchMedia("(min-width: 769px)").matches) field.current?.focus();
  }, []);
  return (
    <form
      className="composer"
      data-private={isPrivate}
      {...files.handlers}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Marks banner={isPrivate ? said.banner : null} isOffRecord={isOffRecord} />
      {files.list}
      <Completion completing={completing} />
      <Textarea
        ref={field}
        variant="unstyled"
        autosize
        minRows={1}
        maxRows={8}
        disabled={!mayWrite(chat)}
        aria-label={said.label}
        placeholder={said.placeholder}
        value={draft.text}
        onChange={(event) => acts.write(chat.id, { ...draft, text: event.currentTarget.value })}
        onKeyDown={pressed}
        {...completing.box}
      />
      <div className="composer__foot">
        {!isOutside(chat) && (
          <PrivateSwitch
            isPrivate={isPrivate}
            fixed={isFixed}
            flip={() => acts.write(chat.id, { ...draft, isPrivate: !draft.isPrivate })}
          />
        )}
        {files.button}
        <WritingTools
          chat={chat}
          name={name}
          texts={completing.texts}
          field={field}
          library={library}
          open={openLibrary}
        />
        <span className="composer__hint num" data-quiet={left > NEAR_END && !isFixed}>
          {hint(chat, left, words)}
        </span>
        <Button
          type="submit"
          disabled={!canSend}
          className="composer__send"
          rightSection={
            isPrivate ? <IconNote size={16} aria-hidden /> : <IconSend2 size={16} aria-hidden />
          }
        >
          {said.send}
        </Button>
      </div>
    </form>
  );
}

interface MarksProps {
  /** Whom private words are for; `null`: they are not private. */
  readonly banner: string | null;
  readonly isOffRecord: boolean;
}

/** What is special about the words in the box. */
function Marks({ banner, isOffRecord }: MarksProps) {
  const { texts: words } = useWords();
  return (
    <>
      {banner !== null && (
        <p className="composer__banner">
          <IconLock size={14} aria-hidden />
          <strong>{banner}</strong>
        </p>
      )}
      {isOffRecord && (
        <p className="composer__off-record" data-tell>
          <IconEyeOff size={14} aria-hidden />
          <strong>{words.offRecordBanner}</strong>
        </p>
      )}
    </>
  );
}

interface Saying {
  readonly label: string;
  readonly placeholder: string;
  readonly banner: string;
  readonly send: string;
}

/** To whom the words go, said at each place where it matters. */
function useSaying(chat: Chat, name: string, isPrivate: boolean): Saying {
  const { composer: words } = useWords();
  if (isOutside(chat)) {
    const banner = chat.part === "monitor" ? words.bannerMonitor : words.bannerInvited;
    const { labelWord: label, wordToAgents: placeholder, sendWord: send } = words;
    return { label, placeholder, banner, send };
  }
  const { banner } = words;
  if (isPrivate) {
    const { labelPrivate: label, placeholderPrivate: placeholder, sendPrivate: send } = words;
    return { label, placeholder, banner, send };
  }
  return {
    label: words.label(name),
    placeholder: words.placeholder(name),
    banner,
    send: words.send,
  };
}

type ComposerWords = ReturnType<typeof useWords>["composer"];

function hint(chat: Chat, left: number, words: ComposerWords): string {
  if (left < 0) return words.over(-left);
  if (left <= NEAR_END) return words.left(left);
  if (chat.phase === "wrap_up") return words.ended;
  return chat.phase === "waiting" ? words.waiting : words.hint;
}

interface PrivateSwitchProps {
  readonly isPrivate: boolean;
  readonly fixed: boolean;
  flip(): void;
}

function PrivateSwitch({ isPrivate, fixed, flip }: PrivateSwitchProps) {
  const { composer: words } = useWords();
  return (
    <Tooltip label={<kbd>Alt P</kbd>}>
      <UnstyledButton
        type="button"
        className="composer__private"
        aria-pressed={isPrivate}
        disabled={fixed}
        onClick={flip}
      >
        <IconLock size={14} aria-hidden />
        {words.private}
      </UnstyledButton>
    </Tooltip>
  );
}
