import { Button, TextInput, UnstyledButton } from "@mantine/core";
import {
  IconClockExclamation,
  IconEye,
  IconMessageOff,
  IconSearch,
  IconWifiOff,
  IconX,
} from "@tabler/icons-react";
import {
  type BoardPhase,
  chatPhase,
  everything,
  type Filter,
  fits,
  inFloorOrder,
  isFiltered,
  PHASES,
} from "../../state/floor.ts";
import { formatRoute } from "../../state/route.ts";
import type { Board, BoardChat } from "../../state/wire.ts";
import { Blank } from "../common/Blank.tsx";
import { Since } from "../common/Times.tsx";
import { useDesk, useWords } from "../desk_context.ts";
import { ChatMenu } from "./ChatMenu.tsx";

interface ChatsProps {
  readonly board: Board;
  readonly filter: Filter;
  show(filter: Partial<Filter>): void;
  askWhy(chat: string): void;
}

export function ChatsTable({ board, filter, show, askWhy }: ChatsProps) {
  const { floor } = useWords();
  const words = floor.chats;
  const { chats, chats_more: more } = board;
  const fitting = inFloorOrder(chats).filter((chat) => fits(chat, filter, board.agents));
  return (
    <section className="panel panel--chats" aria-labelledby="chats">
      <h2 id="chats">
        {words.heading} <span className="num panel__count">{board.chats.length + more}</span>
      </h2>
      {chats.length === 0 ? (
        <Blank icon={<IconMessageOff size={24} stroke={1.5} aria-hidden />} heading={words.none}>
          <p>{words.noneText}</p>
        </Blank>
      ) : (
        <>
          <FilterBar board={board} filter={filter} show={show} />
          {fitting.length === 0 ? (
            <div className="panel__none">
              <p>{words.nothing}</p>
              <Button variant="default" size="xs" onClick={() => show(everything)}>
                {words.showAll}
              </Button>
            </div>
          ) : (
            <Table chats={fitting} askWhy={askWhy} />
          )}
        </>
      )}
      {more > 0 && <p className="panel__none">{words.more(more)}</p>}
    </section>
  );
}

interface TableProps {
  readonly chats: readonly BoardChat[];
  askWhy(chat: string): void;
}

function Table({ chats, askWhy }: TableProps) {
  const { floor } = useWords();
  const words = floor.chats;
  return (
    <table className="table table--rows">
      <thead>
        <tr>
          <th scope="col">{words.phase}</th>
          <th scope="col">{words.name}</th>
          <th scope="col" className="table__wide">
            {words.queue}
          </th>
          <th scope="col" className="table__wide">
            {words.lead}
          </th>
          <th scope="col" className="table__num">
            {words.since}
          </th>
          <th scope="col" className="table__num table__wide">
            {words.total}
          </th>
          <th scope="col">
            <span className="unseen">{words.acts}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {chats.map((chat) => (
          <Row key={chat.chat} chat={chat} askWhy={askWhy} />
        ))}
      </tbody>
    </table>
  );
}

type FilterProps = Pick<ChatsProps, "board" | "filter" | "show">;

function FilterBar({ board, filter, show }: FilterProps) {
  const { floor } = useWords();
  const words = floor.chats;
  const flip = (phase: BoardPhase): void => {
    const others = filter.phases.filter((each) => each !== phase);
    show({ phases: others.length < filter.phases.length ? others : [...others, phase] });
  };
  const count = (phase: BoardPhase): number =>
    board.chats.filter((chat) => chatPhase(chat) === phase).length;
  const queue = board.queues.find(({ id }) => id === filter.queue)?.name ?? filter.queue;
  const agent = board.agents.find(({ id }) => id === filter.agent)?.name ?? filter.agent;
  return (
    <div className="floor-filter">
      <TextInput
        size="xs"
        className="floor-filter__find"
        aria-label={words.find}
        placeholder={words.find}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={filter.find}
        onChange={(event) => show({ find: event.currentTarget.value })}
      />
      <fieldset className="metrics" aria-label={words.filter}>
        {PHASES.map((phase) => (
          <UnstyledButton
            key={phase}
            className="filter__chip"
            aria-pressed={filter.phases.includes(phase)}
            onClick={() => flip(phase)}
          >
            {floor.phases[phase]} <span className="num">{count(phase)}</span>
          </UnstyledButton>
        ))}
      </fieldset>
      {queue !== null && <Chosen name={queue} drop={() => show({ queue: null })} />}
      {agent !== null && <Chosen name={agent} drop={() => show({ agent: null })} />}
      {isFiltered(filter) && (
        <UnstyledButton className="floor-filter__all" onClick={() => show(everything)}>
          {words.showAll}
        </UnstyledButton>
      )}
    </div>
  );
}

