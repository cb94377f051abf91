import { IconLock } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import type { LedgerRow } from "../../state/ledger.ts";
import { clock } from "../../state/time.ts";
import { isSaid, type SeenThen, seenBy } from "../../state/timeline.ts";
import { Pushed } from "../common/Pushed.tsx";
import { useSelect, useWords } from "../desk_context.ts";

interface SeenProps {
  readonly side: "end_user" | "agents";
  readonly rows: readonly LedgerRow[];
  readonly seq: number;
}

/** What one side had before them once the row `seq` was written. */
export function Seen({ side, rows, seq }: SeenProps) {
  const { ledger } = useWords();
  const words = ledger.timeline;
  const list = useRef<HTMLOListElement>(null);
  const seen = seenBy(side, rows, seq);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the newest line is the one asked for
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [seq, seen.length]);
  const heading = side === "end_user" ? words.byEndUser : words.byAgents;
  return (
    <section className="seen" aria-label={heading}>
      <h3>{heading}</h3>
      {seen.length === 0 ? (
        <p className="seen__none">{words.nothing}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable
        <ol ref={list} tabIndex={0}>
          {seen.map((each) => (
            <Line key={each.seq} line={each} isNew={each.seq === seq} />
          ))}
        </ol>
      )}
    </section>
  );
}

interface LineProps {
  readonly line: SeenThen;
  readonly isNew: boolean;
}

function Line({ line, isNew }: LineProps) {
  const { ledger, visitor } = useWords();
  const agents = useSelect(({ desk }) => desk.agents);
  const { kind, text, isPrivate } = line;
  const who = line.agent === null ? line.who : (agents[line.agent] ?? line.who);
  const isText = isSaid(kind) || text !== null;
  return (
    <li data-new={isNew} data-said={isText} data-private={isPrivate}>
      <time className="num">{clock(line.at)}</time>
      {isText ? (
        <span>
          <b>
            {isPrivate && <IconLock size={11} aria-label={ledger.private} />}
            {kind === 2 || kind === 26 ? visitor : who}
          </b>{" "}
          <Words line={line} />
        </span>
      ) : (
        <span>
          {line.printed}
          {who !== "" && ` · ${who}`}
        </span>
      )}
    </li>
  );
}

function Words({ line: { form, text, isWithheld } }: { readonly line: SeenThen }) {
  const { ledger } = useWords();
  if (text === null) return <em>{isWithheld ? ledger.withheld : ledger.erased}</em>;
  return form === null ? text : <Pushed form={form} text={text} />;
}
