/** What was said. Stays at the end while the reader is there. */

import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { parts } from "../../shown/links.ts";
import { noticeWords, refusalWords, TOO_LATE } from "../messages/words.ts";
import type { Model } from "../state/model.ts";
import { type Bubble, type Row, rows } from "../state/transcript.ts";
import { Avatar } from "./avatar.tsx";
import { useDeeds, useLanguage, useWords } from "./deeds.ts";
import { Icon } from "./icon.tsx";
import { lazy } from "./lazy.tsx";
import { Dots } from "./place.tsx";
import type { PushedProps } from "./pushed.tsx";
import { clock, dayAndClock } from "./times.ts";

/** So near to the end counts as being there. */
const NEAR_PX = 48;

export function Transcript({ model }: { readonly model: Model }) {
  const words = useWords();
  const items = model.chat?.items ?? [];
  const all = useMemo(() => rows(items, model.echoes), [items, model.echoes]);
  const { log, more, onScroll, toEnd } = useEnd(all, model);
  const seen = isSeen(model);
  return (
    <div class="transcript">
      <div
        ref={log}
        class="log"
        role="log"
        aria-live="off"
        aria-label={words.transcript}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus.
        tabIndex={0}
        onScroll={onScroll}
      >
        {all.map((row, index) => (
          <RowView key={row.key} row={row} last={index === all.length - 1} seen={seen} />
        ))}
        {model.typist !== null && <Typist name={model.typist || words.someone} />}
      </div>
      {more && (
        <button type="button" class="more" onClick={toEnd}>
          {words.newMessages}
          <Icon name="down" size={16} />
        </button>
      )}
    </div>
  );
}

function useEnd(all: readonly Row[], model: Model) {
  const log = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [more, setMore] = useState(false);
  const own = model.echoes.length;
  const before = useRef({ rows: all, own });
  const toEnd = (): void => {
    const element = log.current;
    if (element !== null) element.scrollTop = element.scrollHeight;
    atEnd.current = true;
    setMore(false);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever something is added.
  useLayoutEffect(() => {
    const wrote = own > before.current.own;
    if (atEnd.current || wrote) toEnd();
    else if (before.current.rows !== all) setMore(true);
    before.current = { rows: all, own };
  }, [all, model.typist, model.line.phase]);
  useLayoutEffect(() => {
    const element = log.current;
    if (element === null || typeof ResizeObserver === "undefined") return;
    const keepEnd = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    keepEnd.observe(element);
    return () => keepEnd.disconnect();
  }, []);
  const onScroll = (): void => {
    const element = log.current;
    if (element === null) return;
    const rest = element.scrollHeight - element.scrollTop - element.clientHeight;
    atEnd.current = rest < NEAR_PX;
    if (atEnd.current) setMore(false);
  };
  return { log, more, onScroll, toEnd };
}

/** Somebody has read everything that we have written. */
function isSeen({ chat, otherSeen }: Model): boolean {
  const own = chat?.items.findLast((item) => item.is.startsWith("own"));
  return own !== undefined && own.n <= otherSeen;
}

interface RowProps<R> {
  readonly row: R;
  readonly last: boolean;
  readonly seen: boolean;
}

function RowView({ row, last, seen }: RowProps<Row>) {
  const words = useWords();
  const language = useLanguage();
  switch (row.is) {
    case "time":
      return (
        <p class="time">
          <time dateTime={new Date(row.at).toISOString()}>
            {dayAndClock(row.at, Date.now(), language, words)}
          </time>
        </p>
      );
    case "notice":
      return <p class="notice">{noticeWords(words, row.notice)}</p>;
    case "group":
      return <Group row={row} last={last} seen={seen} />;
    default:
      return row satisfies never;
  }
}

type GroupRow = Extract<Row, { readonly is: "group" }>;

function Group({ row, last, seen }: RowProps<GroupRow>) {
  const words = useWords();
  const name = row.own ? words.you : row.name || words.someone;
  const newest = row.bubbles.at(-1);
  return (
    <div class={row.own ? "group own" : "group"}>
      {!row.own && <Avatar name={name} small />}
      <div class="bubbles">
        <span class={row.own ? "unseen" : "name"}>{name}</span>
        {row.bubbles.map((bubble) => (
          <BubbleView key={bubble.key} bubble={bubble} name={name} />
        ))}
        {row.own && newest && (last || newest.state !== "there") && (
          <Standing bubble={newest} seen={seen} />
        )}
      </div>
    </div>
  );
}

function BubbleView({ bubble, name }: { readonly bubble: Bubble; readonly name: string }) {
  const words = useWords();
  const language = useLanguage();
  const title = clock(bubble.at, language);
  if (bubble.text === null) return <p class="bubble erased">{words.erased}</p>;
  if (bubble.file) return <FileBubble file={bubble.file} name={bubble.text} />;
  if (bubble.form === "url") return <PushedUrl address={bubble.text} name={name} />;
  if (bubble.form === "html") return <PushedPage html={bubble.text} name={name} />;
  return (
    <p class={`bubble ${bubble.state}`} dir="auto" title={title}>
      {bubble.offRecord && <small class="off-record">{words.offRecord}</small>}
      {parts(bubble.text).map((part, index) =>
        part.is === "text" ? (
          part.text
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change places.
          <a key={index} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
            {part.text}
          </a>
        ),
      )}
    </p>
  );
}

const PushedUrl = lazy(() => import("./pushed_url.tsx").then((part) => part.PushedUrl), Address);

function Address({ address }: { readonly address: string; readonly name: string }) {
  return <p class="bubble">{address}</p>;
}

const FileBubble = lazy(() => import("./files.tsx").then((part) => part.FileBubble));

const PushedPage = lazy(() => import("./pushed.tsx").then((part) => part.PushedPage), Words);

/** Until the frame's part is there, a pushed page is its text. Markup never gets into our page. */
function Words({ html }: PushedProps) {
  const page = new DOMParser().parseFromString(html, "text/html");
  return <p class="bubble">{page.body.textContent?.trim()}</p>;
}

function Standing({ bubble, seen }: { readonly bubble: Bubble; readonly seen: boolean }) {
  const words = useWords();
  const deeds = useDeeds();
  const language = useLanguage();
  switch (bubble.state) {
    case "there":
      return (
        <p class="state">
          <Icon name="check" size={14} /> {seen ? words.seen : words.sent} ·{" "}
          {clock(bubble.at, language)}
        </p>
      );
    case "sending":
      return <p class="state">{words.sending}</p>;
    case "delayed":
      return <p class="state">{words.sendingLater}</p>;
    default:
      return (
        <p class="state unsent">
          <Icon name="alert" size={14} />
          <span>{bubble.state === "lost" ? words.maybeSent : words.notSent}</span>
          {!TOO_LATE.has(bubble.code) && (
            <button type="button" onClick={() => deeds.retry(bubble.id)}>
              {words.retry}
            </button>
          )}
          <button type="button" onClick={() => deeds.discard(bubble.id)}>
            {words.discard}
          </button>
          {bubble.code !== "" && <span class="why">{refusalWords(words, bubble.code)}</span>}
        </p>
      );
  }
}

function Typist({ name }: { readonly name: string }) {
  const words = useWords();
  return (
    <div class="group typist">
      <Avatar name={name} small />
      <p class="bubble">
        <Dots />
        <span class="unseen">{words.typing(name)}</span>
      </p>
    </div>
  );
}
