import { ActionIcon, Button, Tooltip } from "@mantine/core";
import {
  IconArrowLeft,
  IconArrowsExchange,
  IconCheck,
  IconDoorExit,
  IconInfoCircle,
} from "@tabler/icons-react";
import type { Chat } from "../../state/chat.ts";
import { mayAskForPage } from "../../state/cobrowse.ts";
import { leads, mayLeave } from "../../state/parts.ts";
import { AskPage, PageAsked } from "../cobrowse/AskPage.tsx";
import { Avatar } from "../common/Avatar.tsx";
import { Since } from "../common/Times.tsx";
import { useActs, useSelect, useWords } from "../desk_context.ts";
import { Consultation } from "../team/Consultation.tsx";
import { Monitor } from "../team/Monitor.tsx";
import { Pending } from "../team/Pending.tsx";
import { Team } from "../team/Team.tsx";
import "../team/team.css";
import { Banners } from "./Banners.tsx";
import { Composer } from "./Composer.tsx";
import { Transcript } from "./Transcript.tsx";

export function ChatPane({ chat }: { readonly chat: Chat }) {
  const words = useWords();
  const name = chat.about.name || words.visitor;
  return (
    <section className="chat" aria-label={words.chat.conversation(name)}>
      <Header chat={chat} name={name} />
      {chat.part === "monitor" && <Monitor chat={chat} />}
      {chat.part === "invited" && <Consultation chat={chat} />}
      <Banners chat={chat} name={name} />
      <Pending chat={chat} />
      <PageAsked chat={chat} name={name} />
      <Transcript chat={chat} name={name} />
      <Composer chat={chat} name={name} />
    </section>
  );
}

interface HeaderProps {
  readonly chat: Chat;
  readonly name: string;
}

function Header({ chat, name }: HeaderProps) {
  const { chat: words } = useWords();
  const acts = useActs();
  const isAboutOpen = useSelect(({ screen }) => screen.isAboutOpen);
  const me = useSelect(({ desk }) => desk.me);
  return (
    <header className="chat__header">
      <ActionIcon
        className="chat__back"
        aria-label={words.back}
        onClick={() => acts.go({ page: "desk", chat: null })}
      >
        <IconArrowLeft size={20} aria-hidden />
      </ActionIcon>
      <Avatar id={chat.id} name={name} absent={chat.endUserAbsent !== null} />
      <div className="chat__who">
        <h1>{name}</h1>
        <p>
          {chat.about.queue}
          {chat.engagedAt !== null && chat.endedAt === null && (
            <>
              {" · "}
              <Since at={chat.engagedAt} />
            </>
          )}
        </p>
      </div>
      <div className="chat__acts">
        <Team chat={chat} />
        {mayLeave(chat, me) && <Leave chat={chat.id} />}
        {leads(chat, me) && (
          <>
            {mayAskForPage(me) && <AskPage chat={chat} />}
            <PassOnButton chat={chat.id} />
            <Conclude chat={chat.id} />
          </>
        )}
        <ActionIcon
          className="chat__details"
          aria-label={words.details}
          aria-pressed={isAboutOpen}
          onClick={() => acts.showAbout(!isAboutOpen)}
        >
          <IconInfoCircle size={20} stroke={1.75} aria-hidden />
        </ActionIcon>
      </div>
    </header>
  );
}

function PassOnButton({ chat }: { readonly chat: string }) {
  const { pass: words } = useWords();
  const isBusy = useSelect(
    ({ busy }) => busy.has(`invite:${chat}`) || busy.has(`transfer_to_queue:${chat}`),
  );
  const acts = useActs();
  return (
    <Tooltip label={<kbd>Alt T</kbd>}>
      <Button
        className="chat__act"
        variant="default"
        title={words.hint}
        loading={isBusy}
        leftSection={<IconArrowsExchange size={16} aria-hidden />}
        onClick={() => acts.passOn(chat)}
      >
        <span className="chat__label">{words.button}</span>
      </Button>
    </Tooltip>
  );
}

function Leave({ chat }: { readonly chat: string }) {
  const { team: words } = useWords();
  const isBusy = useSelect(({ busy }) => busy.has(`leave:${chat}`));
  const acts = useActs();
  return (
    <Tooltip label={words.leaveHint}>
      <Button
        variant="default"
        loading={isBusy}
        leftSection={<IconDoorExit size={16} aria-hidden />}
        onClick={() => acts.leave(chat)}
      >
        {words.leave}
      </Button>
    </Tooltip>
  );
}

/** Asks once, in place: a chat that has ended can't be taken up again. */
function Conclude({ chat }: { readonly chat: string }) {
  const { chat: words } = useWords();
  const isAsking = useSelect(({ screen }) => screen.concluding === chat);
  const isBusy = useSelect(({ busy }) => busy.has(`conclude:${chat}`));
  const acts = useActs();
  if (!isAsking) {
    return (
      <Tooltip label={<kbd>Alt E</kbd>}>
        <Button
          className="chat__act"
          variant="default"
          loading={isBusy}
          leftSection={<IconCheck size={16} aria-hidden />}
          onClick={() => acts.askConclude(chat)}
        >
          <span className="chat__label chat__label--conclude">{words.conclude}</span>
        </Button>
      </Tooltip>
    );
  }
  return (
    <fieldset
      className="conclude"
      aria-label={words.concludeAsk}
      onKeyDown={(event) => {
        if (event.key === "Escape") acts.askConclude(null);
      }}
    >
      <span className="conclude__ask">{words.concludeAsk}</span>
      <Button variant="default" onClick={() => acts.askConclude(null)}>
        {words.concludeNo}
      </Button>
      <Button color="red" autoFocus onClick={() => acts.conclude(chat)}>
        {words.concludeYes}
      </Button>
    </fieldset>
  );
}
