import { ActionIcon, SegmentedControl, Switch, Tooltip } from "@mantine/core";
import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconRefresh,
  IconRewindBackward10,
  IconRewindForward10,
} from "@tabler/icons-react";
import { type CSSProperties, useEffect, useEffectEvent } from "react";
import { type Player, type PlayerState, SPEEDS, type Speed } from "../../state/recording.ts";
import { stopwatch } from "../../state/time.ts";
import { useWords } from "../desk_context.ts";

/** What the buttons and, with the focus elsewhere, the arrow keys go. */
const STEP_S = 10;
/** On the time line itself; Home and End are the control's own. */
const KEY_STEPS_S: Readonly<Record<string, number>> = {
  ArrowLeft: -5,
  ArrowDown: -5,
  ArrowRight: 5,
  ArrowUp: 5,
  PageDown: -30,
  PageUp: 30,
};

interface PlayerBarProps {
  readonly player: Player;
  readonly state: PlayerState;
}

export function PlayerBar({ player, state }: PlayerBarProps) {
  const { recordings: words } = useWords();
  const isOff = state.is !== "ready";
  const step = (seconds: number): void => player.seek(state.at + seconds * 1_000);
  const pressed = useEffectEvent((event: KeyboardEvent): void => {
    const isTaken = (event.target as Element).closest("button, input, [role=radio]") !== null;
    if (isTaken || isOff || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " ") player.play(!state.plays);
    else if (event.key === "ArrowLeft") step(-STEP_S);
    else if (event.key === "ArrowRight") step(STEP_S);
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => pressed(event);
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
  return (
    <section className="player__bar" aria-label={words.controls}>
      <Track player={player} state={state} />
      <div className="player__controls">
        <PlayButton player={player} state={state} />
        <ActionIcon
          size={36}
          aria-label={words.back(STEP_S)}
          disabled={isOff}
          onClick={() => step(-STEP_S)}
        >
          <IconRewindBackward10 size={20} stroke={1.75} aria-hidden />
        </ActionIcon>
        <ActionIcon
          size={36}
          aria-label={words.on(STEP_S)}
          disabled={isOff}
          onClick={() => step(STEP_S)}
        >
          <IconRewindForward10 size={20} stroke={1.75} aria-hidden />
        </ActionIcon>
        <p className="player__time num">
          {stopwatch(state.at)} <span>/ {stopwatch(state.length)}</span>
        </p>
        <Tooltip label={words.skipHint}>
          <Switch
            size="sm"
            label={words.skip}
            checked={state.skips}
            onChange={({ currentTarget }) => player.skip(currentTarget.checked)}
          />
        </Tooltip>
        <SegmentedControl
          aria-label={words.speed}
          size="xs"
          value={`${state.speed}`}
          data={SPEEDS.map((speed) => ({ value: `${speed}`, label: words.times(speed) }))}
          onChange={(value) => player.setSpeed(Number(value) as Speed)}
        />
      </div>
    </section>
  );
}

function PlayButton({ player, state }: PlayerBarProps) {
  const { recordings: words } = useWords();
  const isAtEnd = state.isWhole && state.at >= state.length && !state.plays;
  const label = state.plays ? words.pause : isAtEnd ? words.replay : words.play;
  return (
    <ActionIcon
      size={40}
      variant="filled"
      className="player__play"
      aria-label={label}
      disabled={state.is !== "ready"}
      onClick={() => player.play(!state.plays)}
    >
      {state.plays ? (
        <IconPlayerPauseFilled size={20} aria-hidden />
      ) : isAtEnd ? (
        <IconRefresh size={20} stroke={2} aria-hidden />
      ) : (
        <IconPlayerPlayFilled size={20} aria-hidden />
      )}
    </ActionIcon>
  );
}

/** The time line: where one is, where nothing happened, and where pages begin. */
function Track({ player, state }: PlayerBarProps) {
  const { recordings: words } = useWords();
  const { at, length } = state;
  const share = (ms: number): string => `${length === 0 ? 0 : (ms / length) * 100}%`;
  const style = { "--at": share(at) } as CSSProperties;
  return (
    <div className="player__track" style={style}>
      <i className="player__past" aria-hidden />
      {state.pauses.map(({ from, until }) => (
        <i
          key={from}
          className="player__pause"
          aria-hidden
          style={{ insetInlineStart: share(from), width: share(until - from) }}
        />
      ))}
      {state.pages.slice(1).map((page) => (
        <i
          key={page}
          className="player__page"
          aria-hidden
          style={{ insetInlineStart: share(page) }}
        />
      ))}
      <input
        type="range"
        min={0}
        max={Math.max(length, 1)}
        step={1}
        value={at}
        disabled={state.is !== "ready"}
        aria-label={words.place}
        aria-valuetext={words.placeOf(stopwatch(at), stopwatch(length))}
        onChange={({ currentTarget }) => player.seek(Number(currentTarget.value))}
        onKeyDown={(event) => {
          const seconds = KEY_STEPS_S[event.key];
          if (seconds === undefined) return;
          event.preventDefault();
          player.seek(at + seconds * 1_000);
        }}
      />
    </div>
  );
}
