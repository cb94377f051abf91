/** When the chat is over: how was it, and what of it to take along. */

import { useState } from "preact/hooks";
import { type AfterWords, afterWords } from "../messages/after.ts";
import type { Item } from "../state/chat.ts";
import type { Model } from "../state/model.ts";
import { takeaway } from "../state/takeaway.ts";
import css from "./after.css?inline";
import { useCall, useLanguage, useStyles, useTell } from "./deeds.ts";
import { FileBubble } from "./files.tsx";

const SCORES = [1, 2, 3, 4, 5] as const;
const COMMENT_MAX = 2000;

export function After({ model }: { readonly model: Model }) {
  useStyles(css);
  const words = afterWords(useLanguage());
  const { survey, transcript } = model.look;
  const chat = model.chat?.chat ?? "";
  return (
    <div class="after">
      {survey.on && <Rating model={model} chat={chat} words={words} />}
      {(transcript.email || transcript.download) && (
        <fieldset class="takeaway">
          <legend>{words.transcript}</legend>
          {transcript.email && <Mail model={model} chat={chat} words={words} />}
          {transcript.download && <Keep model={model} words={words} />}
        </fieldset>
      )}
      <Files model={model} words={words} />
    </div>
  );
}

/** As long as the site keeps them. */
function Files({ model, words }: { readonly model: Model; readonly words: AfterWords }) {
  const files = (model.chat?.items ?? []).flatMap((item) =>
    "file" in item && item.file ? [{ file: item.file, name: item.text ?? "" }] : [],
  );
  if (files.length === 0) return null;
  return (
    <fieldset class="kept-files">
      <legend>{words.files}</legend>
      {files.map(({ file, name }) => (
        <FileBubble key={file.id} file={file} name={name} />
      ))}
    </fieldset>
  );
}

interface PartProps {
  readonly model: Model;
  readonly chat: string;
  readonly words: AfterWords;
}

/** What became of what was sent: nothing yet, done, or why not. */
type Sent = "" | "sending" | "done" | { readonly code: string };

function Rating({ model, chat, words }: PartProps) {
  const [score, setScore] = useState(0);
  const [comment, setComment] = useState("");
  const [sent, setSent] = useState<Sent>("");
  const call = useCall();
  const tell = useTell();
  const { question, comment: asksComment } = model.look.survey;
  if (sent === "done") return <p class="thanks">{words.rated}</p>;
  const send = async (): Promise<void> => {
    setSent("sending");
    const answer = outcome(await call(`chats/${chat}/rating`, { score, comment }));
    setSent(answer);
    if (answer === "done") tell("rated", { chat, score });
  };
  return (
    <form
      class="rating"
      onSubmit={(event) => {
        event.preventDefault();
        if (score > 0) void send();
      }}
    >
      <fieldset>
        <legend>{question || words.rate}</legend>
        <div class="scores">
          {SCORES.map((each) => (
            <label
              key={each}
              class={each <= score ? "score lit" : "score"}
              title={words.score(each)}
            >
              <input
                type="radio"
                name="score"
                value={each}
                checked={each === score}
                onChange={() => setScore(each)}
                aria-label={words.score(each)}
              />
              <Star />
            </label>
          ))}
        </div>
      </fieldset>
      {score > 0 && asksComment && (
        <label class="field">
          <span>{words.comment}</span>
          <textarea
            rows={2}
            dir="auto"
            maxLength={COMMENT_MAX}
            value={comment}
            onInput={(event) => setComment(event.currentTarget.value)}
          />
        </label>
      )}
      {score > 0 && (
        <button type="submit" class="quiet-button" disabled={sent === "sending"}>
          {words.sendRating}
        </button>
      )}
      <Failure sent={sent} words={words} />
    </form>
  );
}

function Mail({ model, chat, words }: PartProps) {
  const [email, setEmail] = useState(model.form["email"] ?? "");
  const [sent, setSent] = useState<Sent>("");
  const call = useCall();
  const language = useLanguage();
  if (sent === "done") return <p class="thanks">{words.mailed(email)}</p>;
  const send = async (): Promise<void> => {
    setSent("sending");
    setSent(outcome(await call(`chats/${chat}/transcript`, { email: email.trim(), language })));
  };
  return (
    <form
      class="mail"
      onSubmit={(event) => {
        event.preventDefault();
        if (email.trim() !== "") void send();
      }}
    >
      <label class="field">
        <span>{words.email}</span>
        <input
          type="email"
          autocomplete="email"
          dir="ltr"
          value={email}
          maxLength={254}
          onInput={(event) => setEmail(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="quiet-button" disabled={sent === "sending"}>
        {words.sendMail}
      </button>
      <Failure sent={sent} words={words} />
    </form>
  );
}

function Keep({ model, words }: { readonly model: Model; readonly words: AfterWords }) {
  const language = useLanguage();
  const text = (): string =>
    takeaway(model.chat?.items ?? ([] as Item[]), model.look.name, language, words);
  return (
    <div class="keep">
      <button type="button" class="quiet-button" onClick={() => save(text(), model.look.name)}>
        {words.download}
      </button>
      <button type="button" class="quiet-button" onClick={() => print(text())}>
        {words.print}
      </button>
    </div>
  );
}

function Failure({ sent, words }: { readonly sent: Sent; readonly words: AfterWords }) {
  if (typeof sent === "string") return null;
  return (
    <p class="fault" data-tell>
      {words.failures[sent.code] ?? words.failed}
    </p>
  );
}

function Star() {
  return (
    <svg width="28" height="28" viewBox="0 0 24 24" aria-hidden="true">
      <path
        d="M12 17.75l-6.172 3.245l1.179 -6.873l-5 -4.867l6.9 -1l3.086 -6.253l3.086 6.253l6.9 1l-5 4.867l1.179 6.873z"
        stroke-width="1.5"
        stroke-linejoin="round"
      />
    </svg>
  );
}

function outcome(answer: string): Sent {
  return answer === "" ? "done" : { code: answer };
}

function save(text: string, site: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  link.download = `${site.replaceAll(/[^\p{L}\p{N}]+/gu, "-").slice(0, 40) || "chat"}.txt`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A frame of its own is printed, so that the page around the widget is not. */
function print(text: string): void {
  const frame = document.createElement("iframe");
  frame.style.cssText = "position:fixed;inline-size:0;block-size:0;border:0;visibility:hidden";
  frame.title = "";
  document.body.append(frame);
  const page = frame.contentDocument;
  const view = frame.contentWindow;
  if (page === null || view === null) return;
  const sheet = page.createElement("pre");
  sheet.dir = "auto";
  sheet.style.cssText = "font:12pt/1.5 sans-serif;white-space:pre-wrap;overflow-wrap:anywhere";
  sheet.textContent = text;
  page.body.append(sheet);
  view.onafterprint = () => frame.remove();
  view.focus();
  view.print();
}
