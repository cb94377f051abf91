import { ActionIcon, Loader } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { type ReactNode, useEffect } from "react";
import { type Metric, serviceLevel } from "../../state/floor.ts";
import type { Board, BoardQueue, QueueFigures } from "../../state/wire.ts";
import { Clock, Since } from "../common/Times.tsx";
import { useActs, useNow, useSelect, useWords } from "../desk_context.ts";
import {
  numbersOf,
  occupancyTone,
  serviceTone,
  spark,
  type Tone,
  waitTone,
  whole,
} from "./numbers.ts";
import { Sparkline } from "./Sparkline.tsx";

interface WallProps {
  readonly board: Board | null;
  readonly isLive: boolean;
}

/** For a screen on the wall: big figures, dark, nothing to press but the way out. */
export function Wall({ board, isLive }: WallProps) {
  const { floor } = useWords();
  const words = floor.wall;
  const acts = useActs();
  const now = useNow();
  useEffect(() => {
    const leave = (event: KeyboardEvent): void => {
      if (event.key === "Escape") acts.go({ page: "floor", chat: null });
    };
    addEventListener("keydown", leave);
    return () => removeEventListener("keydown", leave);
  }, [acts]);
  return (
    <main className="wall" data-stale={!isLive}>
      <header className="wall__top">
        <h1>{words.heading}</h1>
        <p className="wall__line" data-live={isLive}>
          {isLive ? floor.live : floor.stale}
        </p>
        <Clock at={now} className="wall__clock" />
        <ActionIcon
          className="wall__close"
          size={36}
          aria-label={words.close}
          onClick={() => acts.go({ page: "floor", chat: null })}
        >
          <IconX size={20} aria-hidden />
        </ActionIcon>
      </header>
      {board === null ? (
        <div className="opening" aria-busy>
          <Loader size={24} color="gray" />
          <p>{floor.loading}</p>
        </div>
      ) : (
        <Figures board={board} now={now} />
      )}
    </main>
  );
}

function Figures({ board, now }: { readonly board: Board; readonly now: number }) {
  const { floor } = useWords();
  const names = floor.tiles;
  const figures = useSelect(({ desk }) => desk.floor.figures);
  const numbers = numbersOf(board, figures);
  const { totals } = board;
  const percent = (value: number | null): string => {
    const shown = whole(value);
    return shown === null ? names.none : floor.percent(shown);
  };
  const big = (metric: Metric, value: ReactNode, tone?: Tone, max?: number) => (
    <section className="wall__figure" data-tone={tone}>
      <h2>{names[metric]}</h2>
      <p className="num">{value}</p>
      <Sparkline points={spark(figures, metric)} {...(max === undefined ? {} : { max })} />
    </section>
  );
  const { longestSince: since } = numbers;
  return (
    <>
      <div className="wall__figures">
        {big("waiting", numbers.waiting, numbers.waiting > 0 ? waitTone(since, now) : undefined)}
        {big("longest", since === null ? names.none : <Since at={since} />, waitTone(since, now))}
        {big("service", percent(numbers.service), serviceTone(numbers.service), 100)}
        {big("abandoned", numbers.abandoned)}
        {big("occupancy", percent(numbers.occupancy), occupancyTone(numbers.occupancy), 100)}
        <section className="wall__figure">
          <h2>{names.available}</h2>
          <p className="num">
            {totals.agents_available}
            <small> / {totals.agents}</small>
          </p>
          <small>{names.free(totals.sessions_free)}</small>
        </section>
      </div>
      <Queues board={board} figures={figures?.queues ?? []} now={now} />
    </>
  );
}

const QUEUES_MAX = 10;

interface QueuesProps {
  readonly board: Board;
  readonly figures: readonly QueueFigures[];
  readonly now: number;
}

function Queues({ board, figures, now }: QueuesProps) {
  const { floor } = useWords();
  const words = floor.queues;
  return (
    <table className="wall__queues">
      <thead>
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col">{words.waiting}</th>
          <th scope="col">{words.longest}</th>
          <th scope="col">{words.service}</th>
          <th scope="col">{words.abandoned}</th>
          <th scope="col">{words.agents}</th>
        </tr>
      </thead>
      <tbody>
        {board.queues.slice(0, QUEUES_MAX).map((queue) => (
          <QueueRow
            key={queue.id}
            queue={queue}
            figures={figures.find(({ id }) => id === queue.id)}
            now={now}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly queue: BoardQueue;
  readonly figures: QueueFigures | undefined;
  readonly now: number;
}

function QueueRow({ queue, figures, now }: RowProps) {
  const { floor } = useWords();
  const since = queue.longest_wait_since;
  const level = figures === undefined ? null : serviceLevel(figures.recent);
  const shown = whole(level);
  return (
    <tr>
      <th scope="row">{queue.name}</th>
      <td>{queue.waiting}</td>
      <td data-tone={waitTone(since, now)}>
        {since === null ? floor.tiles.none : <Since at={since} />}
      </td>
      <td data-tone={serviceTone(level)}>
        {shown === null ? floor.tiles.none : floor.percent(shown)}
      </td>
      <td>{figures?.today.abandoned ?? 0}</td>
      <td>{queue.agents_available}</td>
    </tr>
  );
}
