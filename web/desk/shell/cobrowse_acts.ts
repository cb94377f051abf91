/** Asking to see the end-user's page, and looking no more. */

import type { Acts } from "../state/snapshot.ts";
import type { DeskShell } from "./desk_shell.ts";
import { Shows } from "./shows.ts";

export function coBrowseActs(shell: DeskShell): Pick<Acts, "askForPage" | "stopLooking"> {
  return {
    askForPage: (chat) => shell.command({ type: "invite_to_cobrowse", chat }),
    stopLooking(chat) {
      const cobrowse = shell.snapshot().desk.chats[chat]?.cobrowse;
      if (cobrowse) shell.command({ type: "stop_cobrowse", chat, cobrowse: cobrowse.id });
    },
  };
}

/** The first picture is told of; those of other pages are not. */
export function showsOf(shell: DeskShell, socketUrl: string): Shows {
  return new Shows({
    socketUrl,
    shown(chat, cobrowse) {
      if (shell.snapshot().desk.chats[chat]?.cobrowse?.stage !== "accepted") return;
      shell.command({ type: "cobrowse_shown", chat, cobrowse });
    },
    failed: (chat, cobrowse) => shell.command({ type: "fail_cobrowse", chat, cobrowse }),
  });
}
