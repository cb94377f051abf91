import { UnstyledButton } from "@mantine/core";
import { IconShieldCheck, IconShieldX } from "@tabler/icons-react";
import { useState } from "react";
import { saveFile } from "../../shell/save_file.ts";
import {
  asJsonLines,
  GROUPS,
  type Group,
  groupCounts,
  type Ledger,
  transactions,
} from "../../state/ledger.ts";
import { clockMillis, day, exact, iso, stopwatch } from "../../state/time.ts";
import { Stars } from "../common/Stars.tsx";
import { useWords } from "../desk_context.ts";
import { EraseVisitor } from "../erasing/EraseVisitor.tsx";
import { RecordingsOf } from "../recordings/RecordingsOf.tsx";
import { LedgerRowView } from "./LedgerRowView.tsx";
import { TimelineView } from "./TimelineView.tsx";

interface LedgerViewProps {
  readonly ledger: Ledger;
  readonly isReleased: boolean;
  /** When the proof was made. */
  readonly provenAt: number;
  verify(): void;
}

export function LedgerView({ ledger, isReleased, provenAt, verify }: LedgerViewProps) {
  const { ledger: words, rating: ratingWords, locale } = useWords();
  const [shown, setShown] = useState<ReadonlySet<Group>>(new Set());
  const groups = transactions(ledger.rows, shown);
  const fault = ledger.proof.fault?.seq ?? null;
  return (
    <>
      <Proof ledger={ledger} isReleased={isReleased} provenAt={provenAt} verify={verify} />
      {ledger.rating !== null && (
        <section className="given-rating" aria-label={ratingWords.heading}>
          <Stars score={ledger.rating.score} />
          {ledger.rating.comment !== "" && <p dir="auto">{ledger.rating.comment}</p>}
        </section>
      )}
      <RecordingsOf ledger={ledger} />
      <TimelineView rows={ledger.rows} />
      <Filter ledger={ledger} shown={shown} show={setShown} />
      <ol className="ledger">
        {groups.map((group) => (
          <li key={group.rows[0]?.seq} className="tx">
            <p className="tx__at">
              <time
                dateTime={iso(group.at)}
                title={`${words.tx} ${group.tx} – ${exact(group.at, locale)}`}
              >
                {clockMillis(group.at)}
              </time>
              {group.after === null ? (
                <span>{day(group.at, locale)}</span>
              ) : (
                <span>{words.after(gap(group.after))}</span>
              )}
            </p>
            <ol className="tx__rows" data-many={group.rows.length > 1}>
              {group.rows.map((row) => (
                <LedgerRowView key={row.seq} row={row} isFault={row.seq === fault} />
              ))}
            </ol>
          </li>
        ))}
      </ol>
      {isReleased && <EraseVisitor ledger={ledger} />}
    </>
  );
}

/** Short waits in milliseconds, longer ones as a stopwatch. */
function gap(ms: number): string {
  if (ms < 1000) return `${ms} ms`;
  return ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : stopwatch(ms);
}

function Proof({ ledger, isReleased, provenAt, verify }: LedgerViewProps) {
  const { ledger: words, locale } = useWords();
  const seal = ledger.rows.findLast(({ kind }) => kind === 27);
  const { intact, fault } = ledger.proof;
  if (intact) {
    return (
      <div className="proof proof--intact">
        <IconShieldCheck size={20} stroke={1.75} aria-hidden />
        <div>
          <p>
            <strong>{words.intact}</strong> {words.intactText(ledger.rows.length)}{" "}
            {isReleased ? words.sealed : words.open}
          </p>
          {seal !== undefined && (
            <code className="proof__seal" title={seal.hash}>
              {words.seal(seal.hash.slice(0, 16))}
            </code>
          )}
        </div>
        <div className="proof__acts">
          <button
            type="button"
            className="link"
            title={words.verified(exact(provenAt, locale))}
            onClick={verify}
          >
            {words.verifyAgain}
          </button>
          <button
            type="button"
            className="link"
            title={words.exportHint}
            onClick={() => exportRows(ledger)}
          >
            {words.export}
          </button>
        </div>
      </div>
    );
  }
  return (
    <div className="proof proof--broken" data-tell>
      <IconShieldX size={20} stroke={1.75} aria-hidden />
      <div>
        <p>
          <strong>{words.broken}</strong>{" "}
          {fault !== null && `${words.brokenText(fault.seq)}: ${fault.text}`}
        </p>
        {fault !== null && (
          <p className="proof__rule">
            {words.rule(fault.rule)} · <a href={`#row-${fault.seq}`}>{words.goToFault}</a>
          </p>
        )}
      </div>
    </div>
  );
}

function exportRows(ledger: Ledger): void {
  saveFile(`${ledger.chat_id}.jsonl`, "application/x-ndjson", asJsonLines(ledger.rows));
}

interface FilterProps {
  readonly ledger: Ledger;
  readonly shown: ReadonlySet<Group>;
  show(groups: ReadonlySet<Group>): void;
}

function Filter({ ledger, shown, show }: FilterProps) {
  const { ledger: words } = useWords();
  const counts = groupCounts(ledger.rows);
  const flip = (group: Group): void => {
    const next = new Set(shown);
    if (!next.delete(group)) next.add(group);
    show(next);
  };
  return (
    <fieldset className="filter" aria-label={words.filter}>
      <UnstyledButton
        className="filter__chip"
        aria-pressed={shown.size === 0}
        onClick={() => show(new Set())}
      >
        {words.all} <span className="num">{ledger.rows.length}</span>
      </UnstyledButton>
      {GROUPS.filter((group) => counts.has(group)).map((group) => (
        <UnstyledButton
          key={group}
          className={`filter__chip mark--${group}`}
          aria-pressed={shown.has(group)}
          onClick={() => flip(group)}
        >
          {words.groups[group]} <span className="num">{counts.get(group)}</span>
        </UnstyledButton>
      ))}
    </fieldset>
  );
}
