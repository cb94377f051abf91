import { ActionIcon, Modal } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { KeptRecording, Player, PlayerState } from "../../state/recording.ts";
import { exact, iso } from "../../state/time.ts";
import { useRoom } from "../cobrowse/PageView.tsx";
import "../cobrowse/page_view.css";
import { useDesk, useWords } from "../desk_context.ts";
import { PlayerBar } from "./PlayerBar.tsx";

interface PlayerDialogProps {
  readonly chat: string;
  readonly name: string;
  readonly recording: KeptRecording;
  close(): void;
}

/** A recording over everything, in the same frame as a page that is shown live. */
export function PlayerDialog({ chat, name, recording, close }: PlayerDialogProps) {
  const { recordings } = useDesk();
  const { recordings: words, locale } = useWords();
  const [player] = useState(() => recordings.player(chat, recording.cobrowse_id));
  const state = useSyncExternalStore(
    (changed) => player.subscribe(changed),
    () => player.state(),
  );
  const title = words.title(name);
  return (
    <Modal.Root opened onClose={close} fullScreen radius={0} transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content aria-label={title}>
        <Modal.Body className="player">
          <div className="player__top">
            <div>
              <h2 dir="auto">{title}</h2>
              <time className="num" dateTime={iso(recording.at)}>
                {words.shownAt(exact(recording.at, locale))}
              </time>
            </div>
            <p className="player__url" title={state.url}>
              {state.url.replace(/^https?:\/\//, "")}
            </p>
            <ActionIcon size={36} aria-label={words.close} onClick={close} data-autofocus>
              <IconX size={20} stroke={1.75} aria-hidden />
            </ActionIcon>
          </div>
          <Port player={player} state={state} title={title} />
          <PlayerBar player={player} state={state} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

interface PortProps {
  readonly player: Player;
  readonly state: PlayerState;
  readonly title: string;
}

function Port({ player, state, title }: PortProps) {
  const { recordings: words } = useWords();
  const port = useRef<HTMLDivElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const room = useRoom(port);
  useEffect(() => {
    const { current } = place;
    return current === null ? undefined : player.mount(current, title);
  }, [player, title]);
  const { is, width, height } = state;
  const scale = Math.min(room.width / width, room.height / height, 1) || 1;
  const isCutHere = state.isCut && state.isWhole && state.at >= state.length;
  const said = is === "ready" ? (isCutHere ? words.cut : null) : words[is];
  return (
    <div ref={port} className="player__port" data-is={is}>
      <div className="page-view__sheet" style={{ width: width * scale, height: height * scale }}>
        <div
          ref={place}
          className="page-view__place"
          style={{ width, height, transform: `scale(${scale})` }}
        />
      </div>
      {said !== null && (
        <p className="player__said" data-tell>
          {said}
        </p>
      )}
    </div>
  );
}
