/** The head before a chat: the site's greeting, or the place in the queue. */

import type { ComponentChildren } from "preact";
import type { Model } from "../state/model.ts";
import { Minimise } from "./top.tsx";

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
