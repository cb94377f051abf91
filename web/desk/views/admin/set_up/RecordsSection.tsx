import { Button, TextInput } from "@mantine/core";
import { IconMoodEmpty, IconPlus, IconPointer, IconSearch } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import type { SetupWords } from "../../../messages/setup.en.ts";
import {
  type AnyRecord,
  all,
  idOf,
  type Kind,
  matching,
  type Setup,
  titleIn,
  titleOf,
} from "../../../state/directory.ts";
import { type Draft, dirtyOf, NEW } from "../../../state/drafts.ts";
import { weeklyHours } from "../../../state/hours.ts";
import { Avatar } from "../../common/Avatar.tsx";
import { Blank } from "../../common/Blank.tsx";
import { StatusDot } from "../../common/StatusDot.tsx";
import { AgentForm } from "./AgentForm.tsx";
import { adminRoute, useDrafts, useGo, useSetup, useSetupWords } from "./admin_context.ts";
import { Link } from "./Link.tsx";
import { ProfileForm } from "./ProfileForm.tsx";
import { QueueForm } from "./QueueForm.tsx";
import { RecordForm } from "./RecordForm.tsx";
import { SiteForm } from "./SiteForm.tsx";
import { GroupForm, SkillForm, StatusForm } from "./SmallForms.tsx";
import { useDraftOf } from "./saving.ts";
import { ICONS, SECTION_OF } from "./sections.ts";
import { TextForm } from "./TextForm.tsx";

interface RecordsProps {
  readonly kind: Kind;
  readonly open: string | null;
}

/** All records of a kind, and the one that is open. */
export function RecordsSection({ kind, open }: RecordsProps) {
  return (
    <>
      <RecordList kind={kind} open={open} />
      {open === null ? (
        <Unpicked kind={kind} />
      ) : (
        <Opened key={`${kind} ${open}`} kind={kind} id={open} />
      )}
    </>
  );
}

/** So many are drawn at once; a search finds the others. */
const SHOWN_FIRST = 100;

function RecordList({ kind, open }: RecordsProps) {
  const setup = useSetup();
  const words = useSetupWords();
  const go = useGo();
  const section = SECTION_OF[kind];
  const [wanted, setWanted] = useState("");
  const [shown, setShown] = useState(SHOWN_FIRST);
  const those = all(setup, kind);
  const found = matching(those, wanted, (record) => searched(setup, kind, record));
  return (
    <section className="records" aria-label={words.nav[section]}>
      <header className="records__top">
        <Link to={{ page: "admin", chat: null }} className="records__back">
          {words.heading}
        </Link>
        <h1>{words.nav[section]}</h1>
        <span className="records__count num">{those.length}</span>
        <Button
          className="records__new"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => go(section, NEW)}
        >
          {words.kinds[kind].fresh}
        </Button>
      </header>
      {those.length > 6 && (
        <TextInput
          className="records__find"
          aria-label={words.list.find(words.nav[section])}
          placeholder={words.list.find(words.nav[section])}
          leftSection={<IconSearch size={15} aria-hidden />}
          value={wanted}
          onChange={(event) => {
            setWanted(event.currentTarget.value);
            setShown(SHOWN_FIRST);
          }}
        />
      )}
      <ul className="records__list">
        {open === NEW && <Item kind={kind} id={NEW} isOpen title={words.kinds[kind].fresh} />}
        {found.slice(0, shown).map(({ record }) => {
          const id = idOf(kind, record);
          return (
            <Item
              key={id}
              kind={kind}
              id={id}
              isOpen={id === open}
              title={titleOf(record) || id}
              mark={markOf(kind, record)}
              text={lineOf(setup, words, record)}
              isFaint={"active" in record && !record.active}
            />
          );
        })}
      </ul>
      {found.length > shown && (
        <Button variant="default" className="records__more" onClick={() => setShown(shown * 4)}>
          {words.list.more(Math.min(found.length - shown, shown * 3))}
        </Button>
      )}
      {those.length > 0 && found.length === 0 && (
        <p className="panel__none">{words.list.nothing(wanted)}</p>
      )}
      {those.length === 0 && open !== NEW && <None kind={kind} />}
    </section>
  );
}

interface ItemProps {
  readonly kind: Kind;
  readonly id: string;
  readonly title: string;
  readonly text?: string;
  readonly mark?: ReactNode;
  readonly isOpen: boolean;
  readonly isFaint?: boolean;
}

