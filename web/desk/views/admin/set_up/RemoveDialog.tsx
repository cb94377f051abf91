import { Button } from "@mantine/core";
import { useState } from "react";
import { type Kind, titleOf } from "../../../state/directory.ts";
import type { Draft } from "../../../state/drafts.ts";
import { usersOf } from "../../../state/setup_checks.ts";
import { Dialog } from "../../common/Dialog.tsx";
import { useAdmin, useGo, useRefresh, useSetup, useSetupWords } from "./admin_context.ts";
import { SECTION_OF } from "./sections.ts";

interface RemoveDialogProps {
  readonly draft: Draft;
  readonly isOpen: boolean;
  close(): void;
}

/** Asks before a record goes; says who still needs it. */
export function RemoveDialog({ draft, isOpen, close }: RemoveDialogProps) {
  const admin = useAdmin();
  const setup = useSetup();
  const words = useSetupWords();
  const refresh = useRefresh();
  const go = useGo();
  const [refusal, setRefusal] = useState<string | null>(null);
  const { form, members } = words;
  const { kind, key } = draft;
  const version = setup[kind][key]?.version.version ?? draft.version;
  const users = Object.entries(usersOf(setup, kind, key)).map(([other, count]) =>
    members.counts[other as Kind](count),
  );
  const remove = async (): Promise<void> => {
    const answer = await admin.http.edit([{ kind, id: key, version, record: null }]);
    if (answer.is === "saved") {
      admin.discard(draft);
      close();
      await refresh();
      go(SECTION_OF[kind]);
    } else if (answer.is === "flawed") {
      setRefusal(answer.flaws.map(({ text }) => text).join(" ") || answer.text);
    } else setRefusal(answer.is === "clashing" ? form.failures.conflict : form.failures.other);
  };
  return (
    <Dialog heading={form.removeAsk(titleOf(draft.before))} isOpen={isOpen} close={close}>
      <p>{users.length > 0 ? form.removeUsed(users.join(", ")) : form.removeText}</p>
      {refusal !== null && (
        <p className="line-row__flaw" data-tell>
          {refusal}
        </p>
      )}
      <div className="dialog__acts">
        <Button variant="default" onClick={close} data-autofocus>
          {form.cancel}
        </Button>
        <Button color="red" disabled={users.length > 0} onClick={() => void remove()}>
          {form.removeYes}
        </Button>
      </div>
    </Dialog>
  );
}
