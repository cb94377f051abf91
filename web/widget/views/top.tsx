/** The heads of the panel: the site's greeting, or who is in the chat. */

import type { ComponentChildren } from "preact";
import type { Model } from "../state/model.ts";
import { Avatar } from "./avatar.tsx";
import { useDeeds, useWords } from "./deeds.ts";
import { Icon } from "./icon.tsx";

export function Hero({ model, children }: { model: Model; children: ComponentChildren }) {
  return (
    <div class="hero">
      <div class="hero-bar">
        <span class="site">{model.look.name}</span>
        <Minimise />
      </div>
      {children}
    </div>
  );
}

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
        <button
          type="button"
          class="icon-button"
          aria-label={words.endChat}
          title={words.endChat}
          onClick={() => deeds.confirm(true)}
        >
          <Icon name="leave" />
        </button>
      )}
      <Minimise />
    </div>
  );
}

function Minimise() {
  const words = useWords();
  const deeds = useDeeds();
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={words.minimise}
      title={words.minimise}
      onClick={() => deeds.close()}
    >
      <Icon name="down" size={22} />
    </button>
  );
}

function subtitle(model: Model, words: ReturnType<typeof useWords>): string {
  switch (model.chat?.phase) {
    case "engaged":
      return model.chat.agents.length > 1 ? words.withYou : model.look.name;
    case "waiting":
      return words.waitingAgain;
    default:
      return words.over;
  }
}

function listed(names: readonly string[], and: string): string {
  if (names.length < 2) return names[0] ?? "";
  return `${names.slice(0, -1).join(", ")} ${and} ${names.at(-1)}`;
}
