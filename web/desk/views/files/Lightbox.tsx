import { ActionIcon, Modal } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconDownload, IconX } from "@tabler/icons-react";
import { useEffect, useEffectEvent, useState } from "react";
import { save } from "../../../shown/fetched.ts";
import type { Chat } from "../../state/chat.ts";
import { type FileItem, picturesOf } from "../../state/files.ts";
import { useWords } from "../desk_context.ts";
import { usePicture } from "./use_files.ts";

interface LightboxProps {
  readonly chat: Chat;
  /** The file that it opens with. */
  readonly first: string;
  close(): void;
}

/**
 * The chat's pictures one by one, over everything. Arrow keys, Home and End go through them, Escape
 * closes; the focus goes back to the picture in the conversation.
 */
export function Lightbox({ chat, first, close }: LightboxProps) {
  const { files: words } = useWords();
  const pictures = picturesOf(chat);
  const [shown, show] = useState(first);
  const at = Math.max(
    0,
    pictures.findIndex(({ file }) => file.id === shown),
  );
  const picture = pictures[at];
  const go = (to: number): void => {
    const next = pictures[Math.min(Math.max(to, 0), pictures.length - 1)];
    if (next !== undefined) show(next.file.id);
  };
  const pressed = useEffectEvent((event: KeyboardEvent): void => {
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: pictures.length - 1 };
    const wanted = to[event.key as keyof typeof to];
    if (wanted === undefined) return;
    event.preventDefault();
    go(wanted);
  });
  // Of the whole page: the first key may come before the focus has moved in.
  useEffect(() => {
    const press = (event: KeyboardEvent): void => pressed(event);
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
  if (picture === undefined) return null;
  const { text } = picture;
  const name = text ?? "";
  return (
    <Modal.Root opened onClose={close} fullScreen transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content
        className="lightbox"
        aria-label={words.lightbox(name, at + 1, pictures.length)}
      >
        <Modal.Body className="lightbox__body">
          <div className="lightbox__top">
            <span className="lightbox__name" dir="auto">
              {name}
            </span>
            {pictures.length > 1 && (
              <span className="lightbox__place num" data-tell>
                {words.place(at + 1, pictures.length)}
              </span>
            )}
            <Save chat={chat.id} picture={picture} />
            <ActionIcon
              size={40}
              variant="transparent"
              aria-label={words.close}
              onClick={close}
              data-autofocus
            >
              <IconX size={22} stroke={1.75} aria-hidden />
            </ActionIcon>
          </div>
          <div className="lightbox__stage">
            <Shown chat={chat.id} picture={picture} />
            {pictures.length > 1 && (
              <>
                <Step label={words.previous} side="start" off={at === 0} go={() => go(at - 1)} />
                <Step
                  label={words.next}
                  side="end"
                  off={at === pictures.length - 1}
                  go={() => go(at + 1)}
                />
              </>
            )}
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

interface PictureProps {
  readonly chat: string;
  readonly picture: FileItem;
}

function Shown({ chat, picture }: PictureProps) {
  const { files: words } = useWords();
  const found = usePicture(chat, picture.file, true);
  if (found?.is === "there") return <img src={found.url} alt={picture.text ?? ""} />;
  return <p>{found?.is === "gone" ? words.gone : words.fetching}</p>;
}

function Save({ chat, picture }: PictureProps) {
  const { files: words } = useWords();
  const found = usePicture(chat, picture.file, true);
  const name = picture.text ?? "";
  return (
    <ActionIcon
      size={40}
      variant="transparent"
      aria-label={words.save(name)}
      disabled={found?.is !== "there"}
      onClick={() => found?.is === "there" && save(found.url, name)}
    >
      <IconDownload size={22} stroke={1.75} aria-hidden />
    </ActionIcon>
  );
}

interface StepProps {
  readonly label: string;
  readonly side: "start" | "end";
  readonly off: boolean;
  go(): void;
}

/** At the end it stays, so that the focus has a place to be. */
function Step({ label, side, off, go }: StepProps) {
  return (
    <ActionIcon
      size={44}
      variant="transparent"
      className={`lightbox__step lightbox__step--${side}`}
      aria-label={label}
      aria-disabled={off}
      onClick={go}
    >
      {side === "start" ? (
        <IconChevronLeft size={28} stroke={1.5} aria-hidden />
      ) : (
        <IconChevronRight size={28} stroke={1.5} aria-hidden />
      )}
    </ActionIcon>
  );
}
