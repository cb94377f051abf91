import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconArrowsMaximize, IconArrowsMinimize, IconLoader2 } from "@tabler/icons-react";
import {
  type CSSProperties,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import type { Chat } from "../../state/chat.ts";
import { looksAtPage, type PageShown } from "../../state/cobrowse.ts";
import { useActs, useDesk, useSelect, useWords } from "../desk_context.ts";
import { Glass } from "./Glass.tsx";
import { Splitter } from "./Splitter.tsx";
import "./page_view.css";

/**
 * The pages that end-users show this agent. All of them stay drawn while their chats are not in
 * front: a frame that is taken out of the page begins anew.
 */
export function PageViews({ selected }: { readonly selected: string | null }) {
  const desk = useSelect((snapshot) => snapshot.desk);
  const shown = desk.open.flatMap((id) => {
    const chat = desk.chats[id];
    return chat !== undefined && looksAtPage(chat, desk.me) ? [chat] : [];
  });
  return shown.map((chat) => (
    <PageView
      key={`${chat.id} ${chat.cobrowse?.id}`}
      chat={chat}
      isInFront={chat.id === selected}
    />
  ));
}

interface PageViewProps {
  readonly chat: Chat;
  readonly isInFront: boolean;
}

function PageView({ chat, isInFront }: PageViewProps) {
  const words = useWords();
  const name = chat.about.name || words.visitor;
  const [isLarge, setLarge] = useState(false);
  const [share, setShare] = useState(62);
  const page = usePage(chat.id);
  const style = { "--page-share": `${share}%` } as CSSProperties;
  return (
    <>
      <section
        className="page-view"
        aria-label={words.cobrowse.page(name)}
        data-large={isLarge}
        data-is={page?.is ?? "connecting"}
        hidden={!isInFront}
        style={style}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || !isLarge) return;
          event.stopPropagation();
          setLarge(false);
        }}
      >
        <Top chat={chat.id} name={name} url={page?.url ?? ""} isLarge={isLarge} large={setLarge} />
        <Port chat={chat.id} name={name} page={page} />
        <p className="page-view__foot">
          <span>{words.cobrowse.hint}</span> <span>{words.cobrowse.sees}</span>
        </p>
      </section>
      {isInFront && !isLarge && <Splitter share={share} change={setShare} />}
    </>
  );
}

interface TopProps {
  readonly chat: string;
  readonly name: string;
  readonly url: string;
  readonly isLarge: boolean;
  large(on: boolean): void;
}

function Top({ chat, name, url, isLarge, large }: TopProps) {
  const { cobrowse: words } = useWords();
  const isBusy = useSelect(({ busy }) => busy.has(`stop_cobrowse:${chat}`));
  const acts = useActs();
  const size = isLarge ? words.smaller : words.larger;
  return (
    <header className="page-view__top">
      <i className="page-view__live" aria-hidden />
      <h2>{words.page(name)}</h2>
      <p className="page-view__url" title={url}>
        {url.replace(/^https?:\/\//, "")}
      </p>
      <Tooltip label={size}>
        <ActionIcon aria-label={size} aria-pressed={isLarge} onClick={() => large(!isLarge)}>
          {isLarge ? (
            <IconArrowsMinimize size={18} stroke={1.75} aria-hidden />
          ) : (
            <IconArrowsMaximize size={18} stroke={1.75} aria-hidden />
          )}
        </ActionIcon>
      </Tooltip>
      <Button variant="default" loading={isBusy} onClick={() => acts.stopLooking(chat)}>
        {words.stop}
      </Button>
    </header>
  );
}

interface PortProps {
  readonly chat: string;
  readonly name: string;
  readonly page: PageShown | null;
}

function Port({ chat, name, page }: PortProps) {
  const { cobrowse: words } = useWords();
  const { shows } = useDesk();
  const port = useRef<HTMLDivElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const room = useRoom(port);
  const title = words.page(name);
  useEffect(() => {
    const { current } = place;
    return current === null ? undefined : shows.mount(chat, current, title);
  }, [shows, chat, title]);
  const { width, height } = page ?? { width: 1, height: 1 };
  const scale = Math.min(room.width / width, room.height / height, 1) || 1;
  const isLive = page?.is === "live";
  return (
    <div ref={port} className="page-view__port">
      <div className="page-view__sheet" style={{ width: width * scale, height: height * scale }}>
        <div
          ref={place}
          className="page-view__place"
          style={{ width, height, transform: `scale(${scale})` }}
        />
        {isLive && <Glass chat={chat} scale={scale} width={width} height={height} />}
      </div>
      {!isLive && (
        <p className="page-view__wait" data-tell>
          <IconLoader2 size={16} aria-hidden />
          {page?.is === "lost" ? words.lost : words.connecting(name)}
        </p>
      )}
    </div>
  );
}

function usePage(chat: string): PageShown | null {
  const { shows } = useDesk();
  return useSyncExternalStore(
    useCallback((changed) => shows.subscribe(changed), [shows]),
    () => shows.of(chat),
  );
}

/** The room that an element has, as it changes. */
export function useRoom(of: RefObject<HTMLElement | null>): {
  readonly width: number;
  readonly height: number;
} {
  const [room, setRoom] = useState({ width: 1, height: 1 });
  useEffect(() => {
    if (of.current === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined || entry.contentRect.width === 0) return;
      setRoom({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(of.current);
    return () => observer.disconnect();
  }, [of]);
  return room;
}
