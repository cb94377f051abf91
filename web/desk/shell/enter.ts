/** Comes in by link, by the session that is there, or not at all. */

import { signInToken } from "../state/route.ts";
import type { DeskShell } from "./desk_shell.ts";
import type { Person } from "./http.ts";
import { HttpFault } from "./http_fault.ts";

/** A server that is away while the page loads is asked again, with growing patience. */
const PAUSES_MS = [500, 1_000, 2_000, 4_000];

export async function enter(shell: DeskShell): Promise<void> {
  const token = signInToken(location.hash);
  if (token !== null) {
    history.replaceState(null, "", location.pathname + location.search);
    shell.account({ is: "unknown", byLink: true });
    return byLink(shell, token);
  }
  return bySession(shell, 0);
}

async function byLink(shell: DeskShell, token: string): Promise<void> {
  try {
    comeIn(shell, await shell.options.http.signInByLink(token));
  } catch (fault) {
    const isOffline = fault instanceof HttpFault && fault.code === "offline";
    const error = isOffline ? "offline" : "bad_link";
    shell.account({ is: "signed_out", busy: false, error });
  }
}

async function bySession(shell: DeskShell, tries: number): Promise<void> {
  try {
    comeIn(shell, await shell.options.http.me());
  } catch (fault) {
    if (fault instanceof HttpFault && isAway(fault.code)) {
      const pause = PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)] ?? 0;
      setTimeout(() => void bySession(shell, tries + 1), pause);
      return;
    }
    shell.account({ is: "signed_out", busy: false, error: null });
  }
}

function isAway(code: string): boolean {
  return code === "offline" || /^status_5\d\d$/.test(code);
}

function comeIn(shell: DeskShell, person: Person): void {
  shell.account({ is: "signed_in", name: person.name, roles: person.roles });
  shell.start();
}
