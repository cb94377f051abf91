import { totals } from "../../state/floor.ts";
import type { Board } from "../../state/wire.ts";
import { Tile } from "../common/Tile.tsx";
import { Since } from "../common/Times.tsx";
import { useNow, useWords } from "../desk_context.ts";

interface TilesProps {
  readonly board: Board;
  readonly isLive: boolean;
}

/** A wait that long turns its number amber, twice as long red. */
const LONG_WAIT_MS = 60_000;

export function Tiles({ board, isLive }: TilesProps) {
  const { floor: words } = useWords();
  const sums = totals(board);
  return (
    <section className="tiles" aria-label={isLive ? words.live : words.stale}>
      <Tile name={words.tiles.waiting} strong={sums.waiting > 0}>
        {sums.waiting}
      </Tile>
      <LongestWait since={sums.longestWaitSince} />
      <Tile name={words.tiles.available} note={words.tiles.onDuty(sums.agentsOnDuty)}>
        {sums.agentsAvailable}
      </Tile>
      <Tile name={words.tiles.free} tone={sums.sessionsFree === 0 ? "amber" : undefined}>
        {sums.sessionsFree}
      </Tile>
      <Tile name={words.tiles.open}>{sums.openChats}</Tile>
      <Tile name={words.tiles.released}>{board.released_today}</Tile>
      <Tile name={words.tiles.canceled}>{board.canceled_today}</Tile>
    </section>
  );
}

function LongestWait({ since }: { readonly since: number | null }) {
  const { floor: words } = useWords();
  const now = useNow();
  const waited = since === null ? 0 : now - since;
  const tone = waited > 2 * LONG_WAIT_MS ? "red" : waited > LONG_WAIT_MS ? "amber" : undefined;
  return (
    <Tile name={words.tiles.longest} tone={tone}>
      {since === null ? (
        <span className="tile__none">{words.tiles.none}</span>
      ) : (
        <Since at={since} />
      )}
    </Tile>
  );
}
