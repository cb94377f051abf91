/** The heads of the panel: the site's greeting, or who is in the chat. */

import type { ComponentChildren } from "preact";
import type { Model, Sound } from "../state/model.ts";
import { Avatar } from "./avatar.tsx";
import { useDeeds, useWords } from "./deeds.ts";
import { IconButton } from "./icon_button.tsx";
import { lazy } from "./lazy.tsx";

export function Top({ model }: { readonly model: Model }) {
  const words = useWords();
  const deeds = useDeeds();
  const { chat, look } = model;
  const agents = chat?.phase === "engaged" ? chat.agents : [];
  const names = agents.map((name) => name || words.someone);
  const underWay = chat?.phase === "engaged" || (chat?.wasEngaged && chat.phase !== "ended");
  return (
    <div class="top">
      <span class="faces">
        {(names.length > 0 ? names : [look.name]).slice(0, 3).map((name) => (
          <Avatar key={name} name={name} />
        ))}
      </span>
      <div class="who">
        <h2>{names.length > 0 ? listed(names, words.and) : look.name}</h2>
        <p>{subtitle(model, words)}</p>
      </div>
      {underWay && (
        <>
          <IconButton icon="leave" label={words.endChat} press={() => deeds.confirm(true)} />
          <Bell sound={model.sound} />
        </>
      )}
      <Minimise />
    </div>
  );
}

/** Says so when the browser keeps the page quiet. */
function Bell({ sound }: { readonly sound: Sound }) {
  const words = useWords();
  const deeds = useDeeds();
  return (
    <IconButton
      icon="bell"
      label={words[`sound_${sound}`]}
      press={() => deeds.sound(sound !== "on")}
    >
      {sound === "off" && <path d="M3 3l18 18" />}
      {sound === "blocked" && <circle cx="19" cy="5" r="4" fill="var(--bad)" stroke="none" />}
    </IconButton>
  );
}

export function Minimise() {
  const deeds = useDeeds();
  return (
    <IconButton icon="down" label={useWords().minimise} size={22} press={() => deeds.close()} />
  );
}

const Subtitle = lazy(() => import("./remarks.tsx").then((part) => part.Subtitle));

function subtitle(model: Model, words: ReturnType<typeof useWords>): ComponentChildren {
  switch (model.chat?.phase) {
    case "engaged":
      return model.chat.agents.length > 1 ? <Subtitle waits={false} /> : model.look.name;
    case "waiting":
      return <Subtitle waits />;
    default:
      return words.over;
  }
}

function listed(names: readonly string[], and: string): string {
  if (names.length < 2) return names[0] ?? "";
  return `${names.slice(0, -1).join(", ")} ${and} ${names.at(-1)}`;
}
