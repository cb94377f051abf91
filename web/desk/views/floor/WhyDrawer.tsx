import { ActionIcon, Button, Drawer, Loader } from "@mantine/core";
import { IconAlertCircle, IconRoute, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { stopwatch } from "../../state/time.ts";
import type { Change, Waiting, Why } from "../../state/why.ts";
import type { BoardChat } from "../../state/wire.ts";
import { Blank } from "../common/Blank.tsx";
import { useDesk, useNow, useSelect, useWords } from "../desk_context.ts";
import { ExplanationOf } from "../ledger/ExplanationOf.tsx";

/** How often the router is asked again while one looks. */
const REFRESH_MS = 2_000;

interface WhyProps {
  /** Absent: it is on the board no more. */
  readonly chat: BoardChat | undefined;
  readonly asked: string | null;
  close(): void;
}

/** Why a chat is waiting, or why it went to its agent: the router's account, in words. */
export function WhyDrawer({ chat, asked, close }: WhyProps) {
  const { floor, visitor } = useWords();
  const words = floor.why;
  const heading = words.heading(chat?.name || visitor);
  return (
    <Drawer.Root opened={asked !== null} onClose={close} position="right" size={460}>
      <Drawer.Overlay />
      <Drawer.Content aria-label={heading}>
        <Drawer.Body className="why-drawer">
          <div className="why-drawer__top">
            <h2>
              <IconRoute size={17} aria-hidden />
              {heading}
            </h2>
            <ActionIcon aria-label={words.close} onClick={close} data-autofocus>
              <IconX size={18} aria-hidden />
            </ActionIcon>
          </div>
          {asked !== null &&
            (chat === undefined ? (
              <p className="why-drawer__lead">{words.gone}</p>
            ) : chat.lead === null ? (
              <OfWaiting chat={chat} />
            ) : (
              <OfAgent chat={chat.chat} />
            ))}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

function OfWaiting({ chat }: { readonly chat: BoardChat }) {
  const { archive } = useDesk();
  const found = useQuery({
    queryKey: ["why", chat.chat],
    queryFn: () => archive.why(chat.chat),
    refetchInterval: REFRESH_MS,
  });
  if (found.data === undefined) {
    return <Missing isError={found.isError} again={() => void found.refetch()} />;
  }
  return <Told why={found.data} chat={chat} />;
}

/** The explanation that was kept with the last offer that was taken. */
function OfAgent({ chat }: { readonly chat: string }) {
  const { archive } = useDesk();
  const found = useQuery({ queryKey: ["ledger", chat], queryFn: () => archive.ledger(chat) });
  if (found.data === undefined) {
    return <Missing isError={found.isError} again={() => void found.refetch()} />;
  }
  const offer = found.data.rows.findLast(({ kind }) => kind === 8);
  return offer === undefined ? null : <ExplanationOf row={offer} />;
}

function Missing({ isError, again }: { readonly isError: boolean; again(): void }) {
  const { floor } = useWords();
  const words = floor.why;
  return isError ? (
    <Blank icon={<IconAlertCircle size={24} stroke={1.5} aria-hidden />} heading={words.failed}>
      <Button variant="default" onClick={again}>
        {words.again}
      </Button>
    </Blank>
  ) : (
    <div className="opening" aria-busy>
      <Loader size={20} color="gray" />
      <p>{words.loading}</p>
    </div>
  );
}

function Told({ why, chat }: { readonly why: Why; readonly chat: BoardChat }) {
  const { floor, lines } = useWords();
  const words = floor.why;
  const now = useNow();
  const agents = useSelect(({ desk }) => desk.agents);
  const { waiting, offered_to: offered, offer_until: until } = why;
  return (
    <div className="why-drawer__told">
      <p className="why-drawer__lead num">
        {words.waits(stopwatch(now - chat.phase_since), chat.queue)}
      </p>
      {offered !== null && (
        <p>
          {words.offered(agents[offered] ?? lines.someone)}{" "}
          {until !== null && words.offerUntil(stopwatch(until - now))}
        </p>
      )}
      {waiting !== null && <Account waiting={waiting} at={why.now} />}
    </div>
  );
}

function Account({ waiting, at }: { readonly waiting: Waiting; readonly at: number }) {
  const { floor, ledger, lines } = useWords();
  const words = floor.why;
  const agents = useSelect(({ desk }) => desk.agents);
  const nameOf = (id: string): string => agents[id] ?? lines.someone;
  const reason = (against: string): string => ledger.explanation.against[against] ?? against;
  const { agents: count, free, kept_for: kept } = waiting;
  const held = Object.entries(waiting.against).sort(([, a], [, b]) => b - a);
  return (
    <>
      <p>
        {words.place(waiting.place, waiting.of)}{" "}
        {count === 0 ? words.nobody : free === 0 ? words.allHeld(count) : words.free(free)}
      </p>
      {kept !== null && <p>{words.keptFor(nameOf(kept))}</p>}
      <Section heading={words.wants} isEmpty={Object.keys(waiting.levels).length === 0}>
        {Object.entries(waiting.levels).map(([skill, level]) => (
          <li key={skill}>{words.skill(skill, level)}</li>
        ))}
      </Section>
      <Section heading={words.held} isEmpty={held.length === 0}>
        {held.map(([against, many]) => (
          <li key={against} className="num">
            {words.heldBy(many, reason(against))}
          </li>
        ))}
      </Section>
      <Section heading={words.agents} isEmpty={waiting.named.length === 0}>
        {waiting.named.map((one) => (
          <li key={one.agent_id}>
            {nameOf(one.agent_id)}{" "}
            <span>{one.against === null ? words.isFree : reason(one.against)}</span>
          </li>
        ))}
        {count > waiting.named.length && (
          <li>{ledger.explanation.more(count - waiting.named.length)}</li>
        )}
      </Section>
      <Changes changes={waiting.changes} at={at} nameOf={nameOf} />
      <p className="why__policy">{ledger.explanation.policy(waiting.policy)}</p>
    </>
  );
}

interface ChangesProps {
  readonly changes: readonly Change[];
  readonly at: number;
  nameOf(agent: string): string;
}

function Changes({ changes, at, nameOf }: ChangesProps) {
  const { floor } = useWords();
  const words = floor.why;
  const queues = useSelect(({ desk }) => desk.queues);
  const about = ({ what, about: id }: Change): string =>
    what === "overflow" ? (queues[id] ?? id) : what === "skill" ? id : nameOf(id);
  return (
    <Section heading={words.changes} isEmpty={changes.length === 0}>
      {changes.map((change) => (
        <li key={`${change.at} ${change.what} ${change.about}`} className="num">
          {words.changed[change.what](about(change))}{" "}
          <span>{words.within(stopwatch(change.at - at))}</span>
        </li>
      ))}
    </Section>
  );
}

interface SectionProps {
  readonly heading: string;
  readonly isEmpty: boolean;
  readonly children: React.ReactNode;
}

function Section({ heading, isEmpty, children }: SectionProps) {
  if (isEmpty) return null;
  return (
    <section>
      <h3>{heading}</h3>
      <ul>{children}</ul>
    </section>
  );
}
