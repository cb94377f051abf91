/** The widget as a whole: panel and live region. */

import { Component, createRef } from "preact";
import type { Model } from "../state/model.ts";
import { type Screen, screenOf } from "../state/screen.ts";
import { Before } from "./before.tsx";
import { Chat } from "./chat.tsx";
import { type Surround, surroundWith } from "./deeds.ts";
import { lazy } from "./lazy.tsx";
import { Asking } from "./plates.tsx";

const Failed = lazy(() => import("./failed.tsx").then((part) => part.Failed), Asking);
const Found = lazy(() => import("./found.tsx").then((part) => part.Found));

export interface AppProps {
  readonly model: Model;
  readonly spoken: string;
  readonly surround: Surround;
}

export class App extends Component<AppProps, { readonly told: string }> {
  override state = { told: "" };
  readonly #whole = createRef<HTMLDivElement>();
  readonly #watch = new MutationObserver(() => this.#tell());

  override componentDidMount(): void {
    const { current } = this.#whole;
    if (current !== null) this.#watch.observe(current, SEEN);
  }

  override componentWillUnmount(): void {
    this.#watch.disconnect();
  }

  override render({ model, spoken, surround }: AppProps) {
    surroundWith(surround);
    return (
      <div ref={this.#whole} class="parlour" lang={surround.tongue.language}>
        {model.open && <Panel model={model} surround={surround} />}
        <div class="unseen" role="status" aria-live="polite" aria-atomic="false">
          <p>{spoken}</p>
          <p>{this.state.told}</p>
        </div>
      </div>
    );
  }

  /** What parts of the panel want read out: the texts of what is marked `data-tell`. */
  #tell(): void {
    const marked = [...(this.#whole.current?.querySelectorAll("[data-tell]") ?? [])];
    const told = marked.map(({ textContent }) => textContent?.trim()).join(" ");
    if (told !== this.state.told) this.setState({ told });
  }
}

const SEEN = { childList: true, characterData: true, subtree: true };

interface PanelProps {
  readonly model: Model;
  readonly surround: Surround;
}

class Panel extends Component<PanelProps> {
  readonly #panel = createRef<HTMLDivElement>();
  /** It has the focus, or had it until what had it went away. */
  #isIn = false;

  override componentDidMount(): void {
    const panel = this.#panel.current;
    panel?.addEventListener("focusin", () => {
      this.#isIn = true;
    });
    panel?.addEventListener("focusout", ({ target, relatedTarget }) => {
      const left = relatedTarget !== null || (target instanceof Node && target.isConnected);
      queueMicrotask(() => {
        if (left && !hasFocus(panel)) this.#isIn = false;
      });
    });
  }

  /** When what had the focus goes away, the focus goes on in what comes instead. */
  override componentDidUpdate(): void {
    const panel = this.#panel.current;
    if (panel === null || !this.#isIn || hasFocus(panel)) return;
    if (focusIsFree(panel)) moveFocusIn(panel, this.props.surround.touch);
  }

  override render({ model, surround: { deeds, tongue } }: PanelProps) {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.stopPropagation();
      if (model.found) deeds.goOn();
      else if (model.confirming) deeds.confirm(false);
      else deeds.close();
    };
    return (
      <div
        ref={this.#panel}
        class="panel"
        role="dialog"
        aria-modal="false"
        aria-label={tongue.words.chatWith(model.look.name)}
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        {/* The page decides on which side the panel stands, the language how it reads. */}
        <div class="inside" dir={tongue.direction}>
          <Current screen={screenOf(model)} model={model} />
          {model.found && <Found />}
        </div>
      </div>
    );
  }
}

function Current({ screen, model }: { readonly screen: Screen; readonly model: Model }) {
  if (screen === "chat") return <Chat model={model} />;
  if (screen === "failed") return <Failed model={model} />;
  return <Before screen={screen} model={model} />;
}

function hasFocus(panel: HTMLElement): boolean {
  const root = panel.getRootNode();
  return root instanceof ShadowRoot && panel.contains(root.activeElement);
}

/** Nothing on the page has the focus, or something of ours. */
function focusIsFree(panel: HTMLElement): boolean {
  const root = panel.getRootNode();
  const host = root instanceof ShadowRoot ? root.host : null;
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body || activeElement === host;
}

/** Into the field to write in; with a finger only to the panel, so that no keyboard jumps up. */
export function moveFocusIn(panel: HTMLElement, touch: boolean): void {
  const wanted = touch ? null : panel.querySelector<HTMLElement>("[data-first]");
  (wanted ?? panel).focus({ preventScroll: true });
}
