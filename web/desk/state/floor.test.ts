import { describe, expect, it } from "vitest";
import { board, emptyBoard, emptyFigures, figures, series } from "../dev/board_data.ts";
import {
  abandonment,
  emptyFloor,
  everything,
  fits,
  foldBoard,
  foldFigures,
  inFloorOrder,
  minutesOf,
  occupancyNow,
  pointsOf,
  serviceLevel,
} from "./floor.ts";
import type { FigureSeries, WaitFigures } from "./wire.ts";

const MINUTE = 60_000;
const NOW = 1_000 * MINUTE;

const cut = (from: FigureSeries, start: number, end: number): FigureSeries => ({
  ...(Object.fromEntries(
    Object.entries(from).map(([name, column]) => [
      name,
      Array.isArray(column) ? column.slice(start, end) : column,
    ]),
  ) as unknown as FigureSeries),
  begins: from.begins + start * MINUTE,
});

describe("the figures", () => {
  const all = series(NOW, 240);

  it("are the same whether their points come at once or a few at a time", () => {
    const once = foldFigures(emptyFloor, { ...figures(NOW), series: all });
    let floor = foldFigures(emptyFloor, { ...figures(NOW), series: cut(all, 0, 100) });
    for (let start = 100; start < 240; start += 7) {
      floor = foldFigures(floor, { ...figures(NOW), series: cut(all, start, start + 7) });
      floor = foldFigures(floor, { ...figures(NOW), series: cut(all, 240, 240) });
    }
    expect(floor.figures?.series).toEqual(once.figures?.series);
  });

  it("keep four hours and no more", () => {
    const more = series(NOW + 50 * MINUTE, 290);
    let floor = foldFigures(emptyFloor, { ...figures(NOW), series: cut(more, 0, 200) });
    floor = foldFigures(floor, { ...figures(NOW), series: cut(more, 200, 290) });
    expect(floor.figures?.series).toEqual(cut(more, 50, 290));
  });

  it("begin anew after a gap", () => {
    let floor = foldFigures(emptyFloor, { ...figures(NOW), series: cut(all, 0, 20) });
    floor = foldFigures(floor, { ...figures(NOW), series: cut(all, 30, 40) });
    expect(floor.figures?.series).toEqual(cut(all, 30, 40));
    expect(minutesOf(cut(all, 30, 40))[0]).toBe((all.begins + 31 * MINUTE) / 1000);
  });

  it("give shares only where there was something to measure", () => {
    const none = { ...cut(all, 0, 3), answered: [0, 2, 0], in_time: [0, 1, 0] };
    const late = {
      ...none,
      abandoned_late: [0, 0, 2],
      busy_s: [0, 30, 60],
      capacity_s: [0, 60, 60],
    };
    expect(pointsOf(late, "service")).toEqual([null, 50, 25]);
    expect(pointsOf(late, "occupancy")).toEqual([null, 50, 100]);
  });

  it("take the service level of the 30 minutes before", () => {
    const ones = Array.from({ length: 60 }, (_, minute) => (minute < 30 ? 1 : 0));
    const busy = { ...cut(all, 0, 60), answered: ones, in_time: ones.map(() => 0) };
    const level = pointsOf({ ...busy, abandoned_late: ones.map(() => 0) }, "service");
    expect(level[58]).toBe(0);
    expect(level[59]).toBeNull();
  });

  it("count who gave up late against the service level, and not who gave up at once", () => {
    const counts = { answered: 6, in_time: 6, abandoned: 6, abandoned_late: 2 } as WaitFigures;
    expect(serviceLevel(counts)).toBe(75);
    expect(abandonment(counts)).toBe(50);
    expect(serviceLevel(emptyFigures(NOW).today)).toBeNull();
    expect(abandonment(emptyFigures(NOW).today)).toBeNull();
  });
});

describe("the board", () => {
  const now = board(NOW);
  const ids = (filter: object): readonly string[] =>
    now.chats
      .filter((chat) => fits(chat, { ...everything, ...filter }, now.agents))
      .map((c) => c.chat);

  it("replaces the one before", () => {
    expect(foldBoard(foldBoard(emptyFloor, emptyBoard(NOW)), now).board).toBe(now);
  });

  it("finds chats by queue, phase, words, and by whoever takes part", () => {
    expect(ids({})).toHaveLength(now.chats.length);
    expect(ids({ queue: "q2" })).toEqual(["b3"]);
    expect(ids({ phases: ["waiting", "offered"] })).toEqual(["b1", "b2", "b3"]);
    expect(ids({ find: " KETTLE " })).toEqual(["c2"]);
    expect(ids({ find: "sam okafor" })).toEqual(["b5", "b7"]);
    expect(ids({ agent: "a2" })).toEqual(["b3", "c1", "b6"]);
    expect(ids({ agent: "a2", phases: ["engaged"], queue: "q1" })).toEqual(["c1", "b6"]);
  });

  it("puts those who wait first, the longest wait before the others", () => {
    const order = inFloorOrder([...now.chats].reverse()).map(({ chat }) => chat);
    expect(order.slice(0, 3)).toEqual(["b1", "b2", "b3"]);
    expect(order.at(-1)).toBe("c3");
  });

  it("has no occupancy without sessions", () => {
    expect(occupancyNow(now)).toBe(60);
    expect(occupancyNow(emptyBoard(NOW))).toBeNull();
  });
});