function Item({ kind, id, title, text, mark, isOpen, isFaint }: ItemProps) {
  const words = useSetupWords();
  const isUnsaved = dirtyOf(useDrafts(), kind).some((draft) => draft.key === id);
  return (
    <li>
      <Link to={adminRoute(SECTION_OF[kind], id)} className="record" current={isOpen}>
        {mark}
        <span className="record__said" data-faint={isFaint}>
          <strong>{title}</strong>
          {text !== undefined && text !== "" && <span className="num">{text}</span>}
        </span>
        {isUnsaved && <span className="unsaved" role="img" aria-label={words.unsaved} />}
      </Link>
    </li>
  );
}

function markOf(kind: Kind, record: AnyRecord): ReactNode {
  if ("login" in record) return <Avatar id={record.agent_id} name={record.name} agent small />;
  if (kind === "status" && "type" in record) return <StatusDot type={record.type} />;
  if ("brand" in record) return <i className="swatch" style={{ background: record.brand }} />;
  return null;
}

/** What tells records of a kind apart, in a line. */
function lineOf(setup: Setup, words: SetupWords, record: AnyRecord): string {
  if ("login" in record) {
    const parts = [record.login, titleIn(setup, "profile", record.profile_id)];
    return [...parts, record.active ? "" : words.agent.inactive].filter(Boolean).join(" · ");
  }
  if ("hours" in record) {
    const open = record.hours.length === 0 ? words.queue.always : `${weeklyHours(record.hours)} h`;
    return `${titleIn(setup, "site", record.site_id)} · ${open}`;
  }
  if ("brand" in record) return record.allowed_origins[0] ?? record.site_id;
  if ("max_sessions" in record) {
    const queues = words.members.counts.queue(Object.keys(record.queues).length);
    return `${queues} · ${record.max_sessions} ${words.units.sessions}`;
  }
  if ("group_id" in record) {
    const those = all(setup, "agent").filter(({ record: one }) => one.group_id === record.group_id);
    return words.members.counts.agent(those.length);
  }
  if ("skill_id" in record) {
    const those = all(setup, "agent").filter(({ record: one }) => record.skill_id in one.skills);
    return words.members.counts.agent(those.length);
  }
  if ("bodies" in record) {
    const shortcut = record.shortcut === "" ? "" : `/${record.shortcut}`;
    return [record.folder, shortcut, Object.keys(record.bodies).join(" ")]
      .filter(Boolean)
      .join(" · ");
  }
  return words.status.types[record.type];
}

function searched(setup: Setup, kind: Kind, record: AnyRecord): string {
  const id = idOf(kind, record);
  if ("bodies" in record) {
    const { title, folder, shortcut, bodies } = record;
    return [title, id, folder, shortcut, ...Object.values(bodies)].join(" ");
  }
  if (!("login" in record)) return `${titleOf(record)} ${id}`;
  const names = [
    titleIn(setup, "profile", record.profile_id),
    titleIn(setup, "group", record.group_id),
  ];
  return [record.name, record.login, id, ...names].join(" ");
}

function None({ kind }: { readonly kind: Kind }) {
  const words = useSetupWords().kinds[kind];
  const Icon = ICONS[SECTION_OF[kind]];
  return (
    <Blank icon={<Icon size={28} stroke={1.5} aria-hidden />} heading={words.none}>
      <p>{words.noneText}</p>
    </Blank>
  );
}

function Unpicked({ kind }: { readonly kind: Kind }) {
  const words = useSetupWords();
  return (
    <div className="pane pane--empty">
      <Blank icon={<IconPointer size={28} stroke={1.5} aria-hidden />} heading={words.list.pick}>
        <p>{words.kinds[kind].noneText}</p>
      </Blank>
    </div>
  );
}

function Opened({ kind, id }: { readonly kind: Kind; readonly id: string }) {
  const draft = useDraftOf(kind, id);
  const { list } = useSetupWords();
  if (draft === null) {
    return (
      <div className="pane">
        <Blank icon={<IconMoodEmpty size={28} stroke={1.5} aria-hidden />} heading={list.gone}>
          <p>{list.goneText}</p>
        </Blank>
      </div>
    );
  }
  return (
    <RecordForm draft={draft}>
      <FieldsOf draft={draft} />
    </RecordForm>
  );
}

function FieldsOf({ draft: { after, kind } }: { readonly draft: Draft }) {
  if ("login" in after) return <AgentForm agent={after} />;
  if ("hours" in after) return <QueueForm queue={after} />;
  if ("brand" in after) return <SiteForm site={after} />;
  if ("max_sessions" in after) return <ProfileForm profile={after} />;
  if (kind === "group" && "group_id" in after) return <GroupForm group={after} />;
  if ("bodies" in after) return <TextForm text={after} />;
  if ("skill_id" in after) return <SkillForm skill={after} />;
  return "type" in after ? <StatusForm status={after} /> : null;
}
