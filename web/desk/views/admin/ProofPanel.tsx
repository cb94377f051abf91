import { IconShieldCheck, IconShieldX } from "@tabler/icons-react";
import { type Overview, type Pass, progressOf, type Reading } from "../../state/admin.ts";
import { exact, iso, stopwatch } from "../../state/time.ts";
import { useWords } from "../desk_context.ts";

export function ProofPanel({ seen }: { readonly seen: Overview }) {
  const { admin, locale } = useWords();
  const words = admin.proof;
  return (
    <section className="panel panel--proof" aria-labelledby="proof">
      <h2 id="proof">{words.heading}</h2>
      {seen.reading === null ? (
        <p className="admin__note">{words.idle}</p>
      ) : (
        <Running reading={seen.reading} />
      )}
      <dl className="admin__terms">
        {seen.proven === null ? (
          <Term name={words.last}>{words.none}</Term>
        ) : (
          <LastPass pass={seen.proven} />
        )}
        <Term name={words.atRelease}>
          <span className="num">{words.chats(seen.proven_at_release.toLocaleString(locale))}</span>
        </Term>
      </dl>
    </section>
  );
}

function Running({ reading }: { readonly reading: Reading }) {
  const { admin, locale } = useWords();
  const share = progressOf(reading);
  const text = share.toLocaleString(locale, { style: "percent" });
  return (
    <div className="admin__running">
      <p>
        <span>{admin.proof.running}</span>
        <span className="num">{admin.proof.progress(text)}</span>
      </p>
      <progress value={share} aria-label={admin.proof.running} />
    </div>
  );
}

function LastPass({ pass }: { readonly pass: Pass }) {
  const { admin, locale } = useWords();
  const words = admin.proof;
  const count = (of: number): string => of.toLocaleString(locale);
  return (
    <>
      <Term name={words.found}>
        {pass.faults === 0 ? (
          <span className="badge badge--green">
            <IconShieldCheck size={13} aria-hidden />
            {words.intact}
          </span>
        ) : (
          <span className="badge badge--red">
            <IconShieldX size={13} aria-hidden />
            {words.faults(pass.faults)}
          </span>
        )}
      </Term>
      <Term name={words.last}>
        <time className="num" dateTime={iso(pass.finished)}>
          {exact(pass.finished, locale)}
        </time>
      </Term>
      <Term name={words.took}>
        <span className="num">{stopwatch(pass.finished - pass.begun)}</span>
      </Term>
      <Term name={words.read}>
        <span className="num">
          {words.rows(count(pass.rows), count(pass.chats), count(pass.log_ins))}
        </span>
      </Term>
    </>
  );
}

function Term({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
