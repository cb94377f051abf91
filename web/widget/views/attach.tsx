/** Ways for a file into the chat: button, camera, drop and paste. What sends it is fetched with the
 * first one. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { FileRules } from "../../loader/contract.ts";
import type { Model } from "../state/model.ts";
import { useTouch, useWords } from "./deeds.ts";
import { IconButton } from "./icon_button.tsx";
import { lazy } from "./lazy.tsx";

const Uploading = lazy(() => import("./files.tsx").then((part) => part.Uploading));

/** Something may be under way still, also when the panel has been closed meanwhile. */
let isUsed = false;

interface AttachProps {
  readonly model: Model;
  readonly rules: FileRules;
}

export function Attach({ model, rules }: AttachProps) {
  const words = useWords();
  const input = useRef<HTMLInputElement>(null);
  const { brought, isOver, bring } = useBrought(input);
  const choose = (accept: string, capture: boolean): void => {
    const element = input.current;
    if (element === null) return;
    element.accept = accept;
    element.multiple = !capture;
    element.toggleAttribute("capture", capture);
    element.click();
    bring([]);
  };
  return (
    <>
      <IconButton
        icon="attach"
        label={words.attach}
        press={() => choose(rules.types.join(), false)}
      />
      {useTouch() && rules.types.includes("image/jpeg") && (
        <IconButton icon="camera" label={words.camera} press={() => choose("image/jpeg", true)} />
      )}
      <input
        ref={input}
        type="file"
        hidden
        onChange={({ currentTarget }) => {
          bring([...(currentTarget.files ?? [])]);
          currentTarget.value = "";
        }}
      />
      {isUsed && <Uploading model={model} rules={rules} brought={brought} isOver={isOver} />}
    </>
  );
}

/** `brought`: all that were chosen, dropped on the panel or pasted into it, in that order. */
function useBrought(inside: { readonly current: HTMLElement | null }) {
  const [brought, add] = useState<readonly File[]>([]);
  const [isOver, setOver] = useState(false);
  const bring = useCallback((files: readonly File[]): void => {
    isUsed = true;
    // What could not be fetched the last time is tried again.
    void Uploading.load().then(() => add((all) => [...all, ...files]));
  }, []);
  useEffect(() => {
    const panel = inside.current?.closest(".panel");
    if (!panel) return;
    const control = new AbortController();
    const heed = (event: Event): void => {
      const { type } = event;
      const from = event instanceof DragEvent ? event.dataTransfer : clipboardOf(event);
      if (!from?.types.includes("Files")) return;
      event.preventDefault();
      setOver(type === "dragover");
      if (type !== "dragover" || !isUsed) bring([...from.files]);
    };
    for (const type of ["dragover", "drop", "paste"]) {
      panel.addEventListener(type, heed, { signal: control.signal });
    }
    panel.addEventListener("dragleave", () => setOver(false), { signal: control.signal });
    return () => control.abort();
  }, [inside, bring]);
  return { brought, isOver, bring };
}

function clipboardOf(event: Event): DataTransfer | null {
  return (event as ClipboardEvent).clipboardData;
}
