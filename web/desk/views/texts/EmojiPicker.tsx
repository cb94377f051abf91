import { ActionIcon, Popover, UnstyledButton } from "@mantine/core";
import { IconMoodSmile } from "@tabler/icons-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { EMOJI } from "../../../shown/emoji.ts";
import { useWords } from "../desk_context.ts";

const COLUMNS = 9;
const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowLeft: -1,
  ArrowDown: COLUMNS,
  ArrowUp: -COLUMNS,
};

interface EmojiPickerProps {
  readonly disabled: boolean;
  insert(emoji: string): void;
}

export function EmojiPicker({ disabled, insert }: EmojiPickerProps) {
  const { texts: words } = useWords();
  const [isOpen, setOpen] = useState(false);
  const grid = useRef<HTMLDivElement>(null);
  const pressed = (event: KeyboardEvent): void => {
    const way = STEPS[event.key];
    if (way === undefined || grid.current === null) return;
    event.preventDefault();
    const all = [...grid.current.querySelectorAll("button")];
    const at = all.indexOf(event.target as HTMLButtonElement);
    all[Math.max(0, Math.min(all.length - 1, at + way))]?.focus();
  };
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="top-start"
      trapFocus
      returnFocus
      withinPortal
      shadow="md"
    >
      <Popover.Target>
        <ActionIcon
          size={32}
          disabled={disabled}
          aria-label={words.emoji}
          title={words.emoji}
          onClick={() => setOpen(!isOpen)}
        >
          <IconMoodSmile size={18} stroke={1.75} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className="emoji" aria-label={words.emoji}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows go from one to the next */}
        <div ref={grid} onKeyDown={pressed}>
          {EMOJI.map(({ id, emoji }) => (
            <section key={id} aria-label={words.emojiGroups[id]}>
              <h3>{words.emojiGroups[id]}</h3>
              {emoji.map((each) => (
                <UnstyledButton
                  key={each}
                  onClick={() => {
                    setOpen(false);
                    insert(each);
                  }}
                >
                  {each}
                </UnstyledButton>
              ))}
            </section>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
