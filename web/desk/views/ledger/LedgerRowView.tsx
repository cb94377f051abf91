import { UnstyledButton } from "@mantine/core";
import { IconChevronRight, IconEyeOff, IconLock } from "@tabler/icons-react";
import { useState } from "react";
import { groupOf, isWithheld, keyData, type LedgerRow } from "../../state/ledger.ts";
import { clockMillis } from "../../state/time.ts";
import { Pushed } from "../common/Pushed.tsx";
import { useSelect, useWords } from "../desk_context.ts";
import { ExplanationOf } from "./ExplanationOf.tsx";

interface LedgerRowProps {
  readonly row: LedgerRow;
  readonly isFault: boolean;
}

export function LedgerRowView({ row, isFault }: LedgerRowProps) {
  const { ledger: words } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <li className="row" id={`row-${row.seq}`} data-fault={isFault} data-open={isOpen}>
      <UnstyledButton className="row__head" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <span className="row__seq num">{row.seq}</span>
        <span className={`row__kind num mark--${groupOf(row.kind)}`} title={words.kind(row.kind)}>
          {row.kind}
        </span>
        <span className="row__name">
          {row.printed}
          {row.cause !== null && (
            <span className="row__cause">{words.causes[row.cause] ?? row.cause}</span>
          )}
        </span>
        <ActorOf row={row} />
        <code className="row__hash" title={`${words.hash} ${row.hash}`}>
          {row.hash.slice(0, 7)}
        </code>
        <IconChevronRight size={14} className="row__chevron" aria-hidden />
      </UnstyledButton>
      <Said row={row} />
      {row.kind === 8 && <ExplanationOf row={row} />}
      {isOpen && <Full row={row} />}
    </li>
  );
}

function ActorOf({ row }: { readonly row: LedgerRow }) {
  const { ledger: words } = useWords();
  const { role, name } = row.actor;
  return (
    <span className="row__actor" data-role={role}>
      {name || words.actors[role]}
    </span>
  );
}

const CONTENT = new Set([1, 2, 3, 38, 1003]);

function Said({ row }: { readonly row: LedgerRow }) {
  const { ledger: words } = useWords();
  if (!CONTENT.has(row.kind)) return null;
  const isPrivate = row.data["visibility"] === "agents";
  const form = row.data["form"];
  if (row.kind === 3 && row.text !== null && (form === "url" || form === "html")) {
    return (
      <div className="row__said">
        <Pushed form={form} text={row.text} />
      </div>
    );
  }
  return (
    <p className="row__said" data-private={isPrivate}>
      {isPrivate && (
        <span className="badge badge--amber">
          <IconLock size={11} aria-hidden />
          {words.private}
        </span>
      )}
      {row.data["off_record"] === true && (
        <span className="badge">
          <IconEyeOff size={11} aria-hidden />
          {words.offRecord}
        </span>
      )}
      {row.text ?? <em>{isWithheld(row) ? words.withheld : words.erased}</em>}
    </p>
  );
}

/** Everything of the row: its content in words where they are known, then as stored. */
function Full({ row }: { readonly row: LedgerRow }) {
  const { ledger: words } = useWords();
  const agents = useSelect(({ desk }) => desk.agents);
  const queues = useSelect(({ desk }) => desk.queues);
  const inWords = (name: string, value: string | number | boolean): string => {
    if (typeof value === "string") return agents[value] ?? queues[value] ?? value;
    const isTime = /(_until|_at|_since)$/.test(name) && typeof value === "number";
    return isTime ? clockMillis(value) : String(value);
  };
  return (
    <div className="row__full">
      <dl>
        {keyData(row).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">{inWords(name, value)}</dd>
          </div>
        ))}
        <div>
          <dt>{words.position}</dt>
          <dd className="num">{row.position}</dd>
        </div>
        <div>
          <dt>{words.tx}</dt>
          <dd>
            <code>{row.tx}</code>
          </dd>
        </div>
        <div>
          <dt>{words.prevHash}</dt>
          <dd>
            <code>{row.prev_hash}</code>
          </dd>
        </div>
        <div>
          <dt>{words.hash}</dt>
          <dd>
            <code>{row.hash}</code>
          </dd>
        </div>
      </dl>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable */}
      <pre tabIndex={0}>{JSON.stringify(row.data, null, 2)}</pre>
    </div>
  );
}
