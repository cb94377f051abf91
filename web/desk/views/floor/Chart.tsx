import { useComputedColorScheme } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { type Sample, samplesUntil } from "../../state/floor.ts";
import { history } from "../../state/history.ts";
import { useDesk, useNow, useSelect, useWords } from "../desk_context.ts";

const WINDOW_S = 10 * 60;
const HEIGHT_PX = 168;

/** Waiting and in chat over the last minutes; each board adds a point. */
export function Chart() {
  const { floor } = useWords();
  const words = floor.chart;
  const samples = useSamples();
  const now = useNow();
  const scheme = useComputedColorScheme("light");
  const { ref, width } = useElementSize();
  const plot = useRef<uPlot | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const points = samplesUntil(samples, now);
  const last = points.at(-1);

  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn anew for another colour scheme
  useEffect(() => {
    if (place.current === null || width === 0) return;
    const made = new uPlot(options(width, words), [[], [], []], place.current);
    plot.current = made;
    return () => made.destroy();
  }, [width, scheme, words]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new plot needs its points, too
  useEffect(() => {
    plot.current?.setData(columns(points), false);
    plot.current?.setScale("x", { min: now / 1000 - WINDOW_S, max: now / 1000 });
  }, [points, now, width, scheme]);

  return (
    <section className="panel panel--chart" aria-labelledby="chart" ref={ref}>
      <h2 id="chart">
        {words.heading}
        <span className="legend legend--waiting">{words.waiting}</span>
        <span className="legend legend--engaged">{words.engaged}</span>
      </h2>
      <div ref={place} className="chart" aria-hidden />
      {points.length < 3 && <p className="chart__note">{words.collecting}</p>}
      {last !== undefined && <p className="unseen">{words.summary(last.waiting, last.engaged)}</p>}
    </section>
  );
}

/** What was watched, and before it what the chats of those minutes tell. */
function useSamples(): readonly Sample[] {
  const { archive } = useDesk();
  const { board, samples } = useSelect(({ desk }) => desk.floor);
  const first = samples[0]?.at;
  const found = useQuery({
    queryKey: ["released", "latest"],
    queryFn: () => archive.released(null),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [atFirst] = useState(board);
  const before = useMemo(() => {
    if (atFirst === null || first === undefined || found.data === undefined) return [];
    return history(found.data, atFirst, first - WINDOW_S * 1000, first);
  }, [atFirst, first, found.data]);
  return useMemo(() => [...before, ...samples], [before, samples]);
}

function columns(points: readonly Sample[]): uPlot.AlignedData {
  return [
    points.map(({ at }) => at / 1000),
    points.map(({ engaged }) => engaged),
    points.map(({ waiting }) => waiting),
  ];
}

function options(width: number, names: { waiting: string; engaged: string }): uPlot.Options {
  const colour = (name: string): string => colourOf(name);
  const grid = { stroke: colour("--line"), width: 1 };
  const axis = {
    stroke: colour("--ink-3"),
    font: `11px ${colour("--sans")}`,
    ticks: { show: false },
  };
  return {
    width: Math.max(200, width - 32),
    height: HEIGHT_PX,
    padding: [8, 8, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: true, auto: false },
      y: { range: (_plot, _min, max) => [0, Math.max(4, max + 1)] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        space: 80,
        values: (_plot, at) => at.map(minuteOf),
        size: 28,
      },
      { ...axis, grid, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500], size: 32, space: 32 },
    ],
    series: [
      {},
      series(names.engaged, colour("--accent"), colour("--accent-soft")),
      series(names.waiting, colour("--amber-fill"), "transparent"),
    ],
  };
}

function series(label: string, stroke: string, fill: string): uPlot.Series {
  const paths = uPlot.paths.stepped?.({ align: 1 });
  return { label, stroke, fill, width: 2, points: { show: false }, ...(paths ? { paths } : {}) };
}

function minuteOf(at: number): string {
  const date = new Date(at * 1000);
  return `${date.getHours()}:${String(date.getMinutes()).padStart(2, "0")}`;
}

/** A token's value as a canvas understands it: the browser resolves light-dark for us. */
function colourOf(token: string): string {
  if (token === "--sans") return getComputedStyle(document.body).fontFamily;
  const probe = document.createElement("span");
  probe.style.color = `var(${token})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
