import { Button } from "@mantine/core";
import { IconArrowsExchange, IconUserPlus } from "@tabler/icons-react";
import type { Chat } from "../../state/chat.ts";
import type { Invitation } from "../../state/invitations.ts";
import { stopwatch } from "../../state/time.ts";
import { useActs, useNow, useSelect, useWords } from "../desk_context.ts";
import { useNames } from "./Team.tsx";

/** Invitations that wait for their answer; whoever sent one may call it off. */
export function Pending({ chat }: { readonly chat: Chat }) {
  const me = useSelect(({ desk }) => desk.me?.id ?? "");
  const others = chat.invitations.filter(({ to }) => to !== me);
  return others.map((invitation) => (
    <PendingOne key={invitation.id} chat={chat.id} invitation={invitation} />
  ));
}

interface PendingOneProps {
  readonly chat: string;
  readonly invitation: Invitation;
}

function PendingOne({ chat, invitation }: PendingOneProps) {
  const { team } = useWords();
  const words = team.pending;
  const me = useSelect(({ desk }) => desk.me?.id ?? "");
  const isBusy = useSelect(({ busy }) => busy.has(`cancel_invitation:${chat}`));
  const nameOf = useNames();
  const now = useNow();
  const acts = useActs();
  const { id, form, from, to, consulting } = invitation;
  const isMine = from === me;
  const says = isMine
    ? words[form](nameOf(to))
    : words[form === "transfer" ? "transferBy" : "conferenceBy"](nameOf(from), nameOf(to));
  const Icon = form === "transfer" ? IconArrowsExchange : IconUserPlus;
  return (
    <div className="banner banner--accent" data-invitation={form}>
      <Icon size={16} aria-hidden />
      <span>
        <strong>{says}</strong>{" "}
        <span className="banner__left num">
          {words.left(stopwatch(invitation.answerUntil - now))}
        </span>
        {consulting && <span className="banner__note"> {words.consulting(nameOf(to))}</span>}
      </span>
      {isMine && (
        <Button variant="default" loading={isBusy} onClick={() => acts.cancelInvitation(chat, id)}>
          {words.cancel}
        </Button>
      )}
    </div>
  );
}
