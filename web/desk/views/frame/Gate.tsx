import { Button } from "@mantine/core";
import type { Why } from "../../state/line.ts";
import { Dialog } from "../common/Dialog.tsx";
import { useActs, useSelect, useWords } from "../desk_context.ts";

/** Stands before the desk when the line won't come back by itself, or another console is on duty. */
export function Gate() {
  const line = useSelect((snapshot) => snapshot.line);
  const isElsewhere = useSelect(({ screen }) => screen.isElsewhere);
  if (line.is === "stopped" && line.why !== "signed_out") return <Stopped why={line.why} />;
  return isElsewhere ? <Elsewhere /> : null;
}

function Stopped({ why }: { readonly why: Exclude<Why, "signed_out"> }) {
  const { connection: words } = useWords();
  const acts = useActs();
  const says = {
    taken_over: { ...words.takenOver, press: acts.takeBack },
    start_over: { ...words.startOver, press: acts.reconnect },
    outdated: { ...words.refused, press: () => location.reload() },
  }[why];
  return (
    <Dialog isOpen heading={says.heading}>
      <p className="gate__text">{says.text}</p>
      <div className="gate__buttons">
        <Button onClick={says.press} data-autofocus>
          {says.button}
        </Button>
      </div>
    </Dialog>
  );
}

function Elsewhere() {
  const { duty: words } = useWords();
  const acts = useActs();
  return (
    <Dialog isOpen heading={words.alreadyHeading} close={acts.leaveElsewhere}>
      <p className="gate__text">{words.already}</p>
      <div className="gate__buttons">
        <Button variant="default" onClick={acts.leaveElsewhere}>
          {words.cancel}
        </Button>
        <Button onClick={() => acts.logOn(null, true)} data-autofocus>
          {words.takeOver}
        </Button>
      </div>
    </Dialog>
  );
}
