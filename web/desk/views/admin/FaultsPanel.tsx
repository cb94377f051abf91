import { IconShieldCheck } from "@tabler/icons-react";
import type { Fault, Quarantined } from "../../state/admin.ts";
import { formatRoute } from "../../state/route.ts";
import { clock, day, exact, iso } from "../../state/time.ts";
import { Blank } from "../common/Blank.tsx";
import { useDesk, useWords } from "../desk_context.ts";

interface FaultsPanelProps {
  readonly faults: readonly Fault[];
  readonly quarantined: readonly Quarantined[];
}

/** What is wrong, each with the way to the ledger that shows it. */
export function FaultsPanel({ faults, quarantined }: FaultsPanelProps) {
  const words = useWords().admin.faults;
  return (
    <section className="panel panel--faults" aria-labelledby="faults">
      <h2 id="faults">{words.heading}</h2>
      {faults.length + quarantined.length === 0 ? (
        <Blank icon={<IconShieldCheck size={24} stroke={1.5} aria-hidden />} heading={words.none}>
          <p>{words.noneText}</p>
        </Blank>
      ) : (
        <table className="table table--rows">
          <thead>
            <tr>
              <th scope="col">{words.rule}</th>
              <th scope="col">{words.where}</th>
              <th scope="col" className="table__num">
                {words.row}
              </th>
              <th scope="col" className="table__num table__wide">
                {words.found}
              </th>
            </tr>
          </thead>
          <tbody>
            {quarantined.map((one) => (
              <tr key={one.stream}>
                <td className="admin__rule">
                  <span className="badge badge--amber">{words.quarantine}</span>
                  {words.quarantineSentence}
                  <span className="table__sub">{one.reason}</span>
                </td>
                <Where chat={one.chat_id} stream={one.stream} name={one.name} />
                <td className="table__num">{one.seq > 0 && one.seq}</td>
                <td className="table__num table__wide">
                  <When at={one.since} />
                </td>
              </tr>
            ))}
            {faults.map((fault) => (
              <tr key={`${fault.stream} ${fault.seq} ${fault.rule}`}>
                <td className="admin__rule">
                  <span className="badge badge--red">{fault.rule}</span>
                  {fault.sentence}
                  <span className="table__sub">{fault.text}</span>
                </td>
                <Where chat={fault.chat_id} stream={fault.stream} />
                <td className="table__num">{fault.seq}</td>
                <td className="table__num table__wide">
                  <When at={fault.found} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

interface WhereProps {
  readonly chat: string | null;
  readonly stream: string;
  readonly name?: string;
}

function Where({ chat, stream, name }: WhereProps) {
  const { seat, acts } = useDesk();
  const words = useWords().admin.faults;
  if (chat === null) return <th scope="row">{stream}</th>;
  const route = { page: "admin", chat } as const;
  return (
    <th scope="row" className="table__main">
      {name !== undefined && name !== "" && <span className="admin__name">{name}</span>}
      <a
        className="table__link admin__chat"
        href={formatRoute(route, seat)}
        title={words.open(chat)}
        onClick={(event) => {
          event.preventDefault();
          acts.go(route);
        }}
      >
        {chat}
      </a>
    </th>
  );
}

function When({ at }: { readonly at: number }) {
  const { locale } = useWords();
  return (
    <time dateTime={iso(at)} title={exact(at, locale)}>
      {day(at, locale)} {clock(at)}
    </time>
  );
}
