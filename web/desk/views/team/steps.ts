/** Arrow keys within a list of rows with buttons: up and down a row, left and right in it. */

/** Whether the key moved the focus. */
export function stepIn(list: HTMLElement, key: string): boolean {
  const rows = [...list.querySelectorAll("li")].map((row) =>
    [...row.querySelectorAll<HTMLElement>("button")].filter((each) => !each.matches(":disabled")),
  );
  const open = rows.filter((buttons) => buttons.length > 0);
  const focused = document.activeElement;
  const at = open.findIndex((buttons) => buttons.some((each) => each === focused));
  const column = open[at]?.findIndex((each) => each.contains(focused)) ?? 0;
  const next = nextOf(open, at, column, key);
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return next !== undefined;
}

function nextOf(
  rows: readonly (readonly HTMLElement[])[],
  at: number,
  column: number,
  key: string,
): HTMLElement | undefined {
  const inRow = (row: readonly HTMLElement[] | undefined): HTMLElement | undefined =>
    row?.[Math.min(Math.max(column, 0), row.length - 1)];
  if (key === "ArrowDown") return inRow(rows[at + 1]);
  if (at < 0) return undefined;
  switch (key) {
    case "ArrowUp":
      return inRow(rows[at - 1]);
    case "ArrowRight":
      return rows[at]?.[column + 1];
    case "ArrowLeft":
      return rows[at]?.[column - 1];
    default:
      return undefined;
  }
}
