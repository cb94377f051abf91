import { UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconDownload, IconFile, IconFileTypePdf, IconPhoto } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { save } from "../../../shown/fetched.ts";
import { sizeIn } from "../../../shown/file_sizes.ts";
import type { Chat, Said } from "../../state/chat.ts";
import { type FileSeen, isPicture } from "../../state/files.ts";
import { useDesk, useWords } from "../desk_context.ts";
import { Lightbox } from "./Lightbox.tsx";
import { usePicture } from "./use_files.ts";
import "./files.css";

interface FileLineProps {
  readonly chat: Chat;
  readonly said: Said;
  readonly file: FileSeen;
}

/** A file in the conversation: a picture to look at, or a card to save. */
export function FileLine({ chat, said, file }: FileLineProps) {
  const { files: words, locale } = useWords();
  const { files } = useDesk();
  const found = usePicture(chat.id, file, false);
  const [isShown, show] = useState(false);
  const picture = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    show(false);
    setTimeout(() => picture.current?.focus());
  };
  const name = said.text;
  if (name === null) return <p className="said__erased">{words.erased}</p>;
  const about = found?.is === "gone" ? words.gone : sizeIn(locale, file.size);
  const isShownAsPicture = isPicture(file) && found?.is !== "gone";
  const keep = async (): Promise<void> => {
    const fetched = await files.fetched(chat.id).load(file.id, file.type, true);
    if (fetched.is === "there") save(fetched.url, name);
  };
  return (
    <div className="file-line">
      {isShownAsPicture && (
        <UnstyledButton
          ref={picture}
          className="file-line__picture"
          aria-label={words.show(name)}
          onClick={() => show(true)}
        >
          {found?.is === "there" ? (
            <img src={found.url} alt="" decoding="async" />
          ) : (
            <IconPhoto size={28} stroke={1.5} aria-hidden />
          )}
        </UnstyledButton>
      )}
      <UnstyledButton
        className="file-line__card"
        title={words.save(name)}
        onClick={() => void keep()}
      >
        <FileIcon type={file.type} />
        <VisuallyHidden>{words.saveVerb} </VisuallyHidden>
        <span className="file-line__about">
          <span className="file-line__name" dir="auto">
            {name}
          </span>
          <span className="file-line__size num">{about}</span>
        </span>
        <IconDownload size={16} stroke={1.75} aria-hidden />
      </UnstyledButton>
      {isShown && <Lightbox chat={chat} first={file.id} close={close} />}
    </div>
  );
}

function FileIcon({ type }: { readonly type: string }) {
  if (type === "application/pdf") return <IconFileTypePdf size={20} stroke={1.5} aria-hidden />;
  if (type.startsWith("image/")) return <IconPhoto size={20} stroke={1.5} aria-hidden />;
  return <IconFile size={20} stroke={1.5} aria-hidden />;
}
