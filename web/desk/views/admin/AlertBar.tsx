import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { isAdmin, isSupervisor } from "../../state/snapshot.ts";
import { useDesk, useSelect, useWords } from "../desk_context.ts";
import "./admin.css";

/** A fault waits for a person anyhow; a minute more is nothing. */
const ASK_EVERY_MS = 60_000;

/** Over every page of supervisors and admins while something is wrong with the ledger. */
export function AlertBar() {
  const may = useSelect(isSupervisor);
  return may ? <Asked /> : null;
}

function Asked() {
  const { archive, acts } = useDesk();
  const words = useWords().admin.alert;
  const mayLook = useSelect(isAdmin);
  const isThere = useSelect(({ screen }) => screen.route.page === "admin");
  const { data: alert } = useQuery({
    queryKey: ["alert"],
    queryFn: () => archive.alert(),
    refetchInterval: ASK_EVERY_MS,
  });
  if (alert === undefined) return null;
  const sentences = [
    alert.store_refuses ? words.store : null,
    alert.faults > 0 ? words.faults(alert.faults) : null,
    alert.quarantined > 0 ? words.quarantined(alert.quarantined) : null,
  ].filter((sentence) => sentence !== null);
  if (sentences.length === 0) return null;
  return (
    <section className="line-bar alert-bar" aria-label={words.label}>
      <IconAlertTriangle size={16} aria-hidden />
      <span>
        <strong>{sentences.join(" ")}</strong> {!mayLook && words.ask}
      </span>
      {mayLook && !isThere && (
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => acts.go({ page: "admin", chat: null, section: "server" })}
        >
          {words.show}
        </Button>
      )}
    </section>
  );
}
