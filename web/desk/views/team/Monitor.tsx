import { Button, Tooltip } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import type { Chat } from "../../state/chat.ts";
import { useActs, useSelect, useWords } from "../desk_context.ts";

/** A chat that is watched: says so without a doubt, and what the supervisor may do. */
export function Monitor({ chat }: { readonly chat: Chat }) {
  const { monitor: words } = useWords();
  const isAsking = useSelect(({ screen }) => screen.concluding === chat.id);
  return (
    <section className="banner monitor side-bar" aria-label={words.heading}>
      <IconEye size={20} aria-hidden />
      <div className="side-bar__text">
        <p>
          <strong>{words.heading}</strong>
        </p>
        <p className="banner__text">{chat.phase === "waiting" ? words.waiting : words.text}</p>
      </div>
      {isAsking ? <AskEnd chat={chat.id} /> : <Acts chat={chat} />}
    </section>
  );
}

function Acts({ chat }: { readonly chat: Chat }) {
  const { monitor: words, team } = useWords();
  const acts = useActs();
  const busy = useSelect((snapshot) => snapshot.busy);
  const hasLead = chat.phase === "engaged";
  const isBusy = (type: string): boolean => busy.has(`${type}:${chat.id}`);
  return (
    <div className="side-bar__acts">
      <Tooltip label={words.joinHint}>
        <Button
          variant="default"
          disabled={!hasLead}
          loading={isBusy("join")}
          onClick={() => acts.join(chat.id)}
        >
          {words.join}
        </Button>
      </Tooltip>
      <Tooltip label={team.takeOverHint}>
        <Button
          variant="default"
          disabled={!hasLead}
          loading={isBusy("take_over")}
          onClick={() => acts.takeOver(chat.id)}
        >
          {team.takeOver}
        </Button>
      </Tooltip>
      <Button
        variant="default"
        className="monitor__end"
        loading={isBusy("end_as_supervisor")}
        onClick={() => acts.askConclude(chat.id)}
      >
        {words.end}
      </Button>
      <Button loading={isBusy("monitor")} onClick={() => acts.stopMonitoring(chat.id)}>
        {words.stop}
      </Button>
    </div>
  );
}

function AskEnd({ chat }: { readonly chat: string }) {
  const { monitor: words } = useWords();
  const acts = useActs();
  return (
    <fieldset
      className="conclude"
      aria-label={words.endAsk}
      onKeyDown={(event) => {
        if (event.key === "Escape") acts.askConclude(null);
      }}
    >
      <span className="conclude__ask">{words.endAsk}</span>
      <Button variant="default" onClick={() => acts.askConclude(null)}>
        {words.endNo}
      </Button>
      <Button color="red" autoFocus onClick={() => acts.endAsSupervisor(chat)}>
        {words.endYes}
      </Button>
    </fieldset>
  );
}