function Chosen({ name, drop }: { readonly name: string; drop(): void }) {
  const { floor } = useWords();
  return (
    <UnstyledButton
      className="filter__chip floor-filter__chosen"
      aria-label={floor.chats.unfilter(name)}
      onClick={drop}
    >
      {name} <IconX size={12} aria-hidden />
    </UnstyledButton>
  );
}

const TONES = { waiting: "amber", offered: "accent", engaged: "green", wrap_up: "violet" } as const;

interface RowProps {
  readonly chat: BoardChat;
  askWhy(chat: string): void;
}

function Row({ chat, askWhy }: RowProps) {
  const { seat, acts } = useDesk();
  const words = useWords();
  const phase = chatPhase(chat);
  const name = chat.name || words.visitor;
  const route = { page: "floor", chat: chat.chat } as const;
  return (
    <tr>
      <td>
        <span className={`badge badge--${TONES[phase]}`}>{words.floor.phases[phase]}</span>
      </td>
      <th scope="row" className="table__main">
        <a
          className="table__link"
          href={formatRoute(route, seat)}
          title={words.floor.chats.openLedger(name)}
          onClick={(event) => {
            event.preventDefault();
            acts.go(route);
          }}
        >
          {name}
        </a>
        {chat.end_user_absent && <Silent who={words.floor.chats.endUserAbsent} />}
        <Watched by={chat.monitors} />
        <span className="table__sub">{chat.question}</span>
      </th>
      <td className="table__wide">{chat.queue}</td>
      <td className="table__wide">
        <Agents chat={chat} />
      </td>
      <td className="table__num">
        <Since at={chat.phase_since} />
      </td>
      <td className="table__num table__wide">
        {chat.answered_in_time === false && (
          <span className="late" role="img" aria-label={words.floor.chats.late}>
            <IconClockExclamation size={13} aria-hidden />
          </span>
        )}
        <Since at={chat.requested_at} />
      </td>
      <td className="table__act">
        <ChatMenu chat={chat} name={name} askWhy={askWhy} />
      </td>
    </tr>
  );
}

/** Who leads; below, who is there beside them, or asked. */
function Agents({ chat }: { readonly chat: BoardChat }) {
  const { floor } = useWords();
  const words = floor.chats;
  const others = [
    ...chat.conferees.map((name) => `+ ${name}`),
    ...chat.invited.map(({ to }) => words.invited(to)),
    ...(chat.offered_to === null ? [] : [words.offeredTo(chat.offered_to)]),
  ];
  return (
    <>
      {chat.lead ??
        (others.length === 0 && <span className="table__none">{floor.tiles.none}</span>)}
      {chat.agent_absent && <Silent who={words.agentAbsent} />}
      {others.length > 0 && <span className="table__sub">{others.join(", ")}</span>}
    </>
  );
}

function Watched({ by }: { readonly by: readonly string[] }) {
  const { floor } = useWords();
  if (by.length === 0) return null;
  const text = floor.chats.watched(by.join(", "));
  return (
    <span className="watched" role="img" aria-label={text} title={text}>
      <IconEye size={13} aria-hidden />
    </span>
  );
}

function Silent({ who }: { readonly who: string }) {
  const { floor } = useWords();
  const text = `${who}: ${floor.chats.marks}`;
  return (
    <span className="silent" role="img" aria-label={text} title={text}>
      <IconWifiOff size={13} aria-hidden />
    </span>
  );
}
