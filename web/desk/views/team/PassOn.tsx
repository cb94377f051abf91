import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useRef, useState } from "react";
import type { Chat } from "../../state/chat.ts";
import { passing } from "../../state/passing.ts";
import type { Colleagues } from "../../state/wire.ts";
import { Dialog } from "../common/Dialog.tsx";
import { useActs, useSelect, useWords } from "../desk_context.ts";
import { AgentRow, QueueRow } from "./PassOnRows.tsx";
import { stepIn } from "./steps.ts";
import "./pass_on.css";

/** Transfer or invite: who and what is there, live. */
export function PassOn() {
  const { pass: words, visitor } = useWords();
  const chat = useSelect(({ desk, screen }) =>
    screen.passingOn === null ? undefined : desk.chats[screen.passingOn],
  );
  const acts = useActs();
  const name = chat?.about.name || visitor;
  return (
    <Dialog
      heading={words.heading(name)}
      isOpen={chat !== undefined}
      close={() => acts.passOn(null)}
      withClose
      size={560}
    >
      {chat !== undefined && <Choice chat={chat} />}
    </Dialog>
  );
}

function Choice({ chat }: { readonly chat: Chat }) {
  const { pass: words } = useWords();
  const colleagues = useSelect(({ desk }) => desk.colleagues);
  const [sought, setSought] = useState("");
  const list = useRef<HTMLDivElement>(null);
  const pressed = (event: KeyboardEvent): void => {
    if (list.current !== null && stepIn(list.current, event.key)) event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows lead from the search to the rows
    <div className="pass-on" onKeyDown={pressed}>
      <TextInput
        data-autofocus
        aria-label={words.search}
        placeholder={words.search}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={sought}
        onChange={(event) => setSought(event.currentTarget.value)}
      />
      <div ref={list} className="pass-on__list" aria-busy={colleagues === null}>
        {colleagues === null ? (
          <p className="pass-on__none">{words.loading}</p>
        ) : (
          <Found chat={chat} colleagues={colleagues} sought={sought} />
        )}
      </div>
      <p className="pass-on__keys" aria-hidden>
        <kbd>↑</kbd> <kbd>↓</kbd> <kbd>←</kbd> <kbd>→</kbd> {words.keys} <kbd>Enter</kbd>{" "}
        {words.keysEnter}
      </p>
    </div>
  );
}

interface FoundProps {
  readonly chat: Chat;
  readonly colleagues: Colleagues;
  readonly sought: string;
}

function Found({ chat, colleagues, sought }: FoundProps) {
  const { pass: words } = useWords();
  const own = useSelect(({ desk }) => desk.me?.group ?? "");
  const { groups, queues } = passing(colleagues, chat, own, sought);
  if (groups.length + queues.length === 0 && sought.trim() !== "") {
    return <p className="pass-on__none">{words.noMatch(sought.trim())}</p>;
  }
  const isOneGroup = groups.length === 1 && groups[0]?.name === "";
  return (
    <>
      {groups.map(({ name, isOwn, candidates }) => {
        const named = isOwn ? words.ownGroup(name) : name || words.noGroup;
        const heading = isOneGroup ? words.agents : named;
        return (
          <section key={name} aria-label={heading}>
            <h3>{heading}</h3>
            <ul>
              {candidates.map((candidate) => (
                <AgentRow key={candidate.agent.id} chat={chat} candidate={candidate} />
              ))}
            </ul>
          </section>
        );
      })}
      {groups.length === 0 && sought.trim() === "" && (
        <p className="pass-on__none">{words.nobody}</p>
      )}
      {queues.length > 0 && (
        <section aria-label={words.queues}>
          <h3>{words.queues}</h3>
          <ul>
            {queues.map((queue) => (
              <QueueRow key={queue.id} chat={chat} queue={queue} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
