import { Button, Loader } from "@mantine/core";
import { IconAlertCircle, IconLock } from "@tabler/icons-react";
import { type Draft, type Drafts, dirtyFields, dirtyOf } from "../../state/drafts.ts";
import { Blank } from "../common/Blank.tsx";
import { useSelect, useWords } from "../desk_context.ts";
import { ServerSection } from "./ServerSection.tsx";
import { AuditSection } from "./set_up/AuditSection.tsx";
import {
  adminRoute,
  SetupContext,
  useDirectory,
  useDrafts,
  useSetupWords,
} from "./set_up/admin_context.ts";
import { Link } from "./set_up/Link.tsx";
import { RecordsSection } from "./set_up/RecordsSection.tsx";
import { SettingsSection } from "./set_up/SettingsSection.tsx";
import { ICONS, isSection, KIND_OF, SECTION_GROUPS, type Section } from "./set_up/sections.ts";
import { TransferSection } from "./set_up/TransferSection.tsx";
import "./set_up/set_up.css";
import "./set_up/form.css";
import "./set_up/editors.css";

/** The set-up, and the server itself. */
export function AdminPage({ may }: { readonly may: boolean }) {
  const { admin: words } = useWords();
  if (may) return <Sections />;
  return (
    <main className="page">
      <Blank icon={<IconLock size={28} stroke={1.5} aria-hidden />} heading={words.notAllowed}>
        <p>{words.notAllowedText}</p>
      </Blank>
    </main>
  );
}

/** On a phone one of the three is shown: the sections, a list, what is open. */
function Sections() {
  const route = useSelect(({ screen }) => screen.route);
  const named = isSection(route.section) ? route.section : null;
  const section = named ?? "server";
  const isOpen = route.record !== undefined || KIND_OF[section] === undefined;
  const depth = named === null && route.chat === null ? "sections" : isOpen ? "open" : "list";
  return (
    <main className="page set-up" data-depth={depth}>
      <Nav current={section} />
      <Body section={section} open={route.record ?? null} />
    </main>
  );
}

function Nav({ current }: { readonly current: Section }) {
  const words = useSetupWords();
  return (
    <nav className="set-up__nav" aria-label={words.sections}>
      {SECTION_GROUPS.map(({ group, sections }) => (
        <div key={group}>
          <h2>{words.groups[group]}</h2>
          <ul>
            {sections.map((section) => (
              <li key={section}>
                <NavLink section={section} isCurrent={section === current} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function NavLink({
  section,
  isCurrent,
}: {
  readonly section: Section;
  readonly isCurrent: boolean;
}) {
  const words = useSetupWords();
  const drafts = useDrafts();
  const isUnsaved = isUnsavedIn(section, drafts);
  const Icon = ICONS[section];
  return (
    <Link to={adminRoute(section)} className="set-up__link" current={isCurrent}>
      <Icon size={16} aria-hidden />
      <span>{words.nav[section]}</span>
      {isUnsaved && <span className="unsaved" role="img" aria-label={words.unsaved} />}
    </Link>
  );
}

/** The settings are a part of their site; each is marked where it was edited. */
function isUnsavedIn(section: Section, drafts: Drafts): boolean {
  if (section === "settings") return dirtyOf(drafts, "site").some(hasSettings);
  const kind = KIND_OF[section];
  return kind !== undefined && dirtyOf(drafts, kind).some((draft) => !isOnlySettings(draft));
}

function hasSettings(draft: Draft): boolean {
  return dirtyFields(draft).includes("settings");
}

function isOnlySettings(draft: Draft): boolean {
  return hasSettings(draft) && dirtyFields(draft).length === 1;
}

interface BodyProps {
  readonly section: Section;
  readonly open: string | null;
}

function Body({ section, open }: BodyProps) {
  const words = useSetupWords();
  const found = useDirectory();
  if (section === "server") return <ServerSection />;
  if (found.data === undefined) {
    return (
      <div className="pane--only">
        <h1 className="unseen">{words.nav[section]}</h1>
        {found.isError ? (
          <Blank
            icon={<IconAlertCircle size={28} stroke={1.5} aria-hidden />}
            heading={words.failed}
          >
            <Button variant="default" onClick={() => void found.refetch()}>
              {words.again}
            </Button>
          </Blank>
        ) : (
          <div className="opening" aria-busy>
            <Loader size={20} color="gray" />
            <p>{words.loading}</p>
          </div>
        )}
      </div>
    );
  }
  return (
    <SetupContext value={found.data}>
      <div className="set-up__body" data-stale={found.isError}>
        {found.isError && (
          <p className="set-up__stale" data-tell>
            {words.stale}
          </p>
        )}
        <SectionBody section={section} open={open} />
      </div>
    </SetupContext>
  );
}

function SectionBody({ section, open }: BodyProps) {
  const kind = KIND_OF[section];
  if (kind !== undefined) return <RecordsSection key={kind} kind={kind} open={open} />;
  if (section === "settings") return <SettingsSection open={open} />;
  if (section === "audit") return <AuditSection key={open} open={open} />;
  return <TransferSection />;
}
