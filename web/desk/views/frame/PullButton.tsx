import { Button, Tooltip } from "@mantine/core";
import { IconDownload, IconX } from "@tabler/icons-react";
import { mayPull } from "../../state/desk.ts";
import { useActs, useSelect, useWords } from "../desk_context.ts";

/** Pull mode: asks for the next chat; the request stands until one comes or it is withdrawn. */
export function PullButton() {
  const { pull: words } = useWords();
  const may = useSelect(({ desk }) => mayPull(desk));
  const isPulling = useSelect(({ desk }) => desk.pulling);
  const isBusy = useSelect(({ busy }) => busy.has("pull"));
  const acts = useActs();
  if (!may) return null;
  return (
    <Tooltip label={<kbd>Alt R</kbd>}>
      <Button
        className="pull"
        variant={isPulling ? "default" : "filled"}
        loading={isBusy}
        aria-label={isPulling ? `${words.requesting}: ${words.cancel}` : words.request}
        leftSection={isPulling ? <Waiting /> : <IconDownload size={16} aria-hidden />}
        rightSection={isPulling ? <IconX size={14} aria-hidden /> : null}
        onClick={() => acts.pull(!isPulling)}
      >
        <span className="pull__label">{isPulling ? words.requesting : words.request}</span>
      </Button>
    </Tooltip>
  );
}

function Waiting() {
  return (
    <span className="typing pull__waits" aria-hidden>
      <span />
      <span />
      <span />
    </span>
  );
}
