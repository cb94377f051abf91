/** What was said. Stays at the end while the reader is there. */

import { Component, createRef } from "preact";
import { parts } from "../../shown/links.ts";
import { noticeWords } from "../messages/words.ts";
import type { Model } from "../state/model.ts";
import { type Bubble, type Row, rows } from "../state/transcript.ts";
import { Avatar } from "./avatar.tsx";
import { surroundings, useLanguage, useWords } from "./deeds.ts";
import { Icon } from "./icon.tsx";
import { lazy } from "./lazy.tsx";
import { Dots } from "./place.tsx";
import type { PushedProps } from "./pushed.tsx";
import { clock, dayAndClock } from "./times.ts";

/** So near to the end counts as being there. */
const NEAR_PX = 48;

interface TranscriptProps {
  readonly model: Model;
}

export class Transcript extends Component<TranscriptProps, { readonly more: boolean }> {
  override state = { more: false };
  readonly #log = createRef<HTMLDivElement>();
  /** The reader is at the end. */
  #isAtEnd = true;
  /** Pixels above, when last looked at. */
  #top = 0;
  readonly #keepEnd =
    typeof ResizeObserver === "undefined" ? null : new ResizeObserver(() => this.#keep());

  override componentDidMount(): void {
    const { current } = this.#log;
    for (const box of [current, current?.firstElementChild]) {
      if (box) this.#keepEnd?.observe(box);
    }
    this.#keep();
  }

  override componentDidUpdate({ model: before }: TranscriptProps): void {
    const { model } = this.props;
    const isMore = model.chat?.items !== before.chat?.items || model.echoes !== before.echoes;
    const isOther = isMore || model.typist !== before.typist || model.line !== before.line;
    if (!isOther) return;
    if (this.#isAtEnd || model.echoes.length > before.echoes.length) this.#toEnd();
    else if (isMore) this.setState({ more: true });
  }

  override componentWillUnmount(): void {
    this.#keepEnd?.disconnect();
  }

  override render({ model }: TranscriptProps) {
    const { words } = surroundings().tongue;
    const seen = isSeen(model);
    const all = rows(model.chat?.items ?? [], model.echoes);
    return (
      <div class="transcript">
        <div
          ref={this.#log}
          class="log"
          role="log"
          aria-live="off"
          aria-label={words.transcript}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus.
          tabIndex={0}
          onScroll={() => this.#scrolled()}
        >
          <div>
            {all.map((row, index) => (
              <RowView key={row.key} row={row} last={index === all.length - 1} seen={seen} />
            ))}
            {model.typist !== null && <Typist name={model.typist || words.someone} />}
          </div>
        </div>
        {this.state.more && (
          <button type="button" class="more" onClick={() => this.#toEnd()}>
            {words.newMessages}
            <Icon name="down" size={16} />
          </button>
        )}
      </div>
    );
  }

  #keep(): void {
    const { current } = this.#log;
    if (!this.#isAtEnd || current === null) return;
    current.scrollTop = current.scrollHeight;
    this.#top = current.scrollTop;
  }

  #toEnd(): void {
    this.#isAtEnd = true;
    this.#keep();
    this.#hide();
  }

  #scrolled(): void {
    const { current } = this.#log;
    if (current === null) return;
    const { scrollTop: top } = current;
    const isNear = current.scrollHeight - top - current.clientHeight < NEAR_PX;
    // Whoever has not gone up is where they were: what grew is below.
    if (isNear || top < this.#top) this.#isAtEnd = isNear;
    this.#top = top;
    if (isNear) this.#hide();
  }

  #hide(): void {
    if (this.state.more) this.setState({ more: false });
  }
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
    case "notice": {
      const told = noticeWords(words, row.notice);
      if (told === null) return <SeldomNotice notice={row.notice} />;
      return <p class="notice">{told}</p>;
    }
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
  if (bubble.text === null) return <Erased />;
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

const SeldomNotice = lazy(() => import("./remarks.tsx").then((part) => part.SeldomNotice));

const Erased = lazy(() => import("./remarks.tsx").then((part) => part.Erased));

const Unsent = lazy(() => import("./remarks.tsx").then((part) => part.Unsent), NotSent);

function NotSent() {
  return <p class="state">{useWords().notSent}</p>;
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
      return <Unsent bubble={bubble} />;
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
