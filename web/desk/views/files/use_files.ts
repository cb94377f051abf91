import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import type { Fetched } from "../../../shown/fetched.ts";
import { SHOWN_BYTES_MAX } from "../../../shown/file_sizes.ts";
import type { Pending, UploadRules, Uploads } from "../../../shown/uploads.ts";
import type { Chat } from "../../state/chat.ts";
import { type FileSeen, isFile, isPicture } from "../../state/files.ts";
import { isOutside } from "../../state/parts.ts";
import { useDesk, useSelect } from "../desk_context.ts";

/** The chat's uploads, drawn anew as they move; what stands in the chat is settled. */
export function useUploads(chat: Chat): readonly [Uploads, readonly Pending[]] {
  const uploads = useDesk().files.uploads(chat.id);
  const pending = useSyncExternalStore(
    useCallback((told) => uploads.subscribe(told), [uploads]),
    () => uploads.pending,
  );
  const { items } = chat;
  useEffect(() => {
    uploads.settle(new Set(items.filter(isFile).map(({ file }) => file.id)));
  }, [uploads, items]);
  return [uploads, pending];
}

/** What this agent may send in the chat now; `null`: nothing. */
export function useFileRules(chat: Chat): UploadRules | null {
  const { files } = useDesk();
  const me = useSelect(({ desk }) => desk.me?.id ?? "");
  const [rules, setRules] = useState<UploadRules | null>(null);
  const takesPart = chat.participants.includes(me) && !isOutside(chat);
  useEffect(() => {
    let isOpen = true;
    if (takesPart) void files.rules(chat.id).then((found) => isOpen && setRules(found));
    return () => {
      isOpen = false;
    };
  }, [files, chat.id, takesPart]);
  return takesPart && chat.phase === "engaged" ? rules : null;
}

/** The picture's address in this page, once it is fetched; small ones are fetched at once. */
export function usePicture(chat: string, file: FileSeen, wanted: boolean): Fetched | null {
  const fetched = useDesk().files.fetched(chat);
  const atOnce = wanted || (isPicture(file) && file.size <= SHOWN_BYTES_MAX);
  useEffect(() => {
    if (atOnce) void fetched.load(file.id, file.type);
  }, [fetched, file.id, file.type, atOnce]);
  return useSyncExternalStore(
    useCallback((told) => fetched.subscribe(told), [fetched]),
    () => fetched.get(file.id),
  );
}
