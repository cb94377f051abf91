import { Button, Loader, SegmentedControl } from "@mantine/core";
import { IconAlertCircle, IconEyeOff, IconMailCheck } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Settled } from "../../state/visitors.ts";
import { Blank } from "../common/Blank.tsx";
import { useDesk, useWords } from "../desk_context.ts";
import { MessageCard } from "./MessageCard.tsx";
import "./messages.css";

const PAGE = 50;

/** What visitors left while there was nobody to chat with. */
export function MessagesPage({ may }: { readonly may: boolean }) {
  const { floor } = useWords();
  if (may) return <Messages />;
  return (
    <main className="page">
      <Blank icon={<IconEyeOff size={28} stroke={1.5} aria-hidden />} heading={floor.notAllowed}>
        <p>{floor.notAllowedText}</p>
      </Blank>
    </main>
  );
}

function Messages() {
  const { visitors: words } = useWords();
  const [state, setState] = useState<Settled>("open");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable
    <main className="page messages" tabIndex={0}>
      <header className="messages__header">
        <h1>{words.heading}</h1>
        <SegmentedControl
          size="xs"
          aria-label={words.state}
          value={state}
          onChange={(next) => setState(next === "settled" ? "settled" : "open")}
          data={[
            { value: "open", label: words.open },
            { value: "settled", label: words.settled },
          ]}
        />
      </header>
      <List state={state} />
    </main>
  );
}

function List({ state }: { readonly state: Settled }) {
  const { archive } = useDesk();
  const { visitors: words } = useWords();
  const found = useInfiniteQuery({
    queryKey: ["messages", state],
    queryFn: ({ pageParam }) => archive.messages(state, pageParam),
    initialPageParam: null as number | null,
    getNextPageParam: ({ messages }) =>
      messages.length < PAGE ? undefined : messages.at(-1)?.left_at,
    refetchInterval: 60_000,
  });
  if (found.isPending) {
    return (
      <div className="opening" aria-busy>
        <Loader size={20} color="gray" />
        <p>{words.loading}</p>
      </div>
    );
  }
  if (found.isError && found.data === undefined) {
    return (
      <Blank icon={<IconAlertCircle size={28} stroke={1.5} aria-hidden />} heading={words.failed}>
        <Button variant="default" onClick={() => void found.refetch()}>
          {words.again}
        </Button>
      </Blank>
    );
  }
  const messages = found.data?.pages.flatMap((page) => page.messages) ?? [];
  if (messages.length === 0) {
    const isOpen = state === "open";
    return (
      <Blank
        icon={<IconMailCheck size={28} stroke={1.5} aria-hidden />}
        heading={isOpen ? words.none : words.noneSettled}
      >
        <p>{isOpen ? words.noneText : words.noneSettledText}</p>
      </Blank>
    );
  }
  return (
    <>
      <ul className="messages__list">
        {messages.map((message) => (
          <li key={message.message_id}>
            <MessageCard message={message} />
          </li>
        ))}
      </ul>
      {found.hasNextPage && (
        <div className="messages__more">
          <Button
            variant="default"
            loading={found.isFetchingNextPage}
            onClick={() => void found.fetchNextPage()}
          >
            {words.older}
          </Button>
        </div>
      )}
    </>
  );
}
