import { Button, Checkbox, FileButton, Loader } from "@mantine/core";
import { IconDownload, IconFileUpload } from "@tabler/icons-react";
import { useState } from "react";
import {
  type DifferenceReply,
  type Flaw,
  IMPORT_BYTES_MAX,
  type ImportedReply,
} from "../../../../protocol/generated/directory.ts";
import { saveFile } from "../../../shell/save_file.ts";
import { useAdmin, useRefresh, useSetupWords } from "./admin_context.ts";
import { Differences } from "./Differences.tsx";
import { Link } from "./Link.tsx";

/** The whole set-up as a file, out and in. */
export function TransferSection() {
  const words = useSetupWords();
  return (
    <div className="pane--only pane">
      <div className="pane__scroll">
        <header className="form-top form-top--only">
          <Link to={{ page: "admin", chat: null }} className="form-top__back">
            {words.heading}
          </Link>
          <div className="form-top__title">
            <h1>{words.nav.transfer}</h1>
          </div>
        </header>
        <Export />
        <Import />
      </div>
    </div>
  );
}

function Export() {
  const { http } = useAdmin();
  const { transfer: w } = useSetupWords();
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");
  const download = async (): Promise<void> => {
    setState("busy");
    try {
      saveFile(
        w.fileName(new Date().toISOString().slice(0, 10)),
        "application/json",
        await http.exported(),
      );
      setState("idle");
    } catch {
      setState("failed");
    }
  };
  return (
    <section className="card card--padded">
      <h2>{w.exportHeading}</h2>
      <p>{w.exportText}</p>
      <Button
        variant="default"
        loading={state === "busy"}
        leftSection={<IconDownload size={16} aria-hidden />}
        onClick={() => void download()}
      >
        {w.download}
      </Button>
      {state === "failed" && (
        <p className="line-row__flaw" data-tell>
          {w.failed}
        </p>
      )}
    </section>
  );
}

type Step =
  | { readonly is: "choose"; readonly text: string | null; readonly flaws: readonly Flaw[] }
  | { readonly is: "reading" }
  | {
      readonly is: "compared";
      readonly file: unknown;
      readonly reply: ImportedReply;
      readonly isMoved: boolean;
    }
  | { readonly is: "done" };

const FIRST: Step = { is: "choose", text: null, flaws: [] };

function Import() {
  const { http } = useAdmin();
  const { transfer: w, form } = useSetupWords();
  const refresh = useRefresh();
  const [step, setStep] = useState<Step>(FIRST);
  const [removeOthers, setRemoveOthers] = useState(false);
  const ask = async (file: unknown, others: boolean, revision: number | null, isMoved = false) => {
    setStep({ is: "reading" });
    try {
      const isDry = revision === null;
      const answer = await http.imported({ file, isDry, removeOthers: others, revision });
      if (answer.is === "moved") return void (await ask(file, others, null, true));
      if (answer.is === "flawed") {
        return setStep({ is: "choose", text: answer.text, flaws: answer.flaws });
      }
      if (answer.reply.done) {
        await refresh();
        return setStep({ is: "done" });
      }
      setStep({ is: "compared", file, reply: answer.reply, isMoved });
    } catch {
      setStep({ is: "choose", text: form.failures.other, flaws: [] });
    }
  };
  const choose = async (chosen: File | null): Promise<void> => {
    if (chosen === null) return;
    if (chosen.size > IMPORT_BYTES_MAX) {
      return setStep({ is: "choose", text: w.tooLarge, flaws: [] });
    }
    const file = parsed(await chosen.text());
    if (file === undefined) return setStep({ is: "choose", text: w.notJson, flaws: [] });
    await ask(file, removeOthers, null);
  };
  return (
    <section className="card card--padded">
      <h2>{w.importHeading}</h2>
      <p>{w.importText}</p>
      <Checkbox
        size="xs"
        label={w.removeOthers[0]}
        description={w.removeOthers[1]}
        checked={removeOthers}
        disabled={step.is === "reading"}
        onChange={(event) => {
          const others = event.currentTarget.checked;
          setRemoveOthers(others);
          if (step.is === "compared") void ask(step.file, others, null);
        }}
      />
      <FileButton accept="application/json,.json" onChange={(file) => void choose(file)}>
        {(props) => (
          <Button
            {...props}
            variant="default"
            disabled={step.is === "reading"}
            leftSection={<IconFileUpload size={16} aria-hidden />}
          >
            {w.choose}
          </Button>
        )}
      </FileButton>
      {step.is === "choose" && <Refused text={step.text} flaws={step.flaws} />}
      {step.is === "reading" && (
        <p className="reading" data-tell>
          <Loader size={16} color="gray" /> {w.reading}
        </p>
      )}
      {step.is === "done" && (
        <p className="line-row__done" data-tell>
          {w.done}
        </p>
      )}
      {step.is === "compared" && (
        <Compared
          reply={step.reply}
          isMoved={step.isMoved}
          apply={() => void ask(step.file, removeOthers, step.reply.revision)}
          cancel={() => setStep(FIRST)}
        />
      )}
    </section>
  );
}

