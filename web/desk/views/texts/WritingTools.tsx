/** Beside the box: standard texts, emoji, a web page to show, and off the record. */

import { ActionIcon } from "@mantine/core";
import { IconEyeOff, IconTemplate, IconWorldShare } from "@tabler/icons-react";
import { type RefObject, useState } from "react";
import { inserted } from "../../../shown/emoji.ts";
import type { Chat } from "../../state/chat.ts";
import { isOutside, mayWrite } from "../../state/parts.ts";
import { draftOf } from "../../state/screen.ts";
import type { StandardText } from "../../state/texts.ts";
import { useActs, useSelect, useWords } from "../desk_context.ts";
import { EmojiPicker } from "./EmojiPicker.tsx";
import { Library } from "./Library.tsx";
import { PushUrl } from "./PushUrl.tsx";
import type { Texts } from "./use_texts.ts";

/** `null`: the library is closed; `text`: with what it begins. */
export type LibraryState = { readonly text: StandardText | null } | null;

interface WritingToolsProps {
  readonly chat: Chat;
  readonly name: string;
  readonly texts: Texts;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly library: LibraryState;
  open(library: LibraryState): void;
}

export function WritingTools({ chat, name, texts, field, library, open }: WritingToolsProps) {
  const { texts: words } = useWords();
  const acts = useActs();
  const draft = useSelect(({ screen }) => draftOf(screen, chat.id));
  const me = useSelect(({ desk }) => desk.me);
  const [isPushing, setPushing] = useState(false);
  const mayShow = chat.phase === "engaged" && me !== null && chat.participants.includes(me.id);
  const isLocked = !mayWrite(chat);
  const isOffRecord = draft.isOffRecord === true;
  const insert = (added: string): void => {
    const box = field.current;
    if (box === null) return;
    const from = box.selectionStart ?? draft.text.length;
    const { text, caret } = inserted(draft.text, added, from, box.selectionEnd ?? from);
    acts.write(chat.id, { ...draft, text });
    setTimeout(() => {
      box.focus();
      box.setSelectionRange(caret, caret);
    });
  };
  return (
    <div className="tools">
      <ActionIcon
        size={32}
        disabled={isLocked}
        aria-label={words.heading}
        title={`${words.heading} (/)`}
        onClick={() => open({ text: null })}
      >
        <IconTemplate size={18} stroke={1.75} aria-hidden />
      </ActionIcon>
      <EmojiPicker disabled={isLocked} insert={insert} />
      {me?.push_url === true && mayShow && (
        <ActionIcon
          size={32}
          aria-label={words.push}
          title={words.push}
          onClick={() => setPushing(true)}
        >
          <IconWorldShare size={18} stroke={1.75} aria-hidden />
        </ActionIcon>
      )}
      {!isOutside(chat) && (
        <ActionIcon
          size={32}
          className="tools__off-record"
          disabled={isLocked}
          aria-label={words.offRecord}
          aria-pressed={isOffRecord}
          title={words.offRecordHint}
          onClick={() => acts.write(chat.id, { ...draft, isOffRecord: !isOffRecord })}
        >
          <IconEyeOff size={18} stroke={1.75} aria-hidden />
        </ActionIcon>
      )}
      <Library
        chat={chat}
        texts={texts}
        isOpen={library !== null}
        first={library?.text ?? null}
        mayShow={mayShow}
        close={() => open(null)}
        insert={insert}
      />
      <PushUrl chat={chat} name={name} isOpen={isPushing} close={() => setPushing(false)} />
    </div>
  );
}
