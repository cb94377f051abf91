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
  const me = desk.me?.id;
  const named = (id: string | null, you: string): string =>
    id !== null && id === me ? you : (desk.agents[id ?? ""] ?? words.lines.someone);
  const text = sentence(happened, {
    words: words.lines,
    name,
    queue: desk.queues[happened.queue ?? ""] ?? chat.about.queue,
    agent: named(happened.agent, words.you),
    object: named(happened.other, words.youObject),
    other: named(happened.other, words.you),
    agentObject: named(happened.agent, words.youObject),
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
  /** Who did it, at a sentence's beginning and within one. */
  readonly agent: string;
  readonly agentObject: string;
  /** Whom it concerns, at a sentence's beginning and within one. */
  readonly other: string;
  readonly object: string;
}

function sentence({ kind, cause }: Happened, names: Names): string | null {
  const { words, name, agent } = names;
  switch (kind) {
    case 26:
      return words.requested(names.queue);
    case 23:
      return words.entered(agent);
    case 24:
      return leaving(cause, names);
    case 25:
      return words.lead[cause ?? ""]?.(agent, names.object, names.other) ?? null;
    case 1002:
      return words.consulting(names.other);
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
      return words.toQueue(agent, names.queue);
    case 44:
      return words.ends[cause ?? ""]?.(name) ?? words.ended;
    case 27:
      return words.released;
    default:
      return invitation(kind, cause, names) ?? coBrowse(kind, cause, names);
  }
}

function coBrowse(kind: number, cause: string | null, names: Names): string | null {
  const { words, agent, name } = names;
  const says = words.cobrowse[`${kind}_${cause}`] ?? words.cobrowse[kind];
  return says?.(agent, name) ?? null;
}

function leaving(cause: string | null, { words, agent }: Names): string {
  if (cause === "lost") return words.leftLost(agent);
  return cause === "logged_out" ? words.leftLoggedOut(agent) : words.left(agent);
}

function invitation(kind: number, cause: string | null, names: Names): string | null {
  const { words, agent, other, object } = names;
  const isConference = kind === 10 || (kind >= 19 && kind <= 22);
  const said = isConference ? words.conference : words.transfer;
  switch (kind) {
    case 9:
    case 10:
      return said.invited(agent, object);
    case 15:
      return words.transfer.accepted(agent, object);
    case 19:
      return words.conference.accepted(names.agentObject, other);
    case 16:
    case 20:
      return cause === "auto" ? said.ranOut(other) : said.declined(other);
    case 17:
    case 21:
      return cause === "sender" ? said.canceled(agent) : said.gone;
    case 18:
    case 22:
      return said.unavailable[cause ?? ""]?.(other) ?? null;
    default:
      return null;
  }
}

function tone(kind: number): "warn" | "end" | undefined {
  if (kind === 4 || kind === 6 || kind === 29 || kind === 31) return "warn";
  return kind === 44 || kind === 27 ? "end" : undefined;
}
