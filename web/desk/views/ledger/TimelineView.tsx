import { useState } from "react";
import { groupOf, type LedgerRow } from "../../state/ledger.ts";
import { clock, clockMillis } from "../../state/time.ts";
import { type Lane, type Stretch, type Timeline, timelineOf } from "../../state/timeline.ts";
import { useSelect, useWords } from "../desk_context.ts";
import { Seen } from "./Seen.tsx";

/** The chat on an axis of time, and what each side saw at the moment one scrubs to. */
export function TimelineView({ rows }: { readonly rows: readonly LedgerRow[] }) {
  const { ledger } = useWords();
  const words = ledger.timeline;
  const [chosen, choose] = useState<number | null>(null);
  const timeline = timelineOf(rows);
  const last = rows.length;
  const seq = Math.min(chosen ?? last, last);
  const row = rows[seq - 1];
  if (timeline === null || row === undefined) return null;
  const at = shareAt(timeline);
  return (
    <section className="timeline" aria-label={words.heading}>
      <div className="timeline__picture">
        <Phases timeline={timeline} at={at} />
        {timeline.lanes.map((lane) => (
          <LaneView key={lane.id} lane={lane} timeline={timeline} at={at} />
        ))}
        <div className="timeline__ticks" aria-hidden>
          {rows.map((each) => (
            <i
              key={each.seq}
              className={`mark--${groupOf(each.kind)}`}
              style={{ left: at(each.at) }}
            />
          ))}
        </div>
        <div className="timeline__now" aria-hidden>
          <i style={{ left: at(row.at) }} />
        </div>
      </div>
      <p className="timeline__axis num" aria-hidden>
        <span>{clock(timeline.from)}</span>
        <span>{clock(timeline.until)}</span>
      </p>
      <label className="timeline__scrub">
        <span className="unseen">{words.scrub}</span>
        <input
          type="range"
          min={1}
          max={last}
          value={seq}
          aria-valuetext={words.moment(seq, last, row.printed)}
          onChange={(event) => choose(Number(event.currentTarget.value))}
        />
      </label>
      <p className="timeline__moment">
        <span className={`timeline__kind num mark--${groupOf(row.kind)}`}>{row.kind}</span>
        <strong>{row.printed}</strong>
        <time className="num">{clockMillis(row.at)}</time>
        <a href={`#row-${seq}`}>{words.showRow}</a>
      </p>
      <div className="timeline__sides">
        <Seen side="end_user" rows={rows} seq={seq} />
        <Seen side="agents" rows={rows} seq={seq} />
      </div>
    </section>
  );
}

type Share = (at: number) => string;

/** Where a moment is on the axis. A chat of no length is all at the left. */
function shareAt({ from, until }: Timeline): Share {
  const length = Math.max(1, until - from);
  return (at) => `${((100 * (at - from)) / length).toFixed(3)}%`;
}

interface StripProps {
  readonly timeline: Timeline;
  readonly at: Share;
}

function Phases({ timeline, at }: StripProps) {
  const { ledger } = useWords();
  const words = ledger.timeline;
  return (
    <div className="lane lane--phases">
      <span className="lane__name" />
      <div className="lane__strip">
        {timeline.phases.map((phase) => (
          <Piece
            key={`${phase.form} ${phase.from}`}
            stretch={phase}
            end={timeline.until}
            at={at}
            label={words.phases[phase.form]}
            isNamed
          />
        ))}
      </div>
    </div>
  );
}

function LaneView({ lane, timeline, at }: StripProps & { readonly lane: Lane }) {
  const { ledger, lines } = useWords();
  const words = ledger.timeline;
  const agents = useSelect(({ desk }) => desk.agents);
  const who = lane.id === "" ? words.visitor : (agents[lane.id] ?? lines.someone);
  const told = (stretch: Stretch<keyof typeof words.parts>): string =>
    words.lane(
      who,
      words.parts[stretch.form],
      clock(stretch.from),
      stretch.until === null ? words.open : clock(stretch.until),
    );
  return (
    <div className="lane">
      <span className="lane__name">{who}</span>
      <div className="lane__strip">
        {[...lane.parts, ...lane.absences].map((stretch) => (
          <Piece
            key={`${stretch.form} ${stretch.from}`}
            stretch={stretch}
            end={timeline.until}
            at={at}
            label={told(stretch)}
          />
        ))}
      </div>
    </div>
  );
}

interface PieceProps {
  readonly stretch: Stretch<string>;
  readonly end: number;
  readonly at: Share;
  readonly label: string;
  readonly isNamed?: boolean;
}

function Piece({ stretch, end, at, label, isNamed }: PieceProps) {
  const { form, from, until } = stretch;
  const right = `calc(100% - ${at(until ?? end)})`;
  return (
    <span
      className={`piece piece--${form}`}
      style={{ left: at(from), right }}
      title={label}
      {...(isNamed === true ? {} : { role: "img", "aria-label": label })}
    >
      {isNamed === true && <span className="piece__name">{label}</span>}
    </span>
  );
}
