import { Loader, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Chat } from "../../state/chat.ts";
import { clock, day } from "../../state/time.ts";
import { transcript } from "../../state/transcript.ts";
import { type EarlierChat, earlierChat } from "../../state/visitors.ts";
import { Dialog } from "../common/Dialog.tsx";
import { useDesk, useWords } from "../desk_context.ts";
import { LineOf } from "./Lines.tsx";

/** Chats of before with the same end-user, each to be read. Who consults is not shown them. */
export function Earlier({ chat }: { readonly chat: Chat }) {
  const { archive } = useDesk();
  const { visitors: words } = useWords();
  const [reading, setReading] = useState<EarlierChat | null>(null);
  const may = chat.part !== null && chat.part !== "invited" && chat.phase !== "released";
  const found = useQuery({
    queryKey: ["earlier", chat.id],
    queryFn: () => archive.earlier(chat.id),
    enabled: may,
  });
  if (!may || found.data?.length === 0) return null;
  return (
    <section>
      <h2>{words.earlier}</h2>
      {found.isPending && <Loader size={14} color="gray" />}
      {found.isError && <p className="earlier__none">{words.earlierFailed}</p>}
      <ul className="earlier">
        {found.data?.map((one) => (
          <li key={one.chat_id}>
            <Row chat={one} open={() => setReading(one)} />
          </li>
        ))}
      </ul>
      <Reading chat={chat} earlier={reading} close={() => setReading(null)} />
    </section>
  );
}

function Row({ chat, open }: { readonly chat: EarlierChat; open(): void }) {
  const { visitors: words, locale } = useWords();
  return (
    <UnstyledButton className="earlier__chat" onClick={open}>
      <span className="earlier__question" data-none={chat.question === ""}>
        {chat.question || words.noQuestion}
      </span>
      <span className="earlier__about num">
        {day(chat.requested, locale)} · {chat.queue}
        {chat.lead !== "" && ` · ${words.withLead(chat.lead)}`}
      </span>
    </UnstyledButton>
  );
}

interface ReadingProps {
  readonly chat: Chat;
  readonly earlier: EarlierChat | null;
  close(): void;
}

function Reading({ chat, earlier, close }: ReadingProps) {
  const { visitors: words, visitor, locale } = useWords();
  const name = chat.about.name || visitor;
  const when =
    earlier === null ? "" : `${day(earlier.requested, locale)} ${clock(earlier.requested)}`;
  return (
    <Dialog
      heading={words.earlierWith(name, when)}
      isOpen={earlier !== null}
      size={560}
      close={close}
      withClose
    >
      {earlier !== null && <Transcript chat={chat.id} earlier={earlier.chat_id} name={name} />}
    </Dialog>
  );
}

interface TranscriptProps {
  readonly chat: string;
  readonly earlier: string;
  readonly name: string;
}

function Transcript({ chat, earlier, name }: TranscriptProps) {
  const { archive } = useDesk();
  const { visitors: words, chat: chatWords } = useWords();
  const found = useQuery({
    queryKey: ["earlier", chat, earlier],
    queryFn: () => archive.earlierTranscript(chat, earlier),
  });
  if (found.isError) return <p className="earlier__none">{words.transcriptFailed}</p>;
  if (found.data === undefined) return <Loader size={20} color="gray" />;
  const folded = earlierChat(found.data);
  return (
    <div
      className="earlier__log transcript__log"
      role="log"
      aria-live="off"
      aria-label={chatWords.conversation(name)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable
      tabIndex={0}
    >
      {transcript(folded, [], folded.n).map((line) => (
        <LineOf key={line.key} line={line} chat={folded} name={name} />
      ))}
    </div>
  );
}
