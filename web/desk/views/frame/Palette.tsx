import { Spotlight, type SpotlightActionGroupData } from "@mantine/spotlight";
import {
  IconArchive,
  IconKeyboard,
  IconLayoutDashboard,
  IconMessages,
  IconSearch,
  IconServerCog,
} from "@tabler/icons-react";
import type { Words } from "../../messages/en.ts";
import { openChats } from "../../state/desk.ts";
import type { Acts } from "../../state/snapshot.ts";
import { isAdmin, isSupervisor, type Snapshot } from "../../state/snapshot.ts";
import { Avatar } from "../common/Avatar.tsx";
import { StatusDot } from "../common/StatusDot.tsx";
import { useActs, useDesk, useSelect, useWords } from "../desk_context.ts";

/** Ctrl-K: chats, statuses and pages by name. */
export function Palette() {
  const words = useWords();
  const acts = useActs();
  const desk = useDesk();
  useSelect(({ desk: state }) => state);
  const snapshot = desk.snapshot();
  const groups = [
    chatGroup(snapshot, acts, words),
    statusGroup(snapshot, acts, words),
    pageGroup(snapshot, acts, words),
  ].filter(({ actions }) => actions.length > 0);
  return (
    <Spotlight
      actions={groups}
      shortcut={null}
      nothingFound={words.palette.nothing}
      highlightQuery
      scrollable
      maxHeight={400}
      yOffset="14vh"
      centered={false}
      overlayProps={{ blur: 0 }}
      transitionProps={{ duration: 100 }}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: words.palette.placeholder,
        "aria-label": words.palette.placeholder,
      }}
    />
  );
}

function chatGroup({ desk }: Snapshot, acts: Acts, words: Words): SpotlightActionGroupData {
  const actions = openChats(desk).map((chat) => ({
    id: `chat-${chat.id}`,
    label: chat.about.name || words.visitor,
    description: chat.about.question,
    keywords: [chat.about.queue, chat.about.email],
    leftSection: <Avatar id={chat.id} name={chat.about.name || words.visitor} small />,
    onClick: () => acts.go({ page: "desk", chat: chat.id }),
  }));
  return { group: words.palette.chats, actions };
}

function statusGroup({ desk }: Snapshot, acts: Acts, words: Words): SpotlightActionGroupData {
  const choices = desk.statuses.filter((status) => status.id !== desk.status);
  const actions = choices.map((status) => ({
    id: `status-${status.id}`,
    label: status.label,
    keywords: [words.status.menu, words.palette.goOnDuty],
    leftSection: <StatusDot type={status.type} />,
    onClick: () =>
      desk.status === null ? acts.logOn(status.id, false) : acts.setStatus(status.id),
  }));
  return { group: words.palette.statuses, actions };
}

function pageGroup(snapshot: Snapshot, acts: Acts, words: Words): SpotlightActionGroupData {
  const ofSupervisors = isSupervisor(snapshot) ? (["desk", "floor", "released"] as const) : [];
  const pages = [...ofSupervisors, ...(isAdmin(snapshot) ? (["admin"] as const) : [])];
  const icons = {
    desk: <IconMessages size={18} aria-hidden />,
    floor: <IconLayoutDashboard size={18} aria-hidden />,
    released: <IconArchive size={18} aria-hidden />,
    admin: <IconServerCog size={18} aria-hidden />,
  };
  const actions = pages.map((page) => ({
    id: `page-${page}`,
    label: words.nav[page],
    leftSection: icons[page],
    onClick: () => acts.go({ page, chat: null }),
  }));
  const keys = {
    id: "keys",
    label: words.account.keys,
    leftSection: <IconKeyboard size={18} aria-hidden />,
    onClick: () => acts.showKeys(true),
  };
  return { group: words.palette.pages, actions: [...actions, keys] };
}
