import { Button } from "@mantine/core";
import { IconEraser } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ErasureAnswer } from "../../state/admin_acts.ts";
import type { Ledger } from "../../state/ledger.ts";
import { isAdmin } from "../../state/snapshot.ts";
import { Dialog } from "../common/Dialog.tsx";
import { useDesk, useSelect, useWords } from "../desk_context.ts";
import "./erasing.css";

/** Chat Created: names site and end-user. */
const CREATED = 26;

/** Below a released chat's ledger: an admin erases what is kept of its end-user. */
export function EraseVisitor({ ledger }: { readonly ledger: Ledger }) {
  const { erasing: words } = useWords();
  const may = useSelect(isAdmin);
  const [asked, ask] = useState(false);
  const { site_id: site, end_user_id: endUser } =
    ledger.rows.find(({ kind }) => kind === CREATED)?.data ?? {};
  if (!may || typeof site !== "string" || typeof endUser !== "string") return null;
  return (
    <div className="erase">
      <Button
        variant="subtle"
        color="red"
        leftSection={<IconEraser size={16} stroke={1.75} aria-hidden />}
        onClick={() => ask(true)}
      >
        {words.open}
      </Button>
      {asked && (
        <EraseDialog
          site={site}
          endUser={endUser}
          name={ledger.name || endUser}
          close={() => ask(false)}
        />
      )}
    </div>
  );
}

interface EraseDialogProps {
  readonly site: string;
  readonly endUser: string;
  readonly name: string;
  close(): void;
}

type Progress = ErasureAnswer | { readonly is: "asking" | "erasing" | "failed" };

function EraseDialog({ site, endUser, name: nameNow, close }: EraseDialogProps) {
  const { admin } = useDesk();
  const { erasing: words } = useWords();
  const queries = useQueryClient();
  const [name] = useState(nameNow); // its own words go as well
  const [progress, setProgress] = useState<Progress>({ is: "asking" });
  const erase = async (): Promise<void> => {
    setProgress({ is: "erasing" });
    try {
      setProgress(await admin.http.erase(site, endUser));
    } catch {
      setProgress({ is: "failed" });
    }
    await queries.invalidateQueries();
  };
  const isDone = progress.is === "erased";
  return (
    <Dialog heading={isDone ? words.done : words.heading(name)} isOpen close={close}>
      {isDone ? (
        <Counts erased={progress.erased} />
      ) : (
        <div className="erase__told">
          <p>{words.gone}</p>
          <p>{words.stays}</p>
        </div>
      )}
      <Trouble progress={progress} />
      <div className="dialog__acts">
        <Button variant="default" onClick={close} data-autofocus>
          {isDone ? words.close : words.cancel}
        </Button>
        {!isDone && (
          <Button color="red" loading={progress.is === "erasing"} onClick={() => void erase()}>
            {words.yes}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

function Trouble({ progress }: { readonly progress: Progress }) {
  const { erasing: words } = useWords();
  const said = {
    chat_open: words.chatOpen,
    begun: words.begun,
    failed: words.failed,
    asking: null,
    erasing: null,
    erased: null,
  }[progress.is];
  return said === null ? null : (
    <p className="erase__trouble" data-tell>
      {said}
    </p>
  );
}

type Counted = Extract<ErasureAnswer, { is: "erased" }>["erased"];

/** What was there and is gone; what there was none of is not named. */
function Counts({ erased }: { readonly erased: Counted }) {
  const { erasing: words } = useWords();
  const names = Object.keys(words.counts) as (keyof typeof words.counts)[];
  const found = names.filter((each) => erased[each] > 0);
  if (found.every((each) => each === "chats")) return <p data-tell>{words.nothing}</p>;
  return (
    <ul className="erase__counts num" data-tell>
      {found.map((each) => (
        <li key={each}>{words.counts[each](erased[each])}</li>
      ))}
    </ul>
  );
}