/** `undefined`: no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const FLAWS_SHOWN = 20;

function Refused({
  text,
  flaws,
}: {
  readonly text: string | null;
  readonly flaws: readonly Flaw[];
}) {
  const { transfer: w } = useSetupWords();
  if (text === null) return null;
  return (
    <div className="form-flaws" data-tell>
      <p>{flaws.length > 0 ? w.flaws : text}</p>
      <ul>
        {flaws.slice(0, FLAWS_SHOWN).map((flaw) => (
          <li key={`${flaw.kind} ${flaw.id} ${flaw.field} ${flaw.code}`}>
            <code>
              {flaw.kind}/{flaw.id}
              {flaw.field !== "" && ` ${flaw.field}`}
            </code>{" "}
            {flaw.text}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface ComparedProps {
  readonly reply: ImportedReply;
  readonly isMoved: boolean;
  apply(): void;
  cancel(): void;
}

const DEEDS = ["add", "change", "remove", "deactivate"] as const;

function Compared({ reply, isMoved, apply, cancel }: ComparedProps) {
  const { transfer: w } = useSetupWords();
  const { differences } = reply;
  if (differences.length === 0) {
    return (
      <p className="line-row__done" data-tell>
        {w.same}
      </p>
    );
  }
  const counts = DEEDS.map((deed) => {
    const count = differences.filter((each) => each.deed === deed).length;
    return count === 0 ? "" : `${w.deeds[deed]} ${count}`;
  });
  return (
    <div className="compared">
      {isMoved && (
        <p className="line-row__flaw" data-tell>
          {w.moved}
        </p>
      )}
      <p data-tell>
        <strong>{w.summary(counts.filter(Boolean).join(", "))}</strong>
      </p>
      <ul className="compared__list">
        {differences.map((each) => (
          <Compare key={`${each.kind}/${each.id}`} difference={each} />
        ))}
      </ul>
      <div className="compared__acts">
        <Button variant="default" onClick={cancel}>
          {w.cancel}
        </Button>
        <Button onClick={apply}>{w.apply}</Button>
      </div>
    </div>
  );
}

function Compare({ difference }: { readonly difference: DifferenceReply }) {
  const { transfer: w, kinds } = useSetupWords();
  const { kind, id, name, deed } = difference;
  const tone = { add: "green", change: "accent", remove: "red", deactivate: "amber" }[deed];
  return (
    <li>
      <details>
        <summary>
          <span className={`badge badge--${tone}`}>{w.deeds[deed]}</span>
          <strong>{name || id}</strong> <span className="audit__kind">{kinds[kind].one}</span>
        </summary>
        <Differences
          kind={kind}
          before={difference.before as object | null}
          after={difference.after as object | null}
        />
      </details>
    </li>
  );
}
