/** What views may ask for, carried out on the shell. */

import { TEXT_CHARACTERS_MAX } from "../../protocol/frames.ts";
import { answered, type DeskState, forgotten, type Offer } from "../state/desk.ts";
import { onlyNotes } from "../state/parts.ts";
import { formatRoute, type Route } from "../state/route.ts";
import { type Draft, draftOf, withDraft, withoutNotice, withSeen } from "../state/screen.ts";
import type { Acts, SignInError } from "../state/snapshot.ts";
import { coBrowseActs } from "./cobrowse_acts.ts";
import type { DeskShell } from "./desk_shell.ts";
import { HttpFault } from "./http_fault.ts";
import { LookTeller } from "./looks.ts";
import { askNotify } from "./notify.ts";
import { commandOf } from "./outbox_view.ts";
import { teamActs } from "./team_acts.ts";
import { TypingTeller } from "./typing.ts";

export function deskActs(shell: DeskShell): Acts {
  return {
    ...accountActs(shell),
    ...dutyActs(shell),
    ...offerActs(shell),
    ...chatActs(shell),
    ...teamActs(shell),
    ...coBrowseActs(shell),
    ...screenActs(shell),
  };
}

type AccountActs = Pick<Acts, "signIn" | "signOut" | "reconnect" | "takeBack">;

function accountActs(shell: DeskShell): AccountActs {
  const { http } = shell.options;
  return {
    signIn(login, password) {
      shell.account({ is: "signed_out", busy: true, error: null });
      http.signIn(login, password).then(
        (person) => {
          if (shell.session.line.phase !== "offline") return beginAnew(shell);
          shell.account({ is: "signed_in", name: person.name, roles: person.roles });
          shell.ringer.enable();
          shell.start();
        },
        (fault: unknown) =>
          shell.account({ is: "signed_out", busy: false, error: signInError(fault) }),
      );
    },
    signOut() {
      shell.session.stop();
      http.signOut().then(
        () => beginAnew(shell),
        () => beginAnew(shell),
      );
    },
    reconnect() {
      if (shell.session.line.phase === "stopped") shell.start();
      else shell.session.wake(false);
    },
    takeBack() {
      shell.start();
      shell.command({ type: "log_on", override: true });
    },
  };
}

/** Another person may sit here now: nothing of the one before stays in the page. */
function beginAnew(shell: DeskShell): void {
  shell.options.keeping.forgetOutbox();
  location.reload();
}

export function signInError(fault: unknown): SignInError {
  const code = fault instanceof HttpFault ? fault.code : "other";
  return code === "wrong_login" || code === "too_many_tries" || code === "offline" ? code : "other";
}

type DutyActs = Pick<Acts, "logOn" | "leaveElsewhere" | "logOff" | "setStatus" | "pull">;

function dutyActs(shell: DeskShell): DutyActs {
  return {
    logOn(status, override) {
      shell.ringer.enable();
      shell.screen((screen) => ({ ...screen, isElsewhere: false }));
      const chosen = status === null ? {} : { status };
      shell.command({ type: "log_on", ...chosen, ...(override ? { override } : {}) });
    },
    leaveElsewhere: () => shell.screen((screen) => ({ ...screen, isElsewhere: false })),
    logOff: () => shell.command({ type: "log_off" }),
    setStatus: (status) => shell.command({ type: "set_status", status }),
    pull(on) {
      shell.ringer.enable();
      shell.command({ type: "pull", on });
    },
  };
}

type OfferActs = Pick<Acts, "accept" | "decline" | "view" | "forgetLostOffer">;

function offerActs(shell: DeskShell): OfferActs {
  const answer = ({ invitation }: Offer, word: Offer["answer"]): void =>
    shell.desk((desk: DeskState) => answered(desk, invitation, word));
  return {
    accept(offer) {
      answer(offer, "accepting");
      shell.command({ type: "accept", chat: offer.chat, invitation: offer.invitation });
    },
    decline(offer, closed) {
      answer(
        offer,
        closed && !offer.auto_decline && !offer.allow_decline ? "accepting" : "declining",
      );
      const { chat, invitation } = offer;
      shell.command({ type: "decline", chat, invitation, ...(closed ? { closed } : {}) });
    },
    view({ chat, invitation }) {
      shell.expect(chat);
      shell.command({ type: "view_invitation", chat, invitation });
    },
    forgetLostOffer: (invitation) => shell.desk((desk) => forgotten(desk, invitation)),
  };
}

