import { IconMessage2 } from "@tabler/icons-react";
import { PageViews } from "../cobrowse/PageView.tsx";
import { Blank } from "../common/Blank.tsx";
import { useSelect, useWords } from "../desk_context.ts";
import { About } from "./About.tsx";
import { ChatList } from "./ChatList.tsx";
import { ChatPane } from "./ChatPane.tsx";
import { OffDuty } from "./OffDuty.tsx";
import "./desk.css";
import "./chat.css";
import "./transcript.css";
import "./about.css";
import "./composer.css";

/** List, conversation, about: side by side, or one after the other on a phone. */
export function DeskPage() {
  const selected = useSelect(({ screen }) => screen.route.chat);
  const isAboutOpen = useSelect(({ screen }) => screen.isAboutOpen);
  const words = useWords();
  const shown = selected === null ? "list" : isAboutOpen ? "about" : "chat";
  return (
    <main className="desk" data-shown={shown}>
      {selected === null && <h1 className="unseen">{words.nav.desk}</h1>}
      <ChatList />
      <div className="desk__sheet">
        <PageViews selected={selected} />
        <Selected id={selected} />
      </div>
    </main>
  );
}

function Selected({ id }: { readonly id: string | null }) {
  const chat = useSelect(({ desk }) =>
    id !== null && desk.open.includes(id) ? desk.chats[id] : undefined,
  );
  const isOnDuty = useSelect(({ desk }) => desk.status !== null);
  const words = useWords();
  if (chat !== undefined) {
    return (
      <>
        <ChatPane key={chat.id} chat={chat} />
        <About chat={chat} />
      </>
    );
  }
  if (!isOnDuty) return <OffDuty />;
  if (id !== null) {
    return (
      <Blank
        icon={<IconMessage2 size={28} stroke={1.5} aria-hidden />}
        heading={words.chats.goneHeading}
      >
        <p>{words.chats.gone}</p>
      </Blank>
    );
  }
  return <NothingSelected />;
}

function NothingSelected() {
  const hasChats = useSelect(({ desk }) => desk.open.length > 0);
  const isPull = useSelect(({ desk }) => desk.me?.pull_chat === true);
  const isPulling = useSelect(({ desk }) => desk.pulling);
  const { chats: words, pull } = useWords();
  return (
    <Blank
      icon={<IconMessage2 size={28} stroke={1.5} aria-hidden />}
      heading={hasChats ? words.pickHeading : words.quiet}
    >
      {hasChats ? (
        <p>
          {words.pick} <kbd>Alt</kbd> <kbd>J</kbd>
        </p>
      ) : (
        <p>{isPull ? (isPulling ? pull.noneRequested : pull.quietText) : words.quietText}</p>
      )}
    </Blank>
  );
}
