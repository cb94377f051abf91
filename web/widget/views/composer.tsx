/** The place to write: grows with the text, Enter sends. */

import { Component, createRef } from "preact";
import { TEXT_CHARACTERS_MAX } from "../../protocol/frames.ts";
import type { Model } from "../state/model.ts";
import { Beside } from "./beside.tsx";
import { surroundings } from "./deeds.ts";
import { Icon } from "./icon.tsx";
import { lazy } from "./lazy.tsx";
import type { CountProps } from "./remarks.tsx";

/** From here on the rest is counted for the writer. */
const COUNT_FROM = TEXT_CHARACTERS_MAX - 400;
const HEIGHT_MAX = 144;

const Count = lazy(() => import("./remarks.tsx").then((part) => part.Count), BareCount);

function BareCount({ left }: CountProps) {
  return <p id="characters">{left}</p>;
}

interface ComposerProps {
  readonly model: Model;
}

export class Composer extends Component<ComposerProps, { readonly isOffRecord: boolean }> {
  override state = { isOffRecord: false };
  readonly #area = createRef<HTMLTextAreaElement>();

  override componentDidMount(): void {
    const area = this.#area.current;
    if (area === null) return;
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight, HEIGHT_MAX)}px`;
  }

  override componentDidUpdate({ model }: ComposerProps): void {
    if (model.draft !== this.props.model.draft) this.componentDidMount();
  }

  override render({ model }: ComposerProps) {
    const { deeds, touch, tongue } = surroundings();
    const { words } = tongue;
    const length = [...model.draft].length;
    const { isOffRecord } = this.state;
    const ready = model.draft.trim() !== "" && length <= TEXT_CHARACTERS_MAX;
    const markOffRecord = (on: boolean): void => {
      this.setState({ isOffRecord: on });
      if (on) deeds.draft(model.draft, true);
    };
    const send = (): void => {
      if (ready) deeds.send(isOffRecord);
      this.setState({ isOffRecord: false });
      this.#area.current?.focus();
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || touch) return;
      event.preventDefault();
      send();
    };
    return (
      <form
        class="foot composer"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <div class="box">
          <textarea
            ref={this.#area}
            rows={1}
            dir={model.draft === "" ? undefined : "auto"}
            data-first=""
            aria-label={words.message}
            aria-describedby={length >= COUNT_FROM ? "characters" : undefined}
            placeholder={words.placeholder}
            value={model.draft}
            enterkeyhint={touch ? "enter" : "send"}
            onInput={(event) => deeds.draft(event.currentTarget.value, isOffRecord)}
            onKeyDown={onKeyDown}
          />
          <button type="submit" class="send" aria-label={words.send} disabled={!ready}>
            <Icon name="up" />
          </button>
        </div>
        <Beside model={model} area={this.#area} isOffRecord={isOffRecord} keepOff={markOffRecord} />
        {length >= COUNT_FROM && <Count left={TEXT_CHARACTERS_MAX - length} />}
      </form>
    );
  }
}
