import { Spotlight, type SpotlightActionGroupData } from "@mantine/spotlight";
import {
  IconArchive,
  IconDownload,
  IconEye,
  IconKeyboard,
  IconLayoutDashboard,
  IconMail,
  IconMessages,
  IconSearch,
  IconServerCog,
  IconUsers,
} from "@tabler/icons-react";
import type { Words } from "../../messages/en.ts";
import { mayPull, openChats } from "../../state/desk.ts";
import { leads, mayLeave, mayTakeOver } from "../../state/parts.ts";
import type { Acts } from "../../state/snapshot.ts";
import { isAdmin, isSupervisor, type Snapshot } from "../../state/snapshot.ts";
import { ICONS, SECTION_GROUPS } from "../admin/set_up/sections.ts";
import { Avatar } from "../common/Avatar.tsx";
import { StatusDot } from "../common/StatusDot.tsx";
import { useActs, useDesk, useSelect, useWords } from "../desk_context.ts";

/** Ctrl-K: chats, statuses and pages by name. */
export function Palette() {
  const words = useWords();
  const acts = useActs();
  const desk = useDesk();
  useSelect(({ desk: state }) => state);
  useSelect(({ screen }) => screen.route);
  const snapshot = desk.snapshot();
  const groups = [
    chatGroup(snapshot, acts, words),
    teamGroup(snapshot, acts, words),
    pullGroup(snapshot, acts, words),
    watchGroup(snapshot, acts, words),
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

/** What one may do with the chat that is in sight. */
function teamGroup({ desk, screen }: Snapshot, acts: Acts, words: Words): SpotlightActionGroupData {
  const chat = screen.route.page === "desk" ? desk.chats[screen.route.chat ?? ""] : undefined;
  if (chat === undefined) return { group: words.palette.team, actions: [] };
  const name = chat.about.name || words.visitor;
  const conferees = chat.participants.filter((id) => id !== chat.lead);
  const entry = (id: string, label: string, onClick: () => void) => ({
    id: `team-${id}`,
    label,
    leftSection: <IconUsers size={18} aria-hidden />,
    onClick,
  });
  const actions = [
    ...(leads(chat, desk.me)
      ? [
          entry("pass", words.pass.heading(name), () => acts.passOn(chat.id)),
          ...conferees.map((id) =>
            entry(`lead-${id}`, words.team.makeLeadOf(desk.agents[id] ?? id), () =>
              acts.makeLead(chat.id, id),
            ),
          ),
        ]
      : []),
    ...(mayLeave(chat, desk.me)
      ? [entry("leave", words.team.leaveHint, () => acts.leave(chat.id))]
      : []),
    ...(chat.part === "monitor"
      ? [
          entry("join", words.monitor.joinHint, () => acts.join(chat.id)),
          entry("stop", words.monitor.stop, () => acts.stopMonitoring(chat.id)),
        ]
      : []),
    ...(mayTakeOver(chat, desk.me)
      ? [entry("take", words.team.takeOverHint, () => acts.takeOver(chat.id))]
      : []),
  ];
  return { group: words.palette.team, actions };
}

function pullGroup({ desk }: Snapshot, acts: Acts, words: Words): SpotlightActionGroupData {
  const pull = {
    id: "pull",
    label: desk.pulling ? words.pull.cancel : words.pull.request,
    description: words.pull.hint,
    leftSection: <IconDownload size={18} aria-hidden />,
    onClick: () => acts.pull(!desk.pulling),
  };
  return { group: words.palette.acts, actions: mayPull(desk) ? [pull] : [] };
}

/** Open chats of the floor, as far as it was seen here, that are not this agent's own. */
function watchGroup({ desk }: Snapshot, acts: Acts, words: Words): SpotlightActionGroupData {
  const chats = desk.me?.monitor === true ? (desk.floor.board?.chats ?? []) : [];
  const actions = chats
    .filter(({ chat }) => !desk.open.includes(chat))
    .map(({ chat, name, question }) => ({
      id: `watch-${chat}`,
      label: words.monitor.watch(name || words.visitor),
      description: question,
      leftSection: <IconEye size={18} aria-hidden />,
      onClick: () => acts.monitor(chat),
    }));
  return { group: words.nav.floor, actions };
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
  const ofSupervisors = isSupervisor(snapshot)
    ? (["desk", "floor", "released", "messages"] as const)
    : [];
  const pages = [...ofSupervisors, ...(isAdmin(snapshot) ? (["admin"] as const) : [])];
  const icons = {
    desk: <IconMessages size={18} aria-hidden />,
    floor: <IconLayoutDashboard size={18} aria-hidden />,
    released: <IconArchive size={18} aria-hidden />,
    messages: <IconMail size={18} aria-hidden />,
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
  return {
    group: words.palette.pages,
    actions: [...actions, ...(isAdmin(snapshot) ? adminSections(acts, words) : []), keys],
  };
}

function adminSections(acts: Acts, words: Words): SpotlightActionGroupData["actions"] {
  return SECTION_GROUPS.flatMap(({ sections }) => sections).map((section) => {
    const Icon = ICONS[section];
    return {
      id: `admin-${section}`,
      label: `${words.nav.admin}: ${words.setup.nav[section]}`,
      leftSection: <Icon size={18} aria-hidden />,
      onClick: () => acts.go({ page: "admin", chat: null, section }),
    };
  });
}
