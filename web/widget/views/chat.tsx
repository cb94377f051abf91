/** The chat: who is in it, what was said, and the place to write. */

import type { Model } from "../state/model.ts";
import { Composer } from "./composer.tsx";
import { Ending } from "./ending.tsx";
import { lazy } from "./lazy.tsx";
import { Top } from "./top.tsx";
import { Transcript } from "./transcript.tsx";
import { Troubles } from "./troubles.tsx";

const WaitingAgain = lazy(() => import("./waiting_again.tsx").then((part) => part.WaitingAgain));
const Confirm = lazy(() => import("./confirm.tsx").then((part) => part.Confirm));

export function Chat({ model }: { readonly model: Model }) {
  return (
    <>
      <Top model={model} />
      <Troubles model={model} />
      <Transcript model={model} />
      <Foot model={model} />
      {model.confirming && <Confirm />}
    </>
  );
}

function Foot({ model }: { readonly model: Model }) {
  switch (model.chat?.phase) {
    case "engaged":
      return <Composer model={model} />;
    case "waiting":
      return <WaitingAgain model={model} />;
    default:
      return (
        <div class="foot ended">
          <Ending model={model} />
        </div>
      );
  }
}
