/** The desk before a server of make-believe: `/desk/dev/?scene=chat`. Not part of the build. */

import "../theme/mantine_styles.ts";
import "../theme/tokens.css";
import "../theme/base.css";
import "../theme/controls.css";
import { browserSurroundings } from "../../protocol/browser.ts";
import { randomId } from "../../protocol/client_id.ts";
import { emptyOutbox } from "../../protocol/outbox.ts";
import { en } from "../messages/en.ts";
import { DeskShell } from "../shell/desk_shell.ts";
import { enter } from "../shell/enter.ts";
import { Http } from "../shell/http.ts";
import { Keeping } from "../shell/keeping.ts";
import { draw } from "../views/draw.tsx";
import { FakeServer } from "./fake_server.ts";
import { isSceneName, SCENES, type Scene } from "./scenes.ts";

const asked = new URLSearchParams(location.search).get("scene") ?? "chat";
const scene: Scene = SCENES[isSceneName(asked) ? asked : "chat"];
/** For those who look at all of them (tests/e2e/scenes.py), as is the mark on the body below. */
Object.assign(window, { scenes: Object.keys(SCENES) });
const server = new FakeServer(scene);
sessionStorage.clear();
localStorage.removeItem("parlour.desk.0.draft.c1");

const http = new Http(0, server.fetch);
const shell = new DeskShell({
  seat: 0,
  http,
  keeping: new Keeping(0),
  words: en,
  world: {
    ...browserSurroundings("", () => http.ticket()),
    dial: (listener) => server.dial(listener),
  },
  showsUrl: "ws://127.0.0.1:9/socket/cobrowse",
  outbox: emptyOutbox("dev"),
  newClientId: randomId,
});
window.addEventListener("click", () => shell.ringer.enable(), { once: true });
shell.screen((screen) => ({ ...screen, ...scene.screen }));
draw(document.getElementById("desk"), shell, en);
const after = (): unknown =>
  setTimeout(() => {
    scene.after?.(shell, server);
    setTimeout(() => Object.assign(document.body.dataset, { scene: "ready" }), 50);
  }, 50);
server.welcomed = after;
void enter(shell).then(() => shell.snapshot().account.is === "signed_out" && after());
