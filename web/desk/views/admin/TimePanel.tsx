import { IconClockCheck } from "@tabler/icons-react";
import { isDoubted, type Outage, type Overview, type Span, spans } from "../../state/admin.ts";
import { clock, day, exact, iso, stopwatch } from "../../state/time.ts";
import { Blank } from "../common/Blank.tsx";
import { useWords } from "../desk_context.ts";

const SHOWN_MS = 24 * 3_600_000;
const MARKS = 6;
const KINDS = ["restart", "drain", "stall", "store"] as const;

/** The server's last day as one strip, and its outages one by one. */
export function TimePanel({ seen }: { readonly seen: Overview }) {
  const { admin } = useWords();
  const words = admin.time;
  return (
    <section className="panel panel--time" aria-labelledby="time">
      <h2 id="time">
        {words.heading}
        <span className="admin__legend">
          <span data-what="up">{words.up}</span>
          {KINDS.map((kind) => (
            <span key={kind} data-what={kind}>
              {admin.kinds[kind]}
            </span>
          ))}
          <span data-what="off">{words.off}</span>
        </span>
      </h2>
      <Strip seen={seen} />
      {seen.outages.length === 0 ? (
        <Blank icon={<IconClockCheck size={24} stroke={1.5} aria-hidden />} heading={words.none}>
          <p>{words.noneText}</p>
        </Blank>
      ) : (
        <Table outages={seen.outages} />
      )}
    </section>
  );
}

function Strip({ seen }: { readonly seen: Overview }) {
  const { admin } = useWords();
  const from = seen.now - SHOWN_MS;
  const shown = spans(seen, from, seen.now);
  const outages = shown.filter(({ what }) => what !== "up").length;
  const marks = Array.from({ length: MARKS + 1 }, (_, place) => from + (place * SHOWN_MS) / MARKS);
  return (
    <div className="admin__time">
      <div className="strip" role="img" aria-label={admin.time.chart(outages)}>
        {shown.map((span) => (
          <Stretch key={`${span.what} ${span.since}`} span={span} />
        ))}
      </div>
      <div className="strip__marks num" aria-hidden>
        {marks.map((at) => (
          <span key={at}>{clock(at)}</span>
        ))}
      </div>
    </div>
  );
}

function Stretch({ span }: { readonly span: Span }) {
  const { admin } = useWords();
  const name = span.what === "up" ? admin.time.up : admin.kinds[span.what];
  const title = `${name}: ${clock(span.since)} – ${clock(span.until)}`;
  const style = { left: `${span.left * 100}%`, width: `${span.width * 100}%` };
  return <span className="strip__span" data-what={span.what} style={style} title={title} />;
}

function Table({ outages }: { readonly outages: readonly Outage[] }) {
  const { admin, locale } = useWords();
  const words = admin.time;
  return (
    <>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{words.what}</th>
            <th scope="col">{words.when}</th>
            <th scope="col" className="table__num">
              {words.length}
            </th>
          </tr>
        </thead>
        <tbody>
          {outages.map((outage) => (
            <tr key={`${outage.kind} ${outage.since}`}>
              <th scope="row">
                <span className="admin__kind" data-what={outage.kind}>
                  {admin.kinds[outage.kind]}
                </span>
              </th>
              <td className="num">
                <time dateTime={iso(outage.since)} title={exact(outage.since, locale)}>
                  {day(outage.since, locale)} {clock(outage.since)}
                </time>
              </td>
              <td className="table__num">{stopwatch(outage.until - outage.since)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="admin__note">
        {words.granted}
        {outages.some(isDoubted) && <strong> {words.doubted}</strong>}
      </p>
    </>
  );
}
