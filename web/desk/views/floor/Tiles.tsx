import { UnstyledButton } from "@mantine/core";
import type { ReactNode } from "react";
import type { Metric } from "../../state/floor.ts";
import type { Board, FloorFigures } from "../../state/wire.ts";
import { Since } from "../common/Times.tsx";
import { useNow, useWords } from "../desk_context.ts";
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

interface TilesProps {
  readonly board: Board;
  readonly figures: FloorFigures | null;
  readonly isLive: boolean;
  readonly metric: Metric;
  show(metric: Metric): void;
}

/** The numbers of the moment; each opens its course of the last hours. */
export function Tiles({ board, figures, isLive, metric, show }: TilesProps) {
  const { floor: words } = useWords();
  const numbers = numbersOf(board, figures);
  const { totals } = board;
  const { recent } = figures ?? {};
  const names = words.tiles;
  const tile = (
    of: Metric,
    value: ReactNode,
    rest: { note?: string | undefined; tone?: Tone; max?: number } = {},
  ) => (
    <Tile
      name={names[of]}
      metric={of}
      isShown={metric === of}
      show={show}
      note={rest.note}
      tone={rest.tone}
    >
      <p className="num">{value ?? <span className="tile__none">{names.none}</span>}</p>
      <Sparkline
        points={spark(figures, of)}
        {...(rest.max === undefined ? {} : { max: rest.max })}
      />
    </Tile>
  );
  const percent = (value: number | null) => {
    const shown = whole(value);
    return shown === null ? null : words.percent(shown);
  };
  const share = percent(numbers.abandonment);
  return (
    <section className="tiles" aria-label={isLive ? words.live : words.stale}>
      {tile("waiting", totals.waiting, {
        note: totals.offered > 0 ? names.offered(totals.offered) : undefined,
      })}
      <Longest since={numbers.longestSince}>
        {(value, tone) => tile("longest", value, { tone })}
      </Longest>
      {tile("service", percent(numbers.service), {
        tone: serviceTone(numbers.service),
        max: 100,
        note:
          recent === undefined || numbers.service === null
            ? undefined
            : names.inTime(recent.in_time, recent.answered + recent.abandoned_late),
      })}
      {tile("abandoned", numbers.abandoned, {
        note: share === null ? undefined : names.share(share),
      })}
      {tile("occupancy", percent(numbers.occupancy), {
        tone: occupancyTone(numbers.occupancy),
        max: 100,
        note:
          totals.sessions === 0 ? undefined : names.sessions(totals.sessions_busy, totals.sessions),
      })}
      {tile("engaged", totals.engaged, {
        note: totals.wrap_up > 0 ? names.wrapUp(totals.wrap_up) : undefined,
      })}
      <div
        className="tile"
        data-tone={totals.agents > 0 && totals.sessions_free === 0 ? "amber" : undefined}
      >
        <h2>{names.available}</h2>
        <p className="num">
          {totals.agents_available} <small>{names.onDuty(totals.agents)}</small>
        </p>
        <small className="tile__note">{names.free(totals.sessions_free)}</small>
      </div>
    </section>
  );
}

interface LongestProps {
  readonly since: number | null;
  children(value: ReactNode, tone: Tone): ReactNode;
}

function Longest({ since, children }: LongestProps) {
  const now = useNow();
  return children(since === null ? null : <Since at={since} />, waitTone(since, now));
}

interface TileProps {
  readonly name: string;
  readonly metric: Metric;
  readonly isShown: boolean;
  readonly note: string | undefined;
  readonly tone: Tone;
  readonly children: ReactNode;
  show(metric: Metric): void;
}

function Tile({ name, metric, isShown, note, tone, children, show }: TileProps) {
  const { floor: words } = useWords();
  return (
    <div className="tile" data-tone={tone} data-shown={isShown}>
      <h2>
        <UnstyledButton
          className="tile__open"
          aria-pressed={isShown}
          title={words.tiles.show(name)}
          onClick={() => show(metric)}
        >
          {name}
        </UnstyledButton>
      </h2>
      {children}
      <small className="tile__note">{note}</small>
    </div>
  );
}
