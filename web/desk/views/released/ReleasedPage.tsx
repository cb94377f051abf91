import { Button, Loader, TextInput } from "@mantine/core";
import {
  IconAlertCircle,
  IconArchive,
  IconDownload,
  IconEyeOff,
  IconSearch,
} from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { saveFile } from "../../shell/save_file.ts";
import { type ChatSummary, eachOnce, nextBefore } from "../../state/ledger.ts";
import { releasedCsv } from "../../state/released_csv.ts";
import { Blank } from "../common/Blank.tsx";
import { useDesk, useWords } from "../desk_context.ts";
import { LedgerDrawer } from "../ledger/LedgerDrawer.tsx";
import { ReleasedTable } from "./ReleasedTable.tsx";
import "../floor/floor.css";
import "./released.css";

const PAGE = 50;

/** Chats that are over for everybody; each opens its ledger. */
export function ReleasedPage({ may }: { readonly may: boolean }) {
  const { floor } = useWords();
  if (may) return <Released />;
  return (
    <main className="page">
      <Blank icon={<IconEyeOff size={28} stroke={1.5} aria-hidden />} heading={floor.notAllowed}>
        <p>{floor.notAllowedText}</p>
      </Blank>
    </main>
  );
}

function Released() {
  const { archive } = useDesk();
  const { released: words } = useWords();
  const [wanted, setWanted] = useState("");
  const found = useInfiniteQuery({
    queryKey: ["released"],
    queryFn: ({ pageParam }) => archive.released(pageParam),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => (last.length < PAGE ? undefined : nextBefore(last)),
  });
  const chats = eachOnce(found.data?.pages.flat() ?? []);
  const fitting = chats.filter((chat) => fits(chat, wanted));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable
    <main className="page released" tabIndex={0}>
      <header className="released__header">
        <h1>{words.heading}</h1>
        <TextInput
          aria-label={words.find}
          placeholder={words.find}
          leftSection={<IconSearch size={15} aria-hidden />}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
        <Button
          variant="default"
          leftSection={<IconDownload size={15} aria-hidden />}
          disabled={fitting.length === 0}
          title={words.csvHint}
          onClick={() => saveFile("chats.csv", "text/csv", releasedCsv(fitting, words))}
        >
          {words.csv}
        </Button>
      </header>
      <Found
        chats={fitting}
        state={
          found.isPending
            ? "loading"
            : found.isError
              ? "failed"
              : chats.length === 0
                ? "none"
                : "some"
        }
        retry={() => void found.refetch()}
      />
      {found.hasNextPage && (
        <div className="released__more">
          <Button
            variant="default"
            loading={found.isFetchingNextPage}
            onClick={() => found.fetchNextPage()}
          >
            {words.older}
          </Button>
        </div>
      )}
      <LedgerDrawer page="released" />
    </main>
  );
}

function fits(chat: ChatSummary, wanted: string): boolean {
  const text = [chat.name, chat.question, chat.queue, chat.lead, chat.chat_id].join(" ");
  return text.toLowerCase().includes(wanted.trim().toLowerCase());
}

interface FoundProps {
  readonly chats: readonly ChatSummary[];
  readonly state: "loading" | "failed" | "none" | "some";
  retry(): void;
}

function Found({ chats, state, retry }: FoundProps) {
  const { released: words } = useWords();
  switch (state) {
    case "loading":
      return (
        <div className="opening" aria-busy>
          <Loader size={20} color="gray" />
          <p>{words.loading}</p>
        </div>
      );
    case "failed":
      return (
        <Blank icon={<IconAlertCircle size={28} stroke={1.5} aria-hidden />} heading={words.failed}>
          <Button variant="default" onClick={retry}>
            {words.again}
          </Button>
        </Blank>
      );
    case "none":
      return (
        <Blank icon={<IconArchive size={28} stroke={1.5} aria-hidden />} heading={words.none}>
          <p>{words.noneText}</p>
        </Blank>
      );
    case "some":
      if (chats.length === 0) return <p className="panel__none">{words.nothing}</p>;
      return <ReleasedTable chats={chats} />;
    default:
      return state satisfies never;
  }
}
