import { IconMessageOff, IconWifiOff } from "@tabler/icons-react";
import { chatPhase, inFloorOrder } from "../../state/floor.ts";
import { formatRoute } from "../../state/route.ts";
import type { BoardChat } from "../../state/wire.ts";
import { Blank } from "../common/Blank.tsx";
import { Since } from "../common/Times.tsx";
import { useDesk, useSelect, useWords } from "../desk_context.ts";

interface ChatsTableProps {
  readonly chats: readonly BoardChat[];
  readonly more: number;
}

export function ChatsTable({ chats, more }: ChatsTableProps) {
  const { floor } = useWords();
  const words = floor.chats;
  return (
    <section className="panel panel--chats" aria-labelledby="chats">
      <h2 id="chats">{words.heading}</h2>
      {chats.length === 0 ? (
        <Blank icon={<IconMessageOff size={24} stroke={1.5} aria-hidden />} heading={words.none}>
          <p>{words.noneText}</p>
        </Blank>
      ) : (
        <table className="table table--rows">
          <thead>
            <tr>
              <th scope="col">{words.phase}</th>
              <th scope="col">{words.name}</th>
              <th scope="col" className="table__wide">
                {words.queue}
              </th>
              <th scope="col">{words.lead}</th>
              <th scope="col" className="table__num">
                {words.since}
              </th>
              <th scope="col" className="table__num table__wide">
                {words.total}
              </th>
            </tr>
          </thead>
          <tbody>
            {inFloorOrder(chats).map((chat) => (
              <Row key={chat.chat} chat={chat} />
            ))}
          </tbody>
        </table>
      )}
      {more > 0 && <p className="panel__none">{words.more(more)}</p>}
    </section>
  );
}

const TONES = { waiting: "amber", offered: "accent", engaged: "green", wrap_up: "violet" } as const;

function Row({ chat }: { readonly chat: BoardChat }) {
  const { seat, acts } = useDesk();
  const words = useWords();
  const agents = useSelect(({ desk }) => desk.agents);
  const phase = chatPhase(chat);
  const name = chat.name || words.visitor;
  const route = { page: "floor", chat: chat.chat } as const;
  const lead = chat.lead === null ? null : (agents[chat.lead] ?? chat.lead);
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
        <span className="table__sub">{chat.question}</span>
      </th>
      <td className="table__wide">{chat.queue}</td>
      <td>
        {lead ?? <span className="table__none">{words.floor.tiles.none}</span>}
        {chat.agent_absent && <Silent who={words.floor.chats.agentAbsent} />}
      </td>
      <td className="table__num">
        <Since at={chat.phase_since} />
      </td>
      <td className="table__num table__wide">
        <Since at={chat.requested_at} />
      </td>
    </tr>
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
