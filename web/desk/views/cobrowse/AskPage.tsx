import { Button, Tooltip } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import type { Chat } from "../../state/chat.ts";
import { stopwatch } from "../../state/time.ts";
import { useActs, useNow, useSelect, useWords } from "../desk_context.ts";

/** Asks the end-user to show their page; says why that can't be done now. */
export function AskPage({ chat }: { readonly chat: Chat }) {
  const { cobrowse: words } = useWords();
  const isBusy = useSelect(({ busy }) => busy.has(`invite_to_cobrowse:${chat.id}`));
  const acts = useActs();
  const against = chat.endUserAbsent === null ? null : words.against.absent;
  if (chat.cobrowse !== null) return null;
  return (
    <Tooltip label={against ?? words.askHint}>
      <Button
        className="chat__act"
        variant="default"
        loading={isBusy}
        aria-disabled={against !== null}
        data-disabled={against !== null}
        leftSection={<IconEye size={16} aria-hidden />}
        onClick={() => {
          if (against === null) acts.askForPage(chat.id);
        }}
      >
        <span className="chat__label">{words.ask}</span>
        {against !== null && <span className="unseen"> {against}</span>}
      </Button>
    </Tooltip>
  );
}

/** The question stands, and goes away. */
export function PageAsked({ chat, name }: { readonly chat: Chat; readonly name: string }) {
  const { cobrowse: words } = useWords();
  const me = useSelect(({ desk }) => desk.me?.id ?? "");
  const isBusy = useSelect(({ busy }) => busy.has(`stop_cobrowse:${chat.id}`));
  const acts = useActs();
  const now = useNow();
  const { cobrowse } = chat;
  if (cobrowse?.stage !== "invited" || cobrowse.agent !== me) return null;
  return (
    <div className="banner banner--accent" data-cobrowse="invited">
      <IconEye size={16} aria-hidden />
      <span>
        <strong>{words.asked(name)}</strong>{" "}
        <span className="banner__left num">
          {words.left(stopwatch(cobrowse.answerUntil - now))}
        </span>
      </span>
      <Button variant="default" loading={isBusy} onClick={() => acts.stopLooking(chat.id)}>
        {words.cancel}
      </Button>
    </div>
  );
}
