import { Button } from "@mantine/core";
import { IconInbox } from "@tabler/icons-react";
import { useState } from "react";
import type { Words } from "../../messages/en.ts";
import type { Chat } from "../../state/chat.ts";
import { type Candidate, transferPending } from "../../state/passing.ts";
import { ago } from "../../state/time.ts";
import type { QueueToPassOnTo } from "../../state/wire.ts";
import { Avatar } from "../common/Avatar.tsx";
import { Pips } from "../common/Pips.tsx";
import { StatusDot } from "../common/StatusDot.tsx";
import { useActs, useWords } from "../desk_context.ts";

interface AgentRowProps {
  readonly chat: Chat;
  readonly candidate: Candidate;
}

export function AgentRow({ chat, candidate: { agent, against } }: AgentRowProps) {
  const { pass: words } = useWords();
  const acts = useActs();
  const isPending = transferPending(chat);
  const free = words.free(agent.sessions_free, agent.max_sessions);
  const ask = (form: "transfer" | "conference") => acts.invite(chat.id, agent.id, form);
  return (
    <li className="pass-row" data-against={against !== null}>
      <Avatar id={agent.id} name={agent.name} agent absent={agent.absent} />
      <div className="pass-row__who">
        <strong>{agent.name}</strong>
        <span className="pass-row__state">
          <StatusDot type={agent.status_type} />
          <span className="pass-row__status">{agent.status}</span>
          {against !== null && against !== "unavailable" && (
            <span className="badge badge--amber">{words.against[against]}</span>
          )}
        </span>
      </div>
      <span className="pass-row__free" title={free}>
        <Pips
          taken={agent.max_sessions - agent.sessions_free}
          held={0}
          max={agent.max_sessions}
          label={free}
        />
      </span>
      <div className="pass-row__acts">
        <Button
          variant="default"
          aria-label={words.inviteTo(agent.name)}
          disabled={against !== null}
          onClick={() => ask("conference")}
        >
          {words.invite}
        </Button>
        <Button
          aria-label={words.transferTo(agent.name)}
          disabled={against !== null || isPending}
          title={isPending ? words.transferPending : undefined}
          onClick={() => ask("transfer")}
        >
          {words.transfer}
        </Button>
      </div>
    </li>
  );
}

interface QueueRowProps {
  readonly chat: Chat;
  readonly queue: QueueToPassOnTo;
}

/** Asks once: the chat is gone from here at once. */
export function QueueRow({ chat, queue }: QueueRowProps) {
  const { pass: words } = useWords();
  const acts = useActs();
  const [isAsking, setAsking] = useState(false);
  if (isAsking) {
    return (
      <li className="pass-row pass-row--asking">
        <span className="pass-row__ask">{words.queueAsk(queue.name)}</span>
        <div className="pass-row__acts">
          <Button variant="default" onClick={() => setAsking(false)}>
            {words.keep}
          </Button>
          <Button autoFocus onClick={() => acts.transferToQueue(chat.id, queue.id)}>
            {words.transfer}
          </Button>
        </div>
      </li>
    );
  }
  return (
    <li className="pass-row" data-against={!queue.open}>
      <span className="pass-row__queue" aria-hidden>
        <IconInbox size={18} stroke={1.75} />
      </span>
      <div className="pass-row__who">
        <strong>{queue.name}</strong>
        <QueueState queue={queue} />
      </div>
      <div className="pass-row__acts">
        <Button
          variant="default"
          aria-label={words.transferTo(queue.name)}
          disabled={!queue.open}
          onClick={() => setAsking(true)}
        >
          {words.transfer}
        </Button>
      </div>
    </li>
  );
}

function QueueState({ queue }: { readonly queue: QueueToPassOnTo }) {
  const words = useWords();
  if (!queue.open) return <span className="pass-row__state">{words.pass.queueClosed}</span>;
  const facts = [
    words.pass.available(queue.agents_available),
    words.pass.waiting(queue.waiting),
    waitOf(queue.expected_wait_ms, words),
  ];
  return <span className="pass-row__state num">{facts.filter(Boolean).join(" · ")}</span>;
}

/** Nothing when nobody can tell. */
function waitOf(expected: number | null, words: Words): string {
  if (expected === null) return "";
  const { unit, count } = ago(0, expected);
  return unit === "now" ? words.pass.waitShort : words.pass.wait(words.ago[unit](count));
}
