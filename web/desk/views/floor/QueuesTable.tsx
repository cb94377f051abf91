import { UnstyledButton } from "@mantine/core";
import { type Filter, serviceLevel } from "../../state/floor.ts";
import { stopwatch } from "../../state/time.ts";
import type { BoardQueue, FloorFigures, QueueFigures } from "../../state/wire.ts";
import { Since } from "../common/Times.tsx";
import { useNow, useWords } from "../desk_context.ts";
import { serviceTone, waitTone, whole } from "./numbers.ts";

interface QueuesProps {
  readonly queues: readonly BoardQueue[];
  readonly more: number;
  readonly figures: FloorFigures | null;
  readonly filter: Filter;
  show(filter: Partial<Filter>): void;
}

export function QueuesTable({ queues, more, figures, filter, show }: QueuesProps) {
  const { floor } = useWords();
  const words = floor.queues;
  const number = (name: string, wide = false) => (
    <th scope="col" className={wide ? "table__num table__wide" : "table__num"}>
      {name}
    </th>
  );
  return (
    <section className="panel panel--queues" aria-labelledby="queues">
      <h2 id="queues">{words.heading}</h2>
      {queues.length === 0 ? (
        <p className="panel__none">{words.none}</p>
      ) : (
        <table className="table table--rows">
          <thead>
            <tr>
              <th scope="col">{words.name}</th>
              {number(words.waiting)}
              {number(words.longest)}
              {number(words.expected, true)}
              {number(words.service)}
              {number(words.answered, true)}
              {number(words.abandoned)}
              {number(words.agents, true)}
              {number(words.free, true)}
            </tr>
          </thead>
          <tbody>
            {queues.map((queue) => (
              <Row
                key={queue.id}
                queue={queue}
                figures={figures?.queues.find(({ id }) => id === queue.id)}
                isChosen={filter.queue === queue.id}
                show={show}
              />
            ))}
          </tbody>
        </table>
      )}
      {more > 0 && <p className="panel__none">{words.more(more)}</p>}
    </section>
  );
}

interface RowProps {
  readonly queue: BoardQueue;
  readonly figures: QueueFigures | undefined;
  readonly isChosen: boolean;
  show(filter: Partial<Filter>): void;
}

function Row({ queue, figures, isChosen, show }: RowProps) {
  const { floor } = useWords();
  const words = floor.queues;
  const now = useNow();
  const none = <span className="table__none">{floor.tiles.none}</span>;
  const level = figures === undefined ? null : serviceLevel(figures.recent);
  const shown = whole(level);
  return (
    <tr data-chosen={isChosen}>
      <th scope="row">
        <UnstyledButton
          className="table__link"
          aria-pressed={isChosen}
          title={words.filter(queue.name)}
          onClick={() => show({ queue: isChosen ? null : queue.id })}
        >
          {queue.name}
        </UnstyledButton>
      </th>
      <td className="table__num" data-strong={queue.waiting > 0}>
        {queue.waiting === 0 ? (
          0
        ) : (
          <UnstyledButton
            className="table__number"
            aria-label={words.waitingIn(queue.waiting, queue.name)}
            onClick={() => show({ queue: queue.id, phases: ["waiting", "offered"] })}
          >
            {queue.waiting}
          </UnstyledButton>
        )}
      </td>
      <td className="table__num" data-tone={waitTone(queue.longest_wait_since, now)}>
        {queue.longest_wait_since === null ? none : <Since at={queue.longest_wait_since} />}
      </td>
      <td className="table__num table__wide">
        {queue.expected_wait_ms === null ? none : stopwatch(queue.expected_wait_ms)}
      </td>
      <td
        className="table__num"
        data-tone={serviceTone(level)}
        title={figures && words.aim(figures.service_level_s)}
      >
        {shown === null ? none : floor.percent(shown)}
      </td>
      <td className="table__num table__wide" title={figures && waitsOf(figures, words.half)}>
        {figures?.today.answered ?? 0}
      </td>
      <td className="table__num">{figures?.today.abandoned ?? 0}</td>
      <td className="table__num table__wide">{queue.agents_available}</td>
      <td
        className="table__num table__wide"
        data-tone={queue.sessions_free === 0 ? "amber" : undefined}
      >
        {queue.sessions_free}
      </td>
    </tr>
  );
}

type Half = (average: string, p50: string, p90: string) => string;

function waitsOf({ today }: QueueFigures, half: Half): string {
  const { wait_average_ms: average, wait_p50_ms: p50, wait_p90_ms: p90 } = today;
  if (average === null || p50 === null || p90 === null) return "";
  return half(stopwatch(average), stopwatch(p50), stopwatch(p90));
}
