import { IconClockPause, IconEye, IconLock, IconWifiOff } from "@tabler/icons-react";
import { plainText } from "../../../shown/plain.ts";
import type { Words } from "../../messages/en.ts";
import type { Chat } from "../../state/chat.ts";
import { openChats } from "../../state/desk.ts";
import { formatRoute } from "../../state/route.ts";
import { stopwatch } from "../../state/time.ts";
import { hasUnreadNote, lastSaid, unansweredSince, unread } from "../../state/transcript.ts";
import { Avatar } from "../common/Avatar.tsx";
import { Ago } from "../common/Times.tsx";
import { useDesk, useNow, useSelect, useWords } from "../desk_context.ts";

export function ChatList() {
  const desk = useSelect((snapshot) => snapshot.desk);
  const chats = openChats(desk);
  const { chats: words } = useWords();
  return (
    <nav className="chat-list" aria-label={words.heading}>
      <h2 className="chat-list__heading">
        {words.heading}
        {chats.length > 0 && <span className="num">{chats.length}</span>}
      </h2>
      {chats.length === 0 ? (
        <Nobody />
      ) : (
        <ul>
          {chats.map((chat) => (
            <Row key={chat.id} chat={chat} />
          ))}
        </ul>
      )}
    </nav>
  );
}

function Nobody() {
  const { chats: words } = useWords();
  const desk = useSelect((snapshot) => snapshot.desk);
  const type = desk.statuses.find((each) => each.id === desk.status)?.type;
  const { pull } = useWords();
  const pulled = desk.pulling ? pull.noneRequested : pull.none;
  const available = desk.me?.pull_chat === true ? pulled : words.noneText;
  const text = { available, unavailable: words.noneUnavailable }[type ?? "available"];
  return <p className="chat-list__none">{desk.status === null ? words.noneOff : text}</p>;
}

function Row({ chat }: { readonly chat: Chat }) {
  const { seat, acts } = useDesk();
  const words = useWords();
  const isSelected = useSelect(({ screen }) => screen.route.chat === chat.id);
  const me = useSelect(({ desk }) => desk.me?.id ?? "");
  const seen = useSelect(({ screen }) => screen.seen[chat.id] ?? 0);
  const count = unread(chat, seen, me);
  const isNote = hasUnreadNote(chat, seen, me);
  const isAbsent = chat.endUserAbsent !== null;
  const name = chat.about.name || words.visitor;
  const last = lastSaid(chat);
  const route = { page: "desk", chat: chat.id } as const;
  const draftMark = useSelect(({ screen }) => (screen.drafts[chat.id]?.text ?? "") !== "");
  return (
    <li>
      <a
        className="chat-row"
        data-unread={count > 0}
        aria-current={isSelected ? "true" : undefined}
        href={formatRoute(route, seat)}
        onClick={(event) => {
          event.preventDefault();
          acts.go(route);
        }}
      >
        <Avatar id={chat.id} name={name} absent={isAbsent} />
        <span className="chat-row__body">
          <span className="chat-row__top">
            <span className="chat-row__name">{name}</span>
            {chat.requestedAt !== null && (
              <Ago at={last?.at ?? chat.requestedAt} className="chat-row__when" />
            )}
          </span>
          <span className="chat-row__last">
            <LastLine chat={chat} hasDraft={draftMark && !isSelected} />
            {count > 0 && (
              <span className="chat-row__unread num" title={words.chats.unread(count)}>
                {isNote && <IconLock size={10} stroke={2.5} aria-hidden />}
                {count}
                <span className="unseen">{words.chats.unread(count)}</span>
                {isNote && <span className="unseen"> {words.chats.unreadNote}</span>}
              </span>
            )}
          </span>
          <Marks chat={chat} />
        </span>
      </a>
    </li>
  );
}

function LastLine({ chat, hasDraft }: { readonly chat: Chat; readonly hasDraft: boolean }) {
  const words = useWords();
  const me = useSelect(({ desk }) => desk.me?.id ?? null);
  const isTyping = useSelect(({ desk }) => desk.typing.includes(chat.id));
  if (isTyping) return <span className="chat-row__typing">{words.chats.typing}</span>;
  return (
    <span className="chat-row__text">
      {hasDraft && <em>{words.chats.draft} </em>}
      {lastWords(chat, me, words)}
    </span>
  );
}

function lastWords(chat: Chat, me: string | null, words: Words): string {
  const last = lastSaid(chat);
  if (last === null) return chat.about.question;
  if (last.form === "file") return words.chats.file;
  const said = last.text ?? words.chats.erased;
  const text = last.form === "html" ? plainText(said) : said;
  if (last.isPrivate) return words.chats.note(text);
  return last.agent !== null && last.agent === me ? words.chats.youSaid(text) : text;
}

/** What presses: silence, wrap-up, an end-user without an answer; else the question. */
function Marks({ chat }: { readonly chat: Chat }) {
  const { chats: words } = useWords();
  const now = useNow();
  const since = unansweredSince(chat);
  const isLate =
    since !== null && chat.part === "lead" && chat.phase === "engaged" && now - since > PATIENCE_MS;
  const part = chat.part === "lead" || chat.part === "wrap_up" ? null : chat.part;
  const marks = [
    part !== null && (
      <span
        key="part"
        className={`badge ${part === "monitor" ? "badge--violet" : "badge--accent"}`}
      >
        {part === "monitor" && <IconEye size={11} aria-hidden />}
        {words.part[part]}
      </span>
    ),
    chat.endUserAbsent !== null && (
      <span key="absent" className="badge badge--amber">
        <IconWifiOff size={11} aria-hidden />
        {words.absent}
      </span>
    ),
    chat.phase === "wrap_up" && (
      <span key="wrap" className="badge badge--violet num">
        <IconClockPause size={11} aria-hidden />
        {words.wrapUp}
        {chat.wrapUpUntil !== null && ` ${stopwatch(chat.wrapUpUntil - now)}`}
      </span>
    ),
    chat.phase === "waiting" && (
      <span key="queue" className="badge">
        {words.requeued}
      </span>
    ),
    isLate && (
      <span
        key="late"
        className={`badge num ${now - since > LONG_MS ? "badge--red" : "badge--amber"}`}
      >
        {words.waiting(stopwatch(now - since))}
      </span>
    ),
  ].filter(Boolean);
  if (marks.length > 0) return <span className="chat-row__marks">{marks}</span>;
  const hasWords = lastSaid(chat) !== null;
  const about = hasWords && chat.about.question !== "" ? chat.about.question : chat.about.queue;
  return <span className="chat-row__question">{about}</span>;
}

/** Beyond this an unanswered end-user is pointed out. */
const PATIENCE_MS = 45_000;
const LONG_MS = 120_000;
