/** Bars under the title: the line is down, the agent's line is lost, nobody has written. */

import type { Model } from "../state/model.ts";
import { lineTrouble, secondsUntil } from "../state/screen.ts";
import { useDeeds, useWords } from "./deeds.ts";
import { Icon } from "./icon.tsx";

export function Troubles({ model }: { readonly model: Model }) {
  return (
    <>
      <LineBar model={model} />
      <AbsentBar model={model} />
      <IdleBar model={model} />
    </>
  );
}

function LineBar({ model }: { readonly model: Model }) {
  const words = useWords();
  const deeds = useDeeds();
  const trouble = lineTrouble(model);
  if (trouble === null) return null;
  const stopped = trouble.is === "stopped";
  return (
    <div class="bar">
      <Icon name="offline" size={18} />
      <span class="grow">
        {stopped ? words[`stopped_${trouble.why}`] : words.down(trouble.seconds)}
        {!stopped && trouble.kept !== null && <small>{words.kept(trouble.kept)}</small>}
      </span>
      {(stopped || trouble.seconds > 0) && (
        <button type="button" onClick={() => deeds.tryNow()}>
          {stopped ? words.reconnect : words.tryNow}
        </button>
      )}
    </div>
  );
}

function AbsentBar({ model }: { readonly model: Model }) {
  const words = useWords();
  const absent = model.chat?.absent;
  if (!absent || model.line.phase !== "open") return null;
  const seconds = secondsUntil(absent.lostAt, model.now);
  const name = absent.name || words.someone;
  return (
    <div class="bar">
      <Icon name="clock" size={18} />
      <span class="grow">{words.agentAbsent(name, seconds)}</span>
    </div>
  );
}

function IdleBar({ model }: { readonly model: Model }) {
  const words = useWords();
  const deeds = useDeeds();
  if (model.idleEndsAt === null || model.line.phase !== "open") return null;
  const seconds = secondsUntil(model.idleEndsAt, model.now);
  return (
    <div class="bar">
      <Icon name="clock" size={18} />
      <span class="grow">{words.idle(seconds)}</span>
      <button type="button" onClick={() => deeds.stay()}>
        {words.stay}
      </button>
    </div>
  );
}
