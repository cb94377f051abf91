import { Loader } from "@mantine/core";
import { IconEyeOff } from "@tabler/icons-react";
import { useState } from "react";
import { everything, type Filter, type Metric } from "../../state/floor.ts";
import type { Board } from "../../state/wire.ts";
import { Blank } from "../common/Blank.tsx";
import { useSelect, useWords } from "../desk_context.ts";
import { LedgerDrawer } from "../ledger/LedgerDrawer.tsx";
import { AgentsTable } from "./AgentsTable.tsx";
import { Chart } from "./Chart.tsx";
import { ChatsTable } from "./ChatsTable.tsx";
import { QueuesTable } from "./QueuesTable.tsx";
import { Tiles } from "./Tiles.tsx";
import { Wall } from "./Wall.tsx";
import { WhyDrawer } from "./WhyDrawer.tsx";
import "./floor.css";
import "./wall.css";
import "./why.css";

/** The live board: numbers first, then what is behind them. */
export function FloorPage({ may }: { readonly may: boolean }) {
  const { floor: words } = useWords();
  const board = useSelect(({ desk }) => desk.floor.board);
  const isOnline = useSelect(({ line }) => line.is === "online");
  const isWall = useSelect(({ screen }) => screen.route.section === "wall");
  if (!may) {
    return (
      <main className="page">
        <Blank icon={<IconEyeOff size={28} stroke={1.5} aria-hidden />} heading={words.notAllowed}>
          <p>{words.notAllowedText}</p>
        </Blank>
      </main>
    );
  }
  if (isWall) return <Wall board={board} isLive={isOnline} />;
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
        <Shown board={board} isLive={isOnline} />
      )}
      <LedgerDrawer page="floor" />
    </main>
  );
}

interface ShownProps {
  readonly board: Board;
  readonly isLive: boolean;
}

function Shown({ board, isLive }: ShownProps) {
  const figures = useSelect(({ desk }) => desk.floor.figures);
  const [metric, setMetric] = useState<Metric>("waiting");
  const [filter, setFilter] = useState<Filter>(everything);
  const [asked, askWhy] = useState<string | null>(null);
  const show = (part: Partial<Filter>): void => setFilter((before) => ({ ...before, ...part }));
  const queue = board.queues.find(({ id }) => id === filter.queue) ?? null;
  return (
    <>
      <Tiles board={board} figures={figures} isLive={isLive} metric={metric} show={setMetric} />
      <div className="floor__grid">
        <Chart figures={figures} metric={metric} queue={queue} show={setMetric} />
        <QueuesTable
          queues={board.queues}
          more={board.queues_more}
          figures={figures}
          filter={filter}
          show={show}
        />
        <AgentsTable agents={board.agents} more={board.agents_more} filter={filter} show={show} />
        <ChatsTable board={board} filter={filter} show={show} askWhy={askWhy} />
      </div>
      <WhyDrawer
        chat={board.chats.find(({ chat }) => chat === asked)}
        asked={asked}
        close={() => askWhy(null)}
      />
    </>
  );
}
