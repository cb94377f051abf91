/** The place to write: grows with the text, Enter sends. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { TEXT_CHARACTERS_MAX } from "../../protocol/frames.ts";
import type { Model } from "../state/model.ts";
import { Beside } from "./beside.tsx";
import { useDeeds, useTouch, useWords } from "./deeds.ts";
import { Icon } from "./icon.tsx";

/** From here on the rest is counted for the writer. */
const COUNT_FROM = TEXT_CHARACTERS_MAX - 400;
const HEIGHT_MAX = 144;

export function Composer({ model }: { readonly model: Model }) {
  const words = useWords();
  const deeds = useDeeds();
  const touch = useTouch();
  const area = useGrowing(model.draft);
  const length = [...model.draft].length;
  const [isOffRecord, setOffRecord] = useState(false);
  const ready = model.draft.trim() !== "" && length <= TEXT_CHARACTERS_MAX;
  const markOffRecord = (on: boolean): void => {
    setOffRecord(on);
    if (on) deeds.draft(model.draft, true);
  };
  const send = (): void => {
    if (ready) deeds.send(isOffRecord);
    setOffRecord(false);
    area.current?.focus();
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
          ref={area}
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
      <Beside model={model} area={area} isOffRecord={isOffRecord} keepOff={markOffRecord} />
      {length >= COUNT_FROM && (
        <p id="characters" class={length > TEXT_CHARACTERS_MAX ? "count over" : "count"}>
          {words.left_characters(TEXT_CHARACTERS_MAX - length)}
        </p>
      )}
    </form>
  );
}

function useGrowing(text: string) {
  const area = useRef<HTMLTextAreaElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text.
  useLayoutEffect(() => {
    const element = area.current;
    if (element === null) return;
    element.style.height = "auto";
    element.style.height = `${Math.min(element.scrollHeight, HEIGHT_MAX)}px`;
  }, [text]);
  return area;
}
