import { UnstyledButton } from "@mantine/core";
import { spotlight } from "@mantine/spotlight";
import {
  IconArchive,
  IconLayoutDashboard,
  IconMail,
  IconMessages,
  IconSearch,
  IconServerCog,
  IconVolume3,
} from "@tabler/icons-react";
import { sessionsInUse } from "../../state/desk.ts";
import { formatRoute, type Page } from "../../state/route.ts";
import { isAdmin, isSupervisor } from "../../state/snapshot.ts";
import { Pips } from "../common/Pips.tsx";
import { useActs, useDesk, useSelect, useWords } from "../desk_context.ts";
import { OpenMessages } from "../messages/OpenMessages.tsx";
import { AccountMenu } from "./AccountMenu.tsx";
import { LineMark } from "./LineMark.tsx";
import { Mark } from "./Mark.tsx";
import { PullButton } from "./PullButton.tsx";
import { StatusMenu } from "./StatusMenu.tsx";

export function TopBar() {
  const words = useWords();
  const may = useSelect(isSupervisor);
  return (
    <header className="top-bar">
      <span className="top-bar__name">
        <Mark size={24} />
        <span className="top-bar__product">{words.product}</span>
      </span>
      {may && <Pages />}
      <UnstyledButton className="top-bar__find" onClick={() => spotlight.open()}>
        <IconSearch size={15} aria-hidden />
        <span>{words.palette.open}</span>
        <kbd>Ctrl K</kbd>
      </UnstyledButton>
      <div className="top-bar__end">
        <SoundMark />
        <PullButton />
        <LineMark />
        <Sessions />
        <StatusMenu />
        <AccountMenu />
      </div>
    </header>
  );
}

function Pages() {
  const words = useWords();
  const mayAdmin = useSelect(isAdmin);
  return (
    <nav className="pages" aria-label={words.nav.label}>
      <PageLink page="desk" icon={<IconMessages size={16} aria-hidden />} />
      <PageLink page="floor" icon={<IconLayoutDashboard size={16} aria-hidden />} />
      <PageLink page="released" icon={<IconArchive size={16} aria-hidden />} />
      <PageLink page="messages" icon={<IconMail size={16} aria-hidden />}>
        <OpenMessages />
      </PageLink>
      {mayAdmin && <PageLink page="admin" icon={<IconServerCog size={16} aria-hidden />} />}
    </nav>
  );
}

interface PageLinkProps {
  readonly page: Page;
  readonly icon: React.ReactNode;
  readonly children?: React.ReactNode;
}

function PageLink({ page, icon, children }: PageLinkProps) {
  const { seat, acts } = useDesk();
  const current = useSelect(({ screen }) => screen.route.page);
  const words = useWords();
  const route = { page, chat: null };
  return (
    <a
      className="pages__link"
      href={formatRoute(route, seat)}
      aria-current={current === page ? "page" : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        acts.go(route);
      }}
    >
      {icon}
      <span>{words.nav[page]}</span>
      {children}
    </a>
  );
}

function Sessions() {
  const { sessions } = useWords();
  const desk = useSelect((snapshot) => snapshot.desk);
  if (desk.me === null || desk.status === null) return null;
  const { taken, held } = sessionsInUse(desk);
  const max = desk.me.max_sessions;
  const label = sessions.label(taken, max) + (held > 0 ? `, ${sessions.held(held)}` : "");
  return (
    <span className="sessions" title={label}>
      <Pips taken={taken} held={held} max={max} label={label} />
      <span className="num" aria-hidden>
        {sessions.short(taken, max)}
      </span>
    </span>
  );
}

function SoundMark() {
  const { sound: words } = useWords();
  const sound = useSelect(({ screen }) => screen.sound);
  const onDuty = useSelect(({ desk }) => desk.status !== null);
  const acts = useActs();
  if (sound !== "blocked" || !onDuty) return null;
  return (
    <UnstyledButton className="sound-mark" onClick={acts.enableSound} title={words.blockedHint}>
      <IconVolume3 size={16} aria-hidden />
      <span>{words.blocked}</span>
      <strong>{words.enable}</strong>
    </UnstyledButton>
  );
}
