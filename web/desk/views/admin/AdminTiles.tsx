import type { Overview } from "../../state/admin.ts";
import { sizeOf } from "../../state/admin.ts";
import { ago } from "../../state/time.ts";
import { Tile } from "../common/Tile.tsx";
import { useWords } from "../desk_context.ts";

export function AdminTiles({ seen }: { readonly seen: Overview }) {
  const { admin, locale } = useWords();
  const words = admin.tiles;
  const size = sizeOf(seen.store_bytes);
  const count = size.count.toLocaleString(locale, { maximumSignificantDigits: 3 });
  return (
    <section className="tiles tiles--four" aria-label={admin.heading}>
      <Proven seen={seen} />
      <Tile name={words.faults} tone={seen.faults.length > 0 ? "red" : undefined}>
        {seen.faults.length}
      </Tile>
      <Tile name={words.quarantined} tone={seen.quarantined.length > 0 ? "amber" : undefined}>
        {seen.quarantined.length}
      </Tile>
      <Tile name={words.store} note={size.unit}>
        {count}
      </Tile>
    </section>
  );
}

function Proven({ seen }: { readonly seen: Overview }) {
  const words = useWords().admin.tiles;
  if (seen.proven === null) {
    return (
      <Tile name={words.proven}>
        <span className="tile__none">{words.never}</span>
      </Tile>
    );
  }
  const { unit, count } = ago(seen.proven.finished, seen.now);
  if (unit === "now") return <Tile name={words.proven}>{words.now}</Tile>;
  return (
    <Tile name={words.proven} note={words.ago[unit]}>
      {count}
    </Tile>
  );
}
