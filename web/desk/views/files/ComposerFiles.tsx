import type { Chat } from "../../state/chat.ts";
import { useWords } from "../desk_context.ts";
import { Attach } from "./Attach.tsx";
import { UploadList } from "./UploadList.tsx";
import { useDrops } from "./use_drops.ts";
import { useFileRules, useUploads } from "./use_files.ts";

/** What files add to the box: a button, a list above it, and what is dropped on it or pasted. */
export function useComposerFiles(chat: Chat, name: string, isPrivate: boolean) {
  const { files: words } = useWords();
  const [uploads, pending] = useUploads(chat);
  const rules = useFileRules(chat);
  const isOpen = rules !== null && !isPrivate;
  const { isOver, handlers } = useDrops(uploads, isOpen);
  return {
    handlers,
    button: isOpen ? <Attach uploads={uploads} rules={rules} /> : null,
    list: (
      <>
        <UploadList uploads={uploads} pending={pending} rules={rules} />
        {isOver && <p className="composer__drop">{words.drop(name)}</p>}
      </>
    ),
  };
}
