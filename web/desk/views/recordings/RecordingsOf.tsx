import { Button } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Ledger } from "../../state/ledger.ts";
import type { KeptRecording } from "../../state/recording.ts";
import { stopwatch } from "../../state/time.ts";
import { Clock } from "../common/Times.tsx";
import { useDesk, useWords } from "../desk_context.ts";
import { PlayerDialog } from "./PlayerDialog.tsx";
import "./recordings.css";

/** The first picture was shown. */
const SHOWN = 40;

/** What was kept of the pages that the chat's end-user has shown; nothing where nothing was. */
export function RecordingsOf({ ledger }: { readonly ledger: Ledger }) {
  const { recordings } = useDesk();
  const { recordings: words, visitor } = useWords();
  const [watched, watch] = useState<KeptRecording | null>(null);
  const found = useQuery({
    queryKey: ["recordings", ledger.chat_id],
    queryFn: () => recordings.of(ledger.chat_id),
    enabled: ledger.rows.some(({ kind }) => kind === SHOWN),
  });
  if (found.isError) {
    return (
      <section className="recordings" aria-label={words.heading}>
        <p className="recordings__note">
          {words.unread}{" "}
          <button type="button" className="link" onClick={() => void found.refetch()}>
            {words.again}
          </button>
        </p>
      </section>
    );
  }
  if (found.data === undefined || found.data.length === 0) return null;
  return (
    <section className="recordings" aria-label={words.heading}>
      <div className="recordings__top">
        <h3>{words.heading}</h3>
        <p className="recordings__note">{words.onRecord}</p>
      </div>
      <ul>
        {found.data.map((each) => (
          <li key={each.cobrowse_id} className="recordings__one">
            <Clock at={each.at} />
            <span className="num">{stopwatch(each.until - each.at)}</span>
            <Button
              variant="default"
              leftSection={<IconPlayerPlay size={14} stroke={1.75} aria-hidden />}
              onClick={() => watch(each)}
            >
              {words.watch}
            </Button>
          </li>
        ))}
      </ul>
      {watched !== null && (
        <PlayerDialog
          chat={ledger.chat_id}
          name={ledger.name || visitor}
          recording={watched}
          close={() => watch(null)}
        />
      )}
    </section>
  );
}
