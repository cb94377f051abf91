import { ActionIcon, SegmentedControl, useComputedColorScheme } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { IconDeviceTv } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { type Metric, minutesOf, type Points, pointsOf } from "../../state/floor.ts";
import { stopwatch } from "../../state/time.ts";
import type { FigureSeries, FloorFigures } from "../../state/wire.ts";
import { useActs, useDesk, useWords } from "../desk_context.ts";

const HEIGHT_PX = 190;
const HOURS = [1, 4] as const;
const METRICS: readonly Metric[] = [
  "waiting",
  "longest",
  "service",
  "abandoned",
  "occupancy",
  "engaged",
];

interface ChartProps {
  readonly figures: FloorFigures | null;
  readonly metric: Metric;
  readonly queue: { readonly id: string; readonly name: string } | null;
  show(metric: Metric): void;
}

/** One figure over the last hours, a point a minute; of all queues or of one. */
export function Chart({ figures, metric, queue, show }: ChartProps) {
  const { floor } = useWords();
  const words = floor.chart;
  const acts = useActs();
  const [hours, setHours] = useState<1 | 4>(1);
  const one = useSeries(queue?.id ?? null, figures);
  const series = queue === null ? figures?.series : one.data;
  const name = words.metrics[metric];
  const isMissing = queue !== null && metric === "occupancy";
  const points = series === undefined || isMissing ? [] : pointsOf(series, metric);
  const last = points.findLast((point) => point !== null);
  return (
    <section className="panel panel--chart" aria-labelledby="chart">
      <div className="panel__head">
        <h2 id="chart">{queue === null ? words.heading : words.of(queue.name)}</h2>
        <div className="panel__acts">
          <SegmentedControl
            size="xs"
            aria-label={words.range}
            value={String(hours)}
            onChange={(value) => setHours(value === "1" ? 1 : 4)}
            data={HOURS.map((count) => ({ value: String(count), label: words.hours(count) }))}
          />
          <ActionIcon
            aria-label={floor.wall.open}
            title={floor.wall.open}
            onClick={() => acts.go({ page: "floor", chat: null, section: "wall" })}
          >
            <IconDeviceTv size={17} aria-hidden />
          </ActionIcon>
        </div>
      </div>
      <fieldset className="metrics" aria-label={words.metric}>
        {METRICS.map((each) => (
          <button
            key={each}
            type="button"
            className="filter__chip"
            aria-pressed={each === metric}
            onClick={() => show(each)}
          >
            {words.metrics[each]}
          </button>
        ))}
      </fieldset>
      <Plot series={series} points={points} metric={metric} hours={hours} />
      {isMissing ? (
        <p className="chart__note">{words.noOccupancy}</p>
      ) : one.isError && queue !== null ? (
        <p className="chart__note">{words.failed}</p>
      ) : (
        points.length < 3 && <p className="chart__note">{words.collecting}</p>
      )}
      <p className="chart__foot">{words.notes[metric]}</p>
      {last !== undefined && last !== null && (
        <p className="unseen">{words.summary(name, inUnits(metric)(last))}</p>
      )}
    </section>
  );
}

function useSeries(queue: string | null, figures: FloorFigures | null) {
  const { archive } = useDesk();
  const { begins, waiting } = figures?.series ?? { begins: 0, waiting: [] };
  return useQuery<FigureSeries>({
    queryKey: ["figures", queue, begins + waiting.length],
    queryFn: () => archive.series(queue ?? ""),
    enabled: queue !== null,
    placeholderData: (before, query) => (query?.queryKey[1] === queue ? before : undefined),
  });
}

interface PlotProps {
  readonly series: FigureSeries | undefined;
  readonly points: Points;
  readonly metric: Metric;
  readonly hours: 1 | 4;
}

function Plot({ series, points, metric, hours }: PlotProps) {
  const scheme = useComputedColorScheme("light");
  const { ref, width } = useElementSize();
  const place = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn anew for another colour scheme
  useEffect(() => {
    if (place.current === null || width === 0 || series === undefined) return;
    const shown = Math.min(hours * 60, points.length);
    const minutes = minutesOf(series).slice(-shown);
    const columns: uPlot.AlignedData = [[...minutes], [...points.slice(-shown)]];
    const plot = new uPlot(options(width, metric), columns, place.current);
    const ends = minutes.at(-1) ?? series.begins / 1000;
    plot.setScale("x", { min: ends - hours * 3600, max: ends });
    return () => plot.destroy();
  }, [width, scheme, metric, hours, points.length, series, points.at(-1)]);
  return (
    <div className="chart" ref={ref}>
      <div ref={place} aria-hidden />
    </div>
  );
}

const COLOURS: Readonly<Record<Metric, readonly [stroke: string, fill: string]>> = {
  waiting: ["--amber-fill", "--amber-soft"],
  longest: ["--amber-fill", "--amber-soft"],
  service: ["--green-fill", "--green-soft"],
  abandoned: ["--red-fill", "--red-soft"],
  occupancy: ["--accent", "--accent-soft"],
  engaged: ["--accent", "--accent-soft"],
};

function inUnits(metric: Metric): (value: number) => string {
  if (metric === "service" || metric === "occupancy") return (value) => `${Math.round(value)} %`;
  if (metric === "longest") return (value) => stopwatch(value * 1000);
  return (value) => String(Math.round(value));
}

function options(width: number, metric: Metric): uPlot.Options {
  const unit = inUnits(metric);
  const isShare = metric === "service" || metric === "occupancy";
  const grid = { stroke: colourOf("--line"), width: 1 };
  const axis = {
    stroke: colourOf("--ink-3"),
    font: `11px ${getComputedStyle(document.body).fontFamily}`,
    ticks: { show: false },
  };
  const [stroke, fill] = COLOURS[metric];
  return {
    width: Math.max(200, width),
    height: HEIGHT_PX,
    padding: [8, 8, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: true, auto: false },
      y: { range: (_plot, _min, max) => [0, isShare ? 100 : Math.max(4, Math.ceil(max * 1.1))] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        space: 80,
        values: (_plot, at) => at.map(minuteOf),
        size: 28,
      },
      {
        ...axis,
        grid,
        incrs: metric === "longest" ? LENGTHS : [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000],
        values: (_plot, at) => at.map(unit),
        size: metric === "longest" ? 52 : 46,
        space: 36,
      },
    ],
    series: [{}, line(metric, colourOf(stroke), colourOf(fill))],
  };
}

/** Seconds. */
const LENGTHS = [5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200];

function line(metric: Metric, stroke: string, fill: string): uPlot.Series {
  const paths =
    metric === "abandoned"
      ? uPlot.paths.bars?.({ size: [0.7, 8] })
      : metric === "service" || metric === "occupancy"
        ? uPlot.paths.linear?.()
        : uPlot.paths.stepped?.({ align: -1 });
  return {
    label: metric,
    stroke,
    fill,
    width: 2,
    points: { show: false },
    ...(paths ? { paths } : {}),
  };
}

function minuteOf(at: number): string {
  const date = new Date(at * 1000);
  return `${date.getHours()}:${String(date.getMinutes()).padStart(2, "0")}`;
}

/** A token's value as a canvas understands it: the browser resolves light-dark for us. */
function colourOf(token: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${token})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
