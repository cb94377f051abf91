import { Button, Loader } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Overview } from "../../state/admin.ts";
import { stopwatch } from "../../state/time.ts";
import { Blank } from "../common/Blank.tsx";
import { useDesk, useWords } from "../desk_context.ts";
import { LedgerDrawer } from "../ledger/LedgerDrawer.tsx";
import { AdminTiles } from "./AdminTiles.tsx";
import { FaultsPanel } from "./FaultsPanel.tsx";
import { ProofPanel } from "./ProofPanel.tsx";
import { Link } from "./set_up/Link.tsx";
import { TimePanel } from "./TimePanel.tsx";
import "../floor/floor.css";
import "./admin.css";

/** A pass moves on every second or so; nobody stares at it longer than that. */
const REFRESH_MS = 5_000;

/** How the server is: what was proven, what was found, when it was away. */
export function ServerSection() {
  const { archive } = useDesk();
  const { admin: words } = useWords();
  const found = useQuery({
    queryKey: ["overview"],
    queryFn: () => archive.overview(),
    refetchInterval: REFRESH_MS,
  });
  return (
    <div className="pane--only admin">
      {found.data !== undefined ? (
        <Shown seen={found.data} />
      ) : found.isError ? (
        <Blank icon={<IconAlertCircle size={28} stroke={1.5} aria-hidden />} heading={words.failed}>
          <Button variant="default" onClick={() => void found.refetch()}>
            {words.again}
          </Button>
        </Blank>
      ) : (
        <div className="opening" aria-busy>
          <Loader size={20} color="gray" />
          <p>{words.loading}</p>
        </div>
      )}
      <LedgerDrawer page="admin" />
    </div>
  );
}

function Shown({ seen }: { readonly seen: Overview }) {
  const { admin: words, setup } = useWords();
  return (
    <>
      <header className="admin__header">
        <Link to={{ page: "admin", chat: null }} className="form-top__back">
          {setup.heading}
        </Link>
        <h1>{words.heading}</h1>
        <p className="num">
          {words.version(seen.version)} · {words.upFor(stopwatch(seen.now - seen.started))}
        </p>
      </header>
      <AdminTiles seen={seen} />
      <div className="admin__grid">
        <ProofPanel seen={seen} />
        <FaultsPanel faults={seen.faults} quarantined={seen.quarantined} />
        <TimePanel seen={seen} />
      </div>
    </>
  );
}
