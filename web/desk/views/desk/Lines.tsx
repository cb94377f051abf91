import { Button } from "@mantine/core";
import { IconAlertCircle, IconCheck, IconClock, IconEyeOff, IconLock } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Chat, Said } from "../../state/chat.ts";
import { clock, day, exact, iso, isSameDay } from "../../state/time.ts";
import type { Echo, Line } from "../../state/transcript.ts";
import { Linked } from "../common/Linked.tsx";
import { Pushed } from "../common/Pushed.tsx";
import { Clock } from "../common/Times.tsx";
import { useActs, useDesk, useSelect, useWords } from "../desk_context.ts";
import { FileLine } from "../files/FileLine.tsx";
import { Happening } from "./Happening.tsx";

interface LineProps {
  readonly line: Line;
  readonly chat: Chat;
  readonly name: string;
}

export function LineOf({ line, chat, name }: LineProps) {
  const words = useWords();
  switch (line.type) {
    case "time":
      return <TimeLine at={line.at} newDay={line.newDay} />;
    case "unread":
      return <p className="line-unread">{words.chat.unread}</p>;
    case "happened":
      return <Happening happened={line.happened} chat={chat} name={name} />;
    case "said":
      return <SaidLine said={line.said} first={line.first} chat={chat} name={name} />;
    case "echo":
      return <EchoLine echo={line.echo} first={line.first} />;
    default:
      return line satisfies never;
  }
}

function TimeLine({ at, newDay }: { readonly at: number; readonly newDay: boolean }) {
  const words = useWords();
  const desk = useDesk();
  const now = desk.now();
  const date = isSameDay(at, now) ? words.chat.today : day(at, words.locale);
  return (
    <p className="line-time">
      <time dateTime={iso(at)} title={exact(at, words.locale)} className="num">
        {newDay ? `${date} ${clock(at)}` : clock(at)}
      </time>
    </p>
  );
}

interface BubbleProps {
  readonly side: "them" | "us";
  readonly isPrivate: boolean;
  /** What kind of private words they are. */
  readonly privately?: string;
  readonly author: string | null;
  readonly at: number;
  readonly children: ReactNode;
  readonly foot?: ReactNode;
  readonly state?: Echo["state"];
}

function Bubble({ side, isPrivate, privately, author, at, children, foot, state }: BubbleProps) {
  const { chat: words } = useWords();
  const kind = isPrivate ? "note" : side;
  return (
    <article className={`said said--${kind}`} data-first={author !== null} data-state={state}>
      {author !== null && (
        <p className="said__author">
          {isPrivate && <IconLock size={12} aria-hidden />}
          {isPrivate && <span>{privately ?? words.privateNote} · </span>}
          <span>{author}</span> <Clock at={at} />
        </p>
      )}
      <div className="said__bubble">
        {children}
        <Clock at={at} className="said__when" />
      </div>
      {foot}
    </article>
  );
}

interface SaidLineProps {
  readonly said: Said;
  readonly chat: Chat;
  readonly first: boolean;
  readonly name: string;
}

function SaidLine({ said, first, chat, name }: SaidLineProps) {
  const words = useWords();
  const me = useSelect(({ desk }) => desk.me?.id ?? null);
  const agents = useSelect(({ desk }) => desk.agents);
  const agentName =
    said.agent === me ? words.you : (agents[said.agent ?? ""] ?? words.lines.someone);
  const { outside } = said;
  const from = outside === null ? agentName : `${agentName}, ${words.chat.outside[outside]}`;
  const author = said.from === "agent" ? from : name;
  return (
    <Bubble
      side={said.from === "agent" ? "us" : "them"}
      isPrivate={said.isPrivate}
      privately={outside === null ? words.chat.privateNote : words.chat.privateWord}
      author={first ? author : null}
      at={said.at}
    >
      <Content said={said} chat={chat} />
    </Bubble>
  );
}

function Content({ said, chat }: { readonly said: Said; readonly chat: Chat }) {
  const { chat: words } = useWords();
  if (said.file) return <FileLine chat={chat} said={said} file={said.file} />;
  if (said.text === null) return <p className="said__erased">{words.erased}</p>;
  switch (said.form) {
    case "url":
    case "html":
      return <Pushed form={said.form} text={said.text ?? ""} />;
    default:
      return (
        <>
          {said.offRecord && <OffRecord />}
          <p>
            <Linked text={said.text ?? ""} />
          </p>
        </>
      );
  }
}

function OffRecord() {
  const { texts } = useWords();
  return (
    <p className="said__off-record" title={texts.offRecordHint}>
      <IconEyeOff size={12} aria-hidden /> {texts.offRecord}
    </p>
  );
}

function EchoLine({ echo, first }: { readonly echo: Echo; readonly first: boolean }) {
  const words = useWords();
  const acts = useActs();
  const hasFailed = echo.state === "refused" || echo.state === "lost";
  return (
    <Bubble
      side="us"
      isPrivate={echo.isPrivate}
      author={first ? words.you : null}
      at={echo.at}
      state={echo.state}
      foot={
        <p className={`fate fate--${echo.state}`}>
          <Fate echo={echo} />
          {hasFailed && (
            <>
              <Button
                size="compact-xs"
                variant="subtle"
                onClick={() => acts.postAgain(echo.command)}
              >
                {words.chat.again}
              </Button>
              <Button
                size="compact-xs"
                variant="subtle"
                color="gray"
                onClick={() => acts.discard(echo.command)}
              >
                {words.chat.discard}
              </Button>
            </>
          )}
        </p>
      }
    >
      {echo.offRecord && <OffRecord />}
      <p>
        <Linked text={echo.text} />
      </p>
    </Bubble>
  );
}

function Fate({ echo }: { readonly echo: Echo }) {
  const { chat: words } = useWords();
  switch (echo.state) {
    case "sending":
      return (
        <>
          <IconClock size={12} aria-hidden /> {words.sending}
        </>
      );
    case "sent":
      return (
        <>
          <IconCheck size={12} aria-hidden /> {words.sent}
        </>
      );
    default:
      return (
        <>
          <IconAlertCircle size={14} aria-hidden />{" "}
          {echo.state === "refused" ? words.refused(echo.reason) : words.lost}
        </>
      );
  }
}
