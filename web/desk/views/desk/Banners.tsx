import { Button, Tooltip } from "@mantine/core";
import { IconArrowBackUp, IconClockPause, IconWifiOff } from "@tabler/icons-react";
import type { Absence } from "../../state/absences.ts";
import { type Chat, successor } from "../../state/chat.ts";
import { secondsLeft, stopwatch } from "../../state/time.ts";
import { useActs, useNow, useSelect, useWords } from "../desk_context.ts";

interface BannersProps {
  readonly chat: Chat;
  readonly name: string;
}

/** What the agent should know of this chat right now, and what it asks for. */
export function Banners({ chat, name }: BannersProps) {
  const { chat: words } = useWords();
  const desk = useSelect((snapshot) => snapshot.desk);
  const me = desk.me?.id ?? "";
  const nameOf = (id: string): string => desk.agents[id] ?? id;
  const silent = (id: string, seconds: number): string => {
    const next = id === chat.lead ? successor(chat) : null;
    if (next === null) return words.agentAbsent(nameOf(id), seconds);
    return words.leadAbsent(nameOf(id), seconds, next === me ? null : nameOf(next));
  };
  return (
    <>
      {chat.endUserAbsent !== null && (
        <Absent absence={chat.endUserAbsent} says={(seconds) => words.absent(name, seconds)} />
      )}
      {Object.entries(chat.agentsAbsent)
        .filter(([id]) => id !== me)
        .map(([id, absence]) => (
          <Absent key={id} absence={absence} says={(seconds) => silent(id, seconds)} />
        ))}
      {chat.phase === "waiting" && chat.engagedAt !== null && (
        <div className="banner">
          <IconArrowBackUp size={16} aria-hidden />
          <span>{words.requeued}</span>
        </div>
      )}
      {chat.phase === "wrap_up" && <WrapUp chat={chat} />}
    </>
  );
}

interface AbsentProps {
  readonly absence: Absence;
  says(seconds: number): string;
}

function Absent({ absence, says }: AbsentProps) {
  const now = useNow();
  const share = (absence.lostAt - now) / (absence.lostAt - absence.silentSince);
  return (
    <div className="banner banner--amber">
      <IconWifiOff size={16} aria-hidden />
      <span className="num">{says(secondsLeft(absence.lostAt, now))}</span>
      <Drain share={share} />
    </div>
  );
}

/** What is left of a time, as a line along the banner's foot. */
function Drain({ share }: { readonly share: number }) {
  const style = { transform: `scaleX(${Math.min(1, Math.max(0, share))})` };
  return <span className="banner__drain" style={style} aria-hidden />;
}

function WrapUp({ chat }: { readonly chat: Chat }) {
  const { chat: words } = useWords();
  const now = useNow();
  const isBusy = useSelect(({ busy }) => busy.has(`close_wrap_up:${chat.id}`));
  const acts = useActs();
  const { wrapUpUntil: until, endedAt } = chat;
  return (
    <div className="banner banner--violet">
      <IconClockPause size={16} aria-hidden />
      <span>
        <strong>{words.wrapUp}</strong>
        {until !== null && (
          <span className="banner__left num"> {words.wrapUpLeft(stopwatch(until - now))}</span>
        )}
        <span className="banner__text"> {words.wrapUpText}</span>
      </span>
      <Tooltip label={<kbd>Alt E</kbd>}>
        <Button loading={isBusy} onClick={() => acts.closeWrapUp(chat.id)}>
          {words.wrapUpDone}
        </Button>
      </Tooltip>
      {until !== null && endedAt !== null && <Drain share={(until - now) / (until - endedAt)} />}
    </div>
  );
}
