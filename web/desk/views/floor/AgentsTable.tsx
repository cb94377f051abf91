import { UnstyledButton } from "@mantine/core";
import { IconUserOff, IconWifiOff } from "@tabler/icons-react";
import type { Filter } from "../../state/floor.ts";
import type { BoardAgent } from "../../state/wire.ts";
import { Avatar } from "../common/Avatar.tsx";
import { Blank } from "../common/Blank.tsx";
import { Pips } from "../common/Pips.tsx";
import { StatusDot } from "../common/StatusDot.tsx";
import { Since } from "../common/Times.tsx";
import { useWords } from "../desk_context.ts";

interface AgentsProps {
  readonly agents: readonly BoardAgent[];
  readonly more: number;
  readonly filter: Filter;
  show(filter: Partial<Filter>): void;
}

export function AgentsTable({ agents, more, filter, show }: AgentsProps) {
  const { floor } = useWords();
  const words = floor.agents;
  return (
    <section className="panel panel--agents" aria-labelledby="agents">
      <h2 id="agents">{words.heading}</h2>
      {agents.length === 0 ? (
        <Blank icon={<IconUserOff size={24} stroke={1.5} aria-hidden />} heading={words.none}>
          <p>{words.noneText}</p>
        </Blank>
      ) : (
        <table className="table table--rows">
          <thead>
            <tr>
              <th scope="col">{words.name}</th>
              <th scope="col">{words.status}</th>
              <th scope="col" className="table__num">
                {words.since}
              </th>
              <th scope="col" className="table__num">
                {words.sessions}
              </th>
              <th scope="col" className="table__num" title={words.occupancyHint}>
                {words.occupancy}
              </th>
            </tr>
          </thead>
          <tbody>
            {agents.map((agent) => (
              <Row key={agent.id} agent={agent} isChosen={filter.agent === agent.id} show={show} />
            ))}
          </tbody>
        </table>
      )}
      {more > 0 && <p className="panel__none">{words.more(more)}</p>}
    </section>
  );
}

interface RowProps {
  readonly agent: BoardAgent;
  readonly isChosen: boolean;
  show(filter: Partial<Filter>): void;
}

function Row({ agent, isChosen, show }: RowProps) {
  const words = useWords();
  const { sessions, offered, max_sessions: max } = agent;
  const held = offered > 0 ? `, ${words.sessions.held(offered)}` : "";
  return (
    <tr data-chosen={isChosen}>
      <th scope="row">
        <span className="table__who">
          <Avatar id={agent.id} name={agent.name} agent small absent={agent.absent} />
          <span>
            <UnstyledButton
              className="table__link"
              aria-pressed={isChosen}
              title={words.floor.agents.filter(agent.name)}
              onClick={() => show({ agent: isChosen ? null : agent.id })}
            >
              {agent.name}
            </UnstyledButton>
            {agent.group !== "" && <span className="table__sub">{agent.group}</span>}
          </span>
        </span>
      </th>
      <td>
        <span className="table__status">
          {agent.absent ? (
            <span className="badge badge--amber">
              <IconWifiOff size={11} aria-hidden />
              {words.floor.agents.absent}
            </span>
          ) : (
            <>
              <StatusDot type={agent.status_type} />
              {agent.status}
            </>
          )}
        </span>
      </td>
      <td className="table__num">
        <Since at={agent.since} />
      </td>
      <td className="table__num">
        <span className="table__sessions">
          <Pips
            taken={sessions}
            held={offered}
            max={max}
            label={words.sessions.label(sessions, max) + held}
          />
          <span aria-hidden>{words.sessions.short(sessions, max)}</span>
        </span>
      </td>
      <td className="table__num">
        {agent.occupancy === null ? (
          <span className="table__none">{words.floor.tiles.none}</span>
        ) : (
          words.floor.percent(String(Math.round(100 * agent.occupancy)))
        )}
      </td>
    </tr>
  );
}
