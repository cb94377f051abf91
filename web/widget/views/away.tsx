/** Nobody to chat with: when there will be, and the place to leave a message. */

import { useRef, useState } from "preact/hooks";
import { randomId } from "../../protocol/client_id.ts";
import { NAME_CHARACTERS_MAX, TEXT_CHARACTERS_MAX } from "../../protocol/frames.ts";
import { type AwayWords, awayWords } from "../messages/away.ts";
import type { Model } from "../state/model.ts";
import { clean } from "../state/text.ts";
import css from "./away.css?inline";
import { useCall, useDeeds, useLanguage, useStyles, useWords } from "./deeds.ts";
import { ALERT } from "./drawings.ts";
import { Drawn, Icon } from "./icon.tsx";
import { soonWords } from "./soon.ts";

export function Away({ model }: { readonly model: Model }) {
  useStyles(css);
  const words = awayWords(useLanguage());
  const { tryAgain } = useWords();
  const deeds = useDeeds();
  const { look } = model;
  return (
    <div class="body">
      <p class="away-text">
        <strong>{awayLine(model, words, useLanguage())}</strong>
        {look.leave_message && words.leave}
      </p>
      {look.leave_message ? (
        <LeaveMessage model={model} words={words} />
      ) : (
        <button type="button" class="quiet-button" onClick={() => deeds.refresh()}>
          {tryAgain}
        </button>
      )}
    </div>
  );
}

function awayLine({ look }: Model, words: AwayWords, language: string): string {
  if (look.state === "busy") return look.leave_message ? "" : words.full;
  if (look.next_opening === null) return words.closed;
  return words.opens(soonWords(look.next_opening, Date.now(), language));
}

interface FormProps {
  readonly model: Model;
  readonly words: AwayWords;
}

function LeaveMessage({ model, words }: FormProps) {
  const [state, setState] = useState<"writing" | "sending" | "done">("writing");
  const [fault, setFault] = useState("");
  const [missing, setMissing] = useState<readonly string[]>([]);
  const key = useRef(randomId());
  const form = useRef<HTMLFormElement>(null);
  const deeds = useDeeds();
  const call = useCall();
  const language = useLanguage();
  const name = model.form["name"] ?? "";
  const email = model.form["email"] ?? "";
  const send = async (): Promise<void> => {
    const text = clean(model.draft);
    const empty = [...(email.trim() ? [] : ["email"]), ...(text ? [] : ["text"])];
    setMissing(empty);
    if (empty.length > 0) {
      form.current?.querySelector<HTMLElement>(`[name=${empty[0]}]`)?.focus();
      return;
    }
    setState("sending");
    const wish = { key: key.current, name: clean(name), email: email.trim(), text, language };
    const code = await call("messages", { ...wish, ...here() });
    setFault(code);
    setState(code === "" ? "done" : "writing");
    if (code === "") deeds.draft("");
  };
  if (state === "done") {
    const another = (): void => {
      key.current = randomId();
      setState("writing");
    };
    return <Done words={words} email={email.trim()} another={another} />;
  }
  const flaw = (field: string): string => (missing.includes(field) ? words.missing : "");
  return (
    <form
      ref={form}
      class="left-message"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (state === "writing") void send();
      }}
    >
      <Row label={`${words.name} (${words.optional})`} field="name" flaw="">
        {(common) => (
          <input
            {...common}
            value={name}
            maxLength={NAME_CHARACTERS_MAX}
            autocomplete="name"
            onInput={(event) => deeds.write("name", event.currentTarget.value)}
          />
        )}
      </Row>
      <Row label={words.email} field="email" flaw={flaw("email")}>
        {(common) => (
          <input
            {...common}
            type="email"
            value={email}
            maxLength={254}
            required
            autocomplete="email"
            onInput={(event) => deeds.write("email", event.currentTarget.value)}
          />
        )}
      </Row>
      <Row label={words.text} field="text" flaw={flaw("text")}>
        {(common) => (
          <textarea
            {...common}
            rows={5}
            dir="auto"
            required
            value={model.draft}
            maxLength={TEXT_CHARACTERS_MAX}
            onInput={(event) => deeds.draft(event.currentTarget.value)}
          />
        )}
      </Row>
      {fault !== "" && (
        <p class="fault-box" data-tell>
          <Drawn path={ALERT} size={18} />
          {words.failures[fault] ?? words.failed}
        </p>
      )}
      <button type="submit" class="main-button" aria-disabled={state === "sending"}>
        {state === "sending" ? words.sending : words.send}
      </button>
    </form>
  );
}

function here() {
  return { page_url: location.href.slice(0, 2000), page_title: document.title.slice(0, 200) };
}

interface DoneProps {
  readonly words: AwayWords;
  readonly email: string;
  another(): void;
}

function Done({ words, email, another }: DoneProps) {
  return (
    <div class="left-message">
      <p class="done" data-tell>
        <Icon name="check" size={18} />
        <span>
          {words.done} {words.doneText(email)}
        </span>
      </p>
      <button type="button" class="quiet-button" onClick={another}>
        {words.another}
      </button>
    </div>
  );
}

interface RowProps {
  readonly label: string;
  readonly field: string;
  readonly flaw: string;
  children(common: Readonly<Record<string, unknown>>): preact.JSX.Element;
}

function Row({ label, field, flaw, children }: RowProps) {
  const id = `left-${field}`;
  const described = flaw ? `${id}-fault` : undefined;
  const common = { id, name: field, "aria-invalid": flaw !== "", "aria-describedby": described };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children(common)}
      {flaw !== "" && (
        <p class="fault" id={described}>
          {flaw}
        </p>
      )}
    </div>
  );
}
