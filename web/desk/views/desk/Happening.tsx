import type { Words } from "../../messages/en.ts";
import type { Chat, Happened } from "../../state/chat.ts";
import { Clock } from "../common/Times.tsx";
import { useSelect, useWords } from "../desk_context.ts";

interface HappeningProps {
  readonly happened: Happened;
  readonly chat: Chat;
  readonly name: string;
}

/** A line between the messages: who came, who went, what became of the chat. */
export function Happening({ happened, chat, name }: HappeningProps) {
  const words = useWords();
  const desk = useSelect((snapshot) => snapshot.desk);
  const agent = (id: string | null): string => desk.agents[id ?? ""] ?? words.lines.someone;
  const text = sentence(happened, {
    words: words.lines,
    name,
    queue: chat.about.queue,
    agent: agent(happened.agent),
    other: agent(happened.other),
    isMe: happened.agent === desk.me?.id,
    isOtherMe: happened.other === desk.me?.id,
  });
  if (text === null) return null;
  return (
    <p className="line-happened" data-tone={tone(happened.kind)}>
      <span>
        {text} <Clock at={happened.at} />
      </span>
    </p>
  );
}

interface Names {
  readonly words: Words["lines"];
  readonly name: string;
  readonly queue: string;
  readonly agent: string;
  readonly other: string;
  readonly isMe: boolean;
  readonly isOtherMe: boolean;
}

function sentence({ kind, cause }: Happened, names: Names): string | null {
  const { words, name, agent, other, isMe } = names;
  switch (kind) {
    case 26:
      return words.requested(names.queue);
    case 23:
      return words.entered(agent, isMe);
    case 24:
      return cause === "lost" ? words.leftLost(agent) : words.left(agent, isMe);
    case 25:
      return words.role(other, names.isOtherMe);
    case 33:
      return words.autoAccepted;
    case 49:
      return words.leadLost(agent);
    case 4:
      return words.agentAbsent(agent);
    case 5:
      return words.agentPresent(agent);
    case 29:
      return words.agentDisconnected(agent);
    case 6:
      return words.endUserAbsent(name);
    case 7:
      return words.endUserPresent(name);
    case 31:
      return words.endUserDisconnected(name);
    case 47:
      return words.toQueue(names.queue);
    case 44:
      return words.ends[cause ?? ""]?.(name) ?? words.ended;
    case 27:
      return words.released;
    default:
      return invitation(kind, cause, names) ?? words.cobrowse[kind] ?? null;
  }
}

function invitation(kind: number, cause: string | null, names: Names): string | null {
  const { words, agent, other } = names;
  const isConference = kind === 10 || (kind >= 19 && kind <= 22);
  const said = isConference ? words.conference : words.transfer;
  switch (kind) {
    case 9:
    case 10:
      return said.invited(agent, other);
    case 15:
    case 19:
      return said.accepted(other);
    case 16:
    case 20:
      return said.declined(other, cause ?? "");
    case 17:
    case 21:
      return said.canceled;
    case 18:
    case 22:
      return said.unavailable(other);
    default:
      return null;
  }
}

function tone(kind: number): "warn" | "end" | undefined {
  if (kind === 4 || kind === 6 || kind === 29 || kind === 31) return "warn";
  return kind === 44 || kind === 27 ? "end" : undefined;
}