type ChatActs = Pick<
  Acts,
  | "askConclude"
  | "conclude"
  | "closeWrapUp"
  | "post"
  | "push"
  | "postAgain"
  | "discard"
  | "write"
  | "read"
>;

function chatActs(shell: DeskShell): ChatActs {
  const looks = new LookTeller((chat, n) => shell.session.pass({ type: "seen", chat, n }));
  const typing = new TypingTeller((chat, on) => shell.session.typing({ chat, on }));
  const { keeping } = shell.options;
  const write = (chat: string, draft: Draft): void => {
    const isUnseen = draft.isPrivate || isForAgentsOnly(shell, chat);
    if (isUnseen || draft.text === "") typing.stopped();
    else if (draftOf(shell.snapshot().screen, chat).text !== draft.text) typing.wrote(chat);
    keeping.keepDraft(chat, draft);
    shell.screen((screen) => withDraft(screen, chat, draft));
  };
  const entryOf = (command: string) =>
    shell.session.outbox.entries.find((each) => commandOf(shell.session.outbox, each) === command);
  return {
    askConclude: (chat) => shell.screen((screen) => ({ ...screen, concluding: chat })),
    conclude(chat) {
      shell.screen((screen) => ({ ...screen, concluding: null }));
      shell.command({ type: "conclude", chat });
    },
    closeWrapUp: (chat) => shell.command({ type: "close_wrap_up", chat }),
    post(chat, { text, isPrivate, isOffRecord }) {
      const words = text.trim();
      if (words === "" || words.length > TEXT_CHARACTERS_MAX) return;
      const marks = {
        ...(isPrivate ? { private: true } : {}),
        ...(isOffRecord === true ? { off_record: true } : {}),
      };
      shell.command({ type: "post", chat, text: words, ...marks });
      typing.stopped();
      write(chat, { ...draftOf(shell.snapshot().screen, chat), text: "", isOffRecord: false });
    },
    push: (chat, what) => shell.command({ type: "push", chat, ...what }),
    postAgain(command) {
      const entry = entryOf(command);
      if (entry === undefined) return;
      shell.session.forgetEntry(entry.id);
      shell.command(entry.body);
    },
    discard(command) {
      const entry = entryOf(command);
      if (entry !== undefined) shell.session.forgetEntry(entry.id);
    },
    write,
    read(chat, n) {
      shell.screen((screen) => withSeen(screen, chat, n));
      keeping.keepSeen(shell.snapshot().screen.seen);
      if (n > 0 && !isForAgentsOnly(shell, chat)) looks.at(chat, n);
    },
  };
}

/** Nobody may learn from somebody's typing that they watch or read along. */
function isForAgentsOnly(shell: DeskShell, id: string): boolean {
  const chat = shell.snapshot().desk.chats[id];
  return chat === undefined || onlyNotes(chat);
}

type ScreenActs = Pick<
  Acts,
  "go" | "showAbout" | "showKeys" | "dismiss" | "enableSound" | "muteSound" | "askNotify"
>;

function screenActs(shell: DeskShell): ScreenActs {
  return {
    go(route: Route) {
      const address = formatRoute(route, shell.seat);
      if (address !== location.pathname + location.search) history.pushState(null, "", address);
      shell.screen((screen) => ({ ...screen, route, concluding: null, passingOn: null }));
      shell.watchFloor();
      shell.watchColleagues();
    },
    showAbout: (isAboutOpen) => shell.screen((screen) => ({ ...screen, isAboutOpen })),
    showKeys: (isKeysOpen) => shell.screen((screen) => ({ ...screen, isKeysOpen })),
    dismiss: (id) => shell.screen((screen) => withoutNotice(screen, id)),
    enableSound: () => shell.ringer.enable(),
    muteSound(muted) {
      shell.options.keeping.keepMuted(muted);
      shell.ringer.mute(muted);
    },
    askNotify() {
      askNotify().then((notify) => shell.screen((screen) => ({ ...screen, notify })));
    },
  };
}
