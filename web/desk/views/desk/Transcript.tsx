import { UnstyledButton } from "@mantine/core";
import { IconArrowDown } from "@tabler/icons-react";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Chat } from "../../state/chat.ts";
import { momentOf } from "../../state/moments.ts";
import { transcript } from "../../state/transcript.ts";
import { useActs, useSelect, useWords } from "../desk_context.ts";
import { LineOf } from "./Lines.tsx";
import { ReadMark } from "./ReadMark.tsx";

interface TranscriptProps {
  readonly chat: Chat;
  readonly name: string;
}

/** Near enough to the end to follow what comes. */
const END_PX = 80;
const NOBODY: readonly string[] = [];

export function Transcript({ chat, name }: TranscriptProps) {
  const words = useWords();
  const echoes = useSelect((snapshot) => snapshot.echoes);
  const isTyping = useSelect(({ desk }) => desk.typing.includes(chat.id));
  const { preview } = useSelect(({ desk }) => momentOf(desk.moments, chat.id));
  const colleagues = useSelect(({ desk }) => desk.colleaguesTyping[chat.id] ?? NOBODY);
  const seenNow = useSelect(({ screen }) => screen.seen[chat.id] ?? 0);
  const [seenAtFirst] = useState(seenNow);
  const acts = useActs();
  const log = useRef<HTMLDivElement>(null);
  const [follows, setFollows] = useState(true);
  const lines = transcript(chat, echoes, seenAtFirst);
  const tail = `${lines.at(-1)?.key} ${isTyping} ${preview} ${colleagues.length > 0}`;

  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when the tail is another
  useLayoutEffect(() => {
    if (follows) log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [tail, follows]);

  useEffect(() => {
    const view = log.current;
    if (view === null || !follows) return;
    const resized = new ResizeObserver(() => view.scrollTo({ top: view.scrollHeight }));
    resized.observe(view);
    return () => resized.disconnect();
  }, [follows]);

  useEffect(() => {
    const read = (): void => {
      if (follows && document.visibilityState === "visible") acts.read(chat.id, chat.n);
    };
    read();
    document.addEventListener("visibilitychange", read);
    return () => document.removeEventListener("visibilitychange", read);
  }, [follows, acts, chat.id, chat.n]);

  const scrolled = (): void => {
    const view = log.current;
    if (view !== null) setFollows(view.scrollHeight - view.scrollTop - view.clientHeight < END_PX);
  };

  return (
    <div className="transcript">
      <div
        ref={log}
        className="transcript__log"
        role="log"
        aria-live="off"
        aria-label={words.chat.conversation(name)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable
        tabIndex={0}
        onScroll={scrolled}
      >
        {chat.n === 0 ? (
          <p className="transcript__loading">{words.loadingChat}</p>
        ) : (
          lines.map((line) => <LineOf key={line.key} line={line} chat={chat} name={name} />)
        )}
        <ReadMark chat={chat} name={name} hasMore={lines.at(-1)?.type === "echo"} />
        {isTyping && preview !== "" && (
          <p className="preview" dir="auto">
            <small>
              {words.visitors.preview(name)} · {words.visitors.previewHint}
            </small>
            {preview}
          </p>
        )}
        {isTyping && preview === "" && (
          <p className="typing" aria-hidden>
            <span />
            <span />
            <span />
            {words.chat.typing(name)}
          </p>
        )}
        {colleagues.length > 0 && (
          <p className="typing typing--colleague" aria-hidden>
            <span />
            <span />
            <span />
            {words.team.typing(colleagues.join(", "), colleagues.length)}
          </p>
        )}
      </div>
      {!follows && (
        <UnstyledButton className="transcript__jump" onClick={() => setFollows(true)}>
          <IconArrowDown size={14} aria-hidden />
          {words.chat.jump}
        </UnstyledButton>
      )}
    </div>
  );
}
