/** What agents ask of each other, and supervisors of a chat. */

import type { Acts } from "../state/snapshot.ts";
import type { DeskShell } from "./desk_shell.ts";

type TeamActs = Pick<
  Acts,
  | "passOn"
  | "invite"
  | "cancelInvitation"
  | "transferToQueue"
  | "makeLead"
  | "leave"
  | "monitor"
  | "stopMonitoring"
  | "join"
  | "takeOver"
  | "endAsSupervisor"
>;

export function teamActs(shell: DeskShell): TeamActs {
  const passOn = (chat: string | null): void => {
    shell.screen((screen) => ({ ...screen, passingOn: chat }));
    shell.watchColleagues();
  };
  return {
    passOn,
    invite(chat, to, form) {
      passOn(null);
      shell.command({ type: "invite", chat, to, form });
    },
    cancelInvitation: (chat, invitation) =>
      shell.command({ type: "cancel_invitation", chat, invitation }),
    transferToQueue(chat, queue) {
      passOn(null);
      shell.command({ type: "transfer_to_queue", chat, queue });
    },
    makeLead: (chat, to) => shell.command({ type: "make_lead", chat, to }),
    leave: (chat) => shell.command({ type: "leave", chat }),
    monitor(chat) {
      const { desk } = shell.snapshot();
      if (desk.open.includes(chat)) {
        shell.acts.go({ page: "desk", chat });
        return;
      }
      shell.expect(chat);
      shell.command({ type: "monitor", chat, on: true });
    },
    stopMonitoring: (chat) => shell.command({ type: "monitor", chat, on: false }),
    join: (chat) => shell.command({ type: "join", chat }),
    takeOver: (chat) => shell.command({ type: "take_over", chat }),
    endAsSupervisor(chat) {
      shell.screen((screen) => ({ ...screen, concluding: null }));
      shell.command({ type: "end_as_supervisor", chat });
    },
  };
}
