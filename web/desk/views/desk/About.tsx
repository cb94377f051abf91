import { CloseButton } from "@mantine/core";
import {
  IconBrowser,
  IconCornerDownRight,
  IconInbox,
  IconLanguage,
  IconRosetteDiscountCheck,
  IconWorld,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { safeHref } from "../../../shown/links.ts";
import { browserOf } from "../../state/browser.ts";
import type { Chat } from "../../state/chat.ts";
import { stopwatch } from "../../state/time.ts";
import { Avatar } from "../common/Avatar.tsx";
import { Clock, Since } from "../common/Times.tsx";
import { useActs, useSelect, useWords } from "../desk_context.ts";
import { Earlier } from "./Earlier.tsx";
import { Trail } from "./Trail.tsx";
import "./visitor.css";

/** What is known of the end-user, and the chat's times. */
export function About({ chat }: { readonly chat: Chat }) {
  const { about: words, visitor } = useWords();
  const acts = useActs();
  const isOpen = useSelect(({ screen }) => screen.isAboutOpen);
  const { about } = chat;
  const name = about.name || visitor;
  return (
    <aside className="about" aria-label={words.heading} data-open={isOpen}>
      <CloseButton
        className="about__close"
        aria-label={words.close}
        onClick={() => acts.showAbout(false)}
      />
      <div className="about__who">
        <Avatar id={chat.id} name={name} />
        <div>
          <strong>{name}</strong>
          {about.email !== "" && <Mail address={about.email} />}
          {about.signed_in && (
            <span className="about__known">
              <IconRosetteDiscountCheck size={14} aria-hidden />
              {words.signedIn}
            </span>
          )}
        </div>
      </div>
      {about.question !== "" && (
        <section>
          <h2>{words.question}</h2>
          <p className="about__question">{about.question}</p>
        </section>
      )}
      <Answers answers={about.answers} />
      <Visit chat={chat} />
      <Trail chat={chat} />
      <TimesOf chat={chat} />
      <Team chat={chat} />
      <Earlier chat={chat} />
    </aside>
  );
}

function Answers({ answers }: { readonly answers: Readonly<Record<string, string>> }) {
  const { about: words } = useWords();
  const given = Object.entries(answers).filter(([, answer]) => answer !== "");
  if (given.length === 0) return null;
  return (
    <section>
      <h2>{words.answers}</h2>
      <dl className="about__pairs">
        {given.map(([field, answer]) => (
          <div key={field}>
            <dt>{field.replaceAll("_", " ")}</dt>
            <dd>{answer}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Visit({ chat }: { readonly chat: Chat }) {
  const { about: words, locale } = useWords();
  const { about } = chat;
  const browser = browserOf(about.user_agent);
  const known =
    browser === null
      ? about.user_agent
      : browser.system === null
        ? browser.browser
        : words.browserOn(browser.browser, browser.system);
  const href = safeHref(about.page_url);
  return (
    <section>
      <h2>{words.visit}</h2>
      <ul className="about__facts">
        <Fact icon={<IconInbox />} name={words.queue} value={about.queue} />
        <Fact icon={<IconWorld />} name={words.page} value={pageOf(about)} hint={about.page_url}>
          {href !== null && (
            <a href={href} target="_blank" rel="noreferrer noopener">
              {pageOf(about)}
            </a>
          )}
        </Fact>
        <Fact
          icon={<IconCornerDownRight />}
          name={words.referrer}
          value={shortUrl(about.referrer)}
          hint={about.referrer}
        />
        <Fact
          icon={<IconLanguage />}
          name={words.language}
          value={languageName(about.language, locale)}
        />
        <Fact icon={<IconBrowser />} name={words.browser} value={known} hint={about.user_agent} />
      </ul>
    </section>
  );
}

interface FactProps {
  readonly icon: ReactNode;
  readonly name: string;
  readonly value: string;
  readonly hint?: string;
  readonly children?: ReactNode;
}

function Fact({ icon, name, value, hint, children }: FactProps) {
  if (value === "") return null;
  return (
    <li title={hint === undefined || hint === "" ? name : `${name}: ${hint}`}>
      <span className="about__icon" aria-hidden>
        {icon}
      </span>
      <span className="unseen">{name}: </span>
      <span className="about__value">{children || value}</span>
    </li>
  );
}

function TimesOf({ chat }: { readonly chat: Chat }) {
  const { about: words } = useWords();
  const { requestedAt, engagedAt, endedAt } = chat;
  return (
    <section>
      <h2>{words.times}</h2>
      <dl className="about__pairs num">
        {requestedAt !== null && (
          <div>
            <dt>{words.requested}</dt>
            <dd>
              <Clock at={requestedAt} />
            </dd>
          </div>
        )}
        {requestedAt !== null && engagedAt !== null && (
          <div>
            <dt>{words.waited}</dt>
            <dd>{stopwatch(engagedAt - requestedAt)}</dd>
          </div>
        )}
        {engagedAt !== null && (
          <div>
            <dt>{words.engaged}</dt>
            <dd>{endedAt === null ? <Since at={engagedAt} /> : stopwatch(endedAt - engagedAt)}</dd>
          </div>
        )}
        {endedAt !== null && (
          <div>
            <dt>{words.ended}</dt>
            <dd>
              <Clock at={endedAt} />
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}

/** Shown where more than one agent takes part. */
function Team({ chat }: { readonly chat: Chat }) {
  const { about: words, you } = useWords();
  const desk = useSelect((snapshot) => snapshot.desk);
  if (chat.participants.length < 2) return null;
  const nameOf = (id: string): string => desk.agents[id] ?? id;
  return (
    <section>
      <h2>{words.others}</h2>
      <ul className="about__team">
        {chat.participants.map((id) => (
          <li key={id}>
            <Avatar id={id} name={nameOf(id)} agent small absent={id in chat.agentsAbsent} />
            {id === desk.me?.id ? you : nameOf(id)}
            {id === chat.lead && <span className="badge badge--accent">{words.lead}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A link to write to, if it is one address and nothing else: more would fill in the letter. */
function Mail({ address }: { readonly address: string }) {
  if (!/^[^\s@?%&,;:<>"]+@[^\s@?%&,;:<>"]+$/.test(address)) return <span>{address}</span>;
  return <a href={`mailto:${address}`}>{address}</a>;
}

/** The end-user's side chose both: a title that reads like an address could name another one. */
function pageOf({ page_title: title, page_url: url }: Chat["about"]): string {
  const isAddress = /:\/|\/\/|^\S+\.\S+$/.test(title);
  return title === "" || isAddress ? shortUrl(safeHref(url) ?? url) : title;
}

export function shortUrl(url: string): string {
  return url.replace(/^https?:\/\/(www\.)?/i, "").replace(/\/$/, "");
}

function languageName(tag: string, locale: string): string {
  if (tag === "") return "";
  try {
    return new Intl.DisplayNames([locale], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
