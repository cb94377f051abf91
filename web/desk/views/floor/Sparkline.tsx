import type { Points } from "../../state/floor.ts";

const WIDTH = 120;
const HEIGHT = 28;

interface SparklineProps {
  readonly points: Points;
  /** Of the scale; absent: of the points. */
  readonly max?: number;
}

/** The last hour of a number, without axes: whether it rises or falls. */
export function Sparkline({ points, max }: SparklineProps) {
  const top = Math.max(max ?? 0, 1, ...points.map((point) => point ?? 0));
  const step = WIDTH / Math.max(1, points.length - 1);
  const path = points
    .map((point, index) =>
      point === null
        ? ""
        : `${(points[index - 1] ?? null) === null ? "M" : "L"}${(index * step).toFixed(1)} ${y(point, top)}`,
    )
    .join("");
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden
    >
      <path d={path} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

function y(point: number, top: number): string {
  return (HEIGHT - 2 - (point / top) * (HEIGHT - 4)).toFixed(1);
}
