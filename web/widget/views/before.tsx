/** Everything that is shown before anybody has joined. */

import type { Model } from "../state/model.ts";
import type { Screen } from "../state/screen.ts";
import { RequestForm } from "./form.tsx";
import { Asking, Closed, Over } from "./plates.tsx";
import { Queue } from "./queue.tsx";

export interface BeforeProps {
  readonly screen: Exclude<Screen, "chat" | "failed">;
  readonly model: Model;
}

export function Before({ screen, model }: BeforeProps) {
  switch (screen) {
    case "form":
      return <RequestForm model={model} />;
    case "closed":
      return <Closed model={model} />;
    case "asking":
      return <Asking model={model} />;
    case "queue":
      return <Queue model={model} />;
    case "over":
      return <Over model={model} />;
    default:
      return screen satisfies never;
  }
}
