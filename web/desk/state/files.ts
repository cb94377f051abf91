/** Files of chats: what is on its way, and what has been fetched to be looked at. */

import type { FetchedFiles } from "../../shown/fetched.ts";
import { PICTURES } from "../../shown/file_sizes.ts";
import type { UploadRules, Uploads } from "../../shown/uploads.ts";
import type { Chat, Item, Said } from "./chat.ts";

export interface FileSeen {
  readonly id: string;
  readonly size: number;
  readonly type: string;
}

export interface Files {
  uploads(chat: string): Uploads;
  fetched(chat: string): FetchedFiles;
  /** What may be sent in the chat; `null`: no files. */
  rules(chat: string): Promise<UploadRules | null>;
}

export type FileItem = Said & { readonly file: FileSeen };

export function isFile(item: Item): item is FileItem {
  return item.type === "said" && item.file !== undefined;
}

/** The chat's pictures that can be shown, in order. */
export function picturesOf(chat: Chat): readonly FileItem[] {
  return chat.items.filter(isFile).filter(({ file, text }) => isPicture(file) && text !== null);
}

export function isPicture(file: FileSeen): boolean {
  return PICTURES.has(file.type);
}
