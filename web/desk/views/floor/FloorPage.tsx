import { Loader } from "@mantine/core";
import { IconEyeOff } from "@tabler/icons-react";
import { Blank } from "../common/Blank.tsx";
import { useSelect, useWords } from "../desk_context.ts";
import { LedgerDrawer } from "../ledger/LedgerDrawer.tsx";
import { AgentsTable } from "./AgentsTable.tsx";
import { Chart } from "./Chart.tsx";
import { ChatsTable } from "./ChatsTable.tsx";
import { QueuesTable } from "./QueuesTable.tsx";
import { Tiles } from "./Tiles.tsx";
import "./floor.css";

/** The live board: numbers first, then what is behind them. */
export function FloorPage({ may }: { readonly may: boolean }) {
  const { floor: words } = useWords();
  const board = useSelect(({ desk }) => desk.floor.board);
  const isOnline = useSelect(({ line }) => line.is === "online");
  if (!may) {
    return (
      <main className="page">
        <Blank icon={<IconEyeOff size={28} stroke={1.5} aria-hidden />} heading={words.notAllowed}>
          <p>{words.notAllowedText}</p>
        </Blank>
      </main>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable
    <main className="page floor" data-stale={!isOnline} tabIndex={0}>
      <h1 className="unseen">{words.heading}</h1>
      {board === null ? (
        <div className="opening" aria-busy>
          <Loader size={20} color="gray" />
          <p>{words.loading}</p>
        </div>
      ) : (
        <>
          <Tiles board={board} isLive={isOnline} />
          <div className="floor__grid">
            <Chart />
            <QueuesTable queues={board.queues} />
            <AgentsTable agents={board.agents} />
            <ChatsTable chats={board.chats} more={board.chats_more} />
          </div>
        </>
      )}
      <LedgerDrawer page="floor" />
    </main>
  );
}
