import { Button, Loader, NativeSelect, UnstyledButton } from "@mantine/core";
import { IconAlertCircle, IconHistory, IconX } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ChangeReply } from "../../../../protocol/generated/directory.ts";
import { all, KINDS, type Kind, titleIn } from "../../../state/directory.ts";
import type { Route } from "../../../state/route.ts";
import { clock, day, isSameDay } from "../../../state/time.ts";
import { Blank } from "../../common/Blank.tsx";
import { Clock } from "../../common/Times.tsx";
import { useWords } from "../../desk_context.ts";
import { adminRoute, useAdmin, useGo, useSetup, useSetupWords } from "./admin_context.ts";
import { Differences } from "./Differences.tsx";
import { Link } from "./Link.tsx";
import { SECTION_OF } from "./sections.ts";

/** The log of one record: `queue:orders`. */
export function auditOf(kind: Kind, id: string): Route {
  return adminRoute("audit", `${kind}:${id}`);
}

function recordIn(of: string | null): { readonly kind: Kind; readonly id: string } | null {
  const [kind, ...id] = (of ?? "").split(":");
  const known = KINDS.find((each) => each === kind);
  return known === undefined || id.length === 0 ? null : { kind: known, id: id.join(":") };
}

/** Every change of the set-up, latest first. */
export function AuditSection({ open }: { readonly open: string | null }) {
  const words = useSetupWords();
  const only = recordIn(open);
  const [kind, setKind] = useState("");
  const [by, setBy] = useState("");
  return (
    <div className="pane--only pane">
      <div className="pane__scroll">
        <header className="form-top form-top--only">
          <Link to={{ page: "admin", chat: null }} className="form-top__back">
            {words.heading}
          </Link>
          <div className="form-top__title">
            <h1>{words.nav.audit}</h1>
            <p className="form-top__text">{words.audit.text}</p>
          </div>
        </header>
        <Filters only={only} kind={kind} by={by} setKind={setKind} setBy={setBy} />
        <Log
          kind={only?.kind ?? ((kind || null) as ChangeReply["kind"] | null)}
          id={only?.id ?? null}
          by={by || null}
        />
      </div>
    </div>
  );
}

interface FiltersProps {
  readonly only: ReturnType<typeof recordIn>;
  readonly kind: string;
  readonly by: string;
  setKind(kind: string): void;
  setBy(by: string): void;
}

function Filters({ only, kind, by, setKind, setBy }: FiltersProps) {
  const setup = useSetup();
  const words = useSetupWords();
  const go = useGo();
  const admins = all(setup, "agent").filter(({ record }) => record.roles.includes("admin"));
  return (
    <div className="audit__filters">
      {only === null ? (
        <NativeSelect
          aria-label={words.audit.what}
          value={kind}
          data={[
            { value: "", label: words.audit.everything },
            ...KINDS.map((each) => ({ value: each, label: words.nav[SECTION_OF[each]] })),
            { value: "chat", label: words.audit.chats },
            { value: "end_user", label: words.audit.endUsers },
          ]}
          onChange={(event) => setKind(event.currentTarget.value)}
        />
      ) : (
        <span className="chip">
          {words.audit.only(titleIn(setup, only.kind, only.id))}
          <UnstyledButton aria-label={words.audit.clear} onClick={() => go("audit")}>
            <IconX size={13} aria-hidden />
          </UnstyledButton>
        </span>
      )}
      <NativeSelect
        aria-label={words.audit.who}
        value={by}
        data={[
          { value: "", label: words.audit.everybody },
          ...admins.map(({ record }) => ({ value: record.agent_id, label: record.name })),
        ]}
        onChange={(event) => setBy(event.currentTarget.value)}
      />
    </div>
  );
}

interface LogProps {
  readonly kind: ChangeReply["kind"] | null;
  readonly id: string | null;
  readonly by: string | null;
}

function Log({ kind, id, by }: LogProps) {
  const { http } = useAdmin();
  const { audit: words, again } = useSetupWords();
  const found = useInfiniteQuery({
    queryKey: ["admin", "history", kind, id, by],
    queryFn: ({ pageParam }) => http.history({ kind, id, by, before: pageParam }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ changes, more }) => (more ? (changes.at(-1)?.number ?? null) : undefined),
  });
  if (found.isPending) {
    return (
      <div className="opening" aria-busy>
        <Loader size={20} color="gray" />
        <p>{words.loading}</p>
      </div>
    );
  }
  if (found.isError) {
    return (
      <Blank icon={<IconAlertCircle size={28} stroke={1.5} aria-hidden />} heading={words.failed}>
        <Button variant="default" onClick={() => void found.refetch()}>
          {again}
        </Button>
      </Blank>
    );
  }
  const changes = found.data.pages.flatMap((page) => page.changes);
  if (changes.length === 0) {
    const isFiltered = kind !== null || by !== null;
    return (
      <Blank
        icon={<IconHistory size={28} stroke={1.5} aria-hidden />}
        heading={isFiltered ? words.noMatch : words.none}
      >
        {!isFiltered && <p>{words.noneText}</p>}
      </Blank>
    );
  }
  return (
    <>
      <ol className="audit">
        {changes.map((change, place) => (
          <Entry key={change.number} change={change} before={changes[place - 1]} />
        ))}
      </ol>
      {found.hasNextPage && (
        <div className="audit__more">
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

interface EntryProps {
  readonly change: ChangeReply;
  readonly before: ChangeReply | undefined;
}

function Entry({ change, before }: EntryProps) {
  const words = useSetupWords();
  const { locale } = useWords();
  const { at, name } = change;
  const isNewDay = before === undefined || !isSameDay(before.at, at);
  return (
    <li>
      {isNewDay && <h2 className="audit__day">{day(at, locale)}</h2>}
      <article className="audit__entry" aria-label={`${clock(at)} ${change.by_name} ${name}`}>
        <p className="audit__who">
          <strong>
            {change.by === "setup" ? words.audit.server : change.by_name || change.by}
          </strong>{" "}
          {verb(words.audit, change)} <About change={change} />
          <Clock at={at} className="audit__at" />
        </p>
        <Difference change={change} />
      </article>
    </li>
  );
}

interface ChangeProps {
  readonly change: ChangeReply;
}

function About({ change: { kind, id, name } }: ChangeProps) {
  const words = useSetupWords();
  if (kind === "end_user") {
    return (
      <>
        <code>{id}</code> <span className="audit__kind">{words.audit.endUser}</span>
      </>
    );
  }
  const isChat = kind === "chat";
  const to = isChat ? ({ page: "released", chat: id } as const) : adminRoute(SECTION_OF[kind], id);
  return (
    <>
      <Link to={to}>{name || id}</Link>{" "}
      <span className="audit__kind">{isChat ? words.audit.chat : words.kinds[kind].one}</span>
    </>
  );
}

function Difference({ change: { kind, deed, before, after } }: ChangeProps) {
  const words = useSetupWords();
  if (kind === "chat" || kind === "end_user" || (deed !== "put" && deed !== "remove")) return null;
  const [was, is] = [before as object | null, after as object | null];
  if (was !== null && is !== null) return <Differences kind={kind} before={was} after={is} />;
  return (
    <details>
      <summary>{words.audit.details}</summary>
      <Differences kind={kind} before={was} after={is} />
    </details>
  );
}

function verb(
  words: ReturnType<typeof useSetupWords>["audit"],
  { deed, before, after }: ChangeReply,
): string {
  if (deed !== "remove" && deed !== "put") return words.deeds[deed];
  if (deed === "remove" || after === null) return words.removed;
  return before === null ? words.created : words.changed;
}
