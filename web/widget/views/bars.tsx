/** Bars under the title: the line is given up, the agent's line is lost, nobody has written. */

import type { ComponentChildren } from "preact";
import { secondsWords } from "../messages/words.ts";
import type { Model } from "../state/model.ts";
import { lineTrouble, secondsUntil } from "../state/screen.ts";
import { stopOf } from "../state/stops.ts";
import { useDeeds, useWords } from "./deeds.ts";
import { CLOCK } from "./drawings.ts";
import { Drawn, Icon } from "./icon.tsx";
import { useSeldom } from "./remarks.tsx";

export function Bars({ model }: { readonly model: Model }) {
  return (
    <>
      {lineTrouble(model)?.is === "stopped" && <StopBar model={model} />}
      {model.line.phase === "open" && (
        <>
          <AbsentBar model={model} />
          <IdleBar model={model} />
        </>
      )}
    </>
  );
}

function StopBar({ model }: { readonly model: Model }) {
  const words = useSeldom();
  const deeds = useDeeds();
  return (
    <Bar icon={<Icon name="offline" size={18} />} text={words.stops[stopOf(model.line)]}>
      <button type="button" onClick={() => deeds.tryNow()}>
        {words.reconnect}
      </button>
    </Bar>
  );
}

function AbsentBar({ model }: { readonly model: Model }) {
  const words = useWords();
  const seldom = useSeldom();
  const absent = model.chat?.absent;
  if (!absent) return null;
  const left = secondsWords(words, secondsUntil(absent.lostAt, model.now));
  return <Bar icon={CLOCKED} text={seldom.agentAbsent(absent.name || words.someone, left)} />;
}

function IdleBar({ model }: { readonly model: Model }) {
  const words = useWords();
  const seldom = useSeldom();
  const deeds = useDeeds();
  if (model.idleEndsAt === null) return null;
  const left = secondsWords(words, secondsUntil(model.idleEndsAt, model.now));
  return (
    <Bar icon={CLOCKED} text={seldom.idle(left)}>
      <button type="button" onClick={() => deeds.stay()}>
        {seldom.stay}
      </button>
    </Bar>
  );
}

interface BarProps {
  readonly icon: ComponentChildren;
  readonly text: string;
  readonly children?: ComponentChildren;
}

function Bar({ icon, text, children }: BarProps) {
  return (
    <div class="bar">
      {icon}
      <span class="grow">{text}</span>
      {children}
    </div>
  );
}

const CLOCKED = <Drawn path={CLOCK} size={18} />;
