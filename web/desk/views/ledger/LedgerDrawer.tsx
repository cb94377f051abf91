import { ActionIcon, Button, CopyButton, Drawer, Loader, Tooltip } from "@mantine/core";
import { IconAlertCircle, IconCheck, IconCopy, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type Group, type Ledger, transactions } from "../../state/ledger.ts";
import type { Page } from "../../state/route.ts";
import { Blank } from "../common/Blank.tsx";
import { useDesk, useSelect, useWords } from "../desk_context.ts";
import { LedgerView } from "./LedgerView.tsx";
import "./ledger.css";
import "./rows.css";
import "./timeline.css";

/** How often an open chat's ledger is read again while it is looked at. */
const REFRESH_MS = 2_000;

/** The ledger of the chat named in the address, over the page it was opened from. */
export function LedgerDrawer({ page }: { readonly page: Page }) {
  const { acts } = useDesk();
  const chat = useSelect(({ screen }) => (screen.route.page === page ? screen.route.chat : null));
  const { ledger: words } = useWords();
  return (
    <Drawer.Root
      opened={chat !== null}
      onClose={() => acts.go({ page, chat: null })}
      position="right"
      size={760}
    >
      <Drawer.Overlay />
      <Drawer.Content aria-label={words.heading}>
        <Drawer.Body className="ledger-drawer">
          {chat !== null && <Fetched chat={chat} close={() => acts.go({ page, chat: null })} />}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

interface FetchedProps {
  readonly chat: string;
  close(): void;
}

function Fetched({ chat, close }: FetchedProps) {
  const { archive } = useDesk();
  const { ledger: words, visitor } = useWords();
  const found = useQuery({
    queryKey: ["ledger", chat],
    queryFn: () => archive.ledger(chat),
    refetchInterval: ({ state }) => (isReleased(state.data) ? false : REFRESH_MS),
  });
  const name = found.data === undefined ? "" : found.data.name || visitor;
  return (
    <>
      <div className="ledger__header">
        <div>
          <h2>{name === "" ? words.heading : words.of(name)}</h2>
          <p>
            {found.data !== undefined && <span>{found.data.queue} ·</span>}
            <code>{chat}</code>
            <CopyButton value={chat}>
              {({ copied, copy }) => (
                <Tooltip label={copied ? words.copied : words.copy}>
                  <ActionIcon size={22} aria-label={words.copy} onClick={copy}>
                    {copied ? (
                      <IconCheck size={13} aria-hidden />
                    ) : (
                      <IconCopy size={13} aria-hidden />
                    )}
                  </ActionIcon>
                </Tooltip>
              )}
            </CopyButton>
            {found.data !== undefined && (
              <span className="num">
                {words.rows(found.data.rows.length)} ·{" "}
                {words.transactions(transactions(found.data.rows, NO_GROUPS).length)}
              </span>
            )}
          </p>
        </div>
        <ActionIcon aria-label={words.close} onClick={close} data-autofocus>
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </div>
      {found.data !== undefined ? (
        <LedgerView
          ledger={found.data}
          isReleased={isReleased(found.data)}
          provenAt={found.dataUpdatedAt}
          verify={() => void found.refetch()}
        />
      ) : found.isError ? (
        <Blank icon={<IconAlertCircle size={28} stroke={1.5} aria-hidden />} heading={words.failed}>
          <Button variant="default" onClick={() => found.refetch()}>
            {words.again}
          </Button>
        </Blank>
      ) : (
        <div className="opening" aria-busy>
          <Loader size={20} color="gray" />
          <p>{words.loading}</p>
        </div>
      )}
    </>
  );
}

const NO_GROUPS: ReadonlySet<Group> = new Set();

function isReleased(ledger: Ledger | undefined): boolean {
  return ledger?.rows.some((row) => row.kind === 27) ?? false;
}
