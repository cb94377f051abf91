/** The composition root of the desk: the only place that touches address bar and page. */

import "./theme/mantine_styles.ts";
import "./theme/tokens.css";
import "./theme/base.css";
import "./theme/controls.css";
import { browserSurroundings, followLife, socketUrlOf } from "../protocol/browser.ts";
import { claimInBrowser, claimOutbox, randomId } from "../protocol/client_id.ts";
import { en } from "./messages/en.ts";
import { DeskShell } from "./shell/desk_shell.ts";
import { enter } from "./shell/enter.ts";
import { Http } from "./shell/http.ts";
import { Keeping } from "./shell/keeping.ts";
import { parseRoute, seatIn } from "./state/route.ts";
import { draw } from "./views/draw.tsx";

async function begin(): Promise<void> {
  const seat = seatIn(location.search);
  const http = new Http(seat, (input, init) => fetch(input, init));
  const keeping = new Keeping(seat);
  const outbox = await claimOutbox({
    load: () => keeping.outbox(),
    newId: randomId,
    claim: claimInBrowser,
  });
  const world = browserSurroundings(socketUrlOf(location.origin, "/socket/desk"), () =>
    http.ticket(),
  );
  const shell = new DeskShell({
    seat,
    http,
    keeping,
    words: en,
    world,
    outbox,
    showsUrl: socketUrlOf(location.origin, "/socket/cobrowse"),
    newClientId: randomId,
  });
  const follow = (): void => {
    shell.screen((screen) => ({ ...screen, route: parseRoute(location.pathname) }));
    shell.watchFloor();
  };
  follow();
  window.addEventListener("popstate", follow);
  // Not as the finger goes down: what says that sound is blocked vanishes, the button under the
  // finger moves, and the press would be lost.
  for (const press of ["click", "keydown"]) {
    window.addEventListener(press, () => shell.ringer.enable(), { once: true });
  }
  window.addEventListener("beforeunload", (event) => {
    if (shell.admin.hasUnsaved()) event.preventDefault();
  });
  followLife(shell.session);
  draw(document.getElementById("desk"), shell, en);
  await enter(shell);
}

void begin();
