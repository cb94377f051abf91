/** The row under the box: files, emoji, keeping a message out of transcripts. What a button opens is
 * fetched when it is pressed. */

import { Component, createRef } from "preact";
import type { Model } from "../state/model.ts";
import { Attach } from "./attach.tsx";
import { surroundings } from "./deeds.ts";
import type { EmojiProps } from "./emoji.tsx";
import { IconButton } from "./icon_button.tsx";
import { lazy } from "./lazy.tsx";

const Emoji = lazy(() => import("./emoji.tsx").then((part) => part.Emoji));

interface BesideProps {
  readonly model: Model;
  readonly area: EmojiProps["area"];
  readonly isOffRecord: boolean;
  keepOff(on: boolean): void;
}

export class Beside extends Component<BesideProps, { readonly isPicking: boolean }> {
  override state = { isPicking: false };
  readonly #row = createRef<HTMLDivElement>();

  override render({ model, area, isOffRecord, keepOff }: BesideProps) {
    const { words } = surroundings().tongue;
    const { isPicking } = this.state;
    const pick = (on: boolean): void => this.setState({ isPicking: on });
    const { files, preview } = model.look;
    return (
      <div class="beside" ref={this.#row}>
        {files && <Attach model={model} rules={files} />}
        <IconButton
          icon="emoji"
          label={words.emoji}
          aria-expanded={isPicking}
          press={() => pick(!isPicking)}
        />
        {isPicking && (
          <Emoji area={area} row={this.#row} isOffRecord={isOffRecord} close={() => pick(false)} />
        )}
        <IconButton
          icon="unseen"
          label={words.keepOff}
          aria-pressed={isOffRecord}
          press={() => keepOff(!isOffRecord)}
        />
        {isOffRecord ? <p data-tell>{words.isKeptOff}</p> : preview && <p>{words.previewed}</p>}
      </div>
    );
  }
}
