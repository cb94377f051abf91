/** Ways for a file into the chat: button, camera, drop and paste. What sends it is fetched with the
 * first one. */

import { Component, createRef } from "preact";
import type { FileRules } from "../../loader/contract.ts";
import type { Model } from "../state/model.ts";
import { surroundings } from "./deeds.ts";
import { IconButton } from "./icon_button.tsx";
import { lazy } from "./lazy.tsx";

const Uploading = lazy(() => import("./files.tsx").then((part) => part.Uploading));

/** Something may be under way still, also when the panel has been closed meanwhile. */
let isUsed = false;

interface AttachProps {
  readonly model: Model;
  readonly rules: FileRules;
}

/** `brought`: all that were chosen, dropped on the panel or pasted into it, in that order. */
interface AttachState {
  readonly brought: readonly File[];
  readonly isOver: boolean;
}

export class Attach extends Component<AttachProps, AttachState> {
  override state: AttachState = { brought: [], isOver: false };
  readonly #input = createRef<HTMLInputElement>();
  readonly #gone = new AbortController();

  override componentDidMount(): void {
    const panel = this.#input.current?.closest(".panel");
    const { signal } = this.#gone;
    const heed = (event: Event): void => {
      const { type } = event;
      const from = event instanceof DragEvent ? event.dataTransfer : clipboardOf(event);
      if (!from?.types.includes("Files")) return;
      event.preventDefault();
      this.setState({ isOver: type === "dragover" });
      if (type !== "dragover" || !isUsed) this.#bring([...from.files]);
    };
    for (const type of ["dragover", "drop", "paste"]) {
      panel?.addEventListener(type, heed, { signal });
    }
    panel?.addEventListener("dragleave", () => this.setState({ isOver: false }), { signal });
  }

  override componentWillUnmount(): void {
    this.#gone.abort();
  }

  override render({ model, rules }: AttachProps, { brought, isOver }: AttachState) {
    const { tongue, touch } = surroundings();
    return (
      <>
        <IconButton
          icon="attach"
          label={tongue.words.attach}
          press={() => this.#choose(rules.types.join(), false)}
        />
        {touch && rules.types.includes("image/jpeg") && (
          <IconButton
            icon="camera"
            label={tongue.words.camera}
            press={() => this.#choose("image/jpeg", true)}
          />
        )}
        <input
          ref={this.#input}
          type="file"
          hidden
          onChange={({ currentTarget }) => {
            this.#bring([...(currentTarget.files ?? [])]);
            currentTarget.value = "";
          }}
        />
        {isUsed && <Uploading model={model} rules={rules} brought={brought} isOver={isOver} />}
      </>
    );
  }

  #choose(accept: string, capture: boolean): void {
    const input = this.#input.current;
    if (input === null) return;
    input.accept = accept;
    input.multiple = !capture;
    input.toggleAttribute("capture", capture);
    input.click();
    this.#bring([]);
  }

  #bring(files: readonly File[]): void {
    isUsed = true;
    // What could not be fetched the last time is tried again.
    void Uploading.load().then(() =>
      this.setState(({ brought }) => ({ brought: [...brought, ...files] })),
    );
  }
}

function clipboardOf(event: Event): DataTransfer | null {
  return (event as ClipboardEvent).clipboardData;
}
