/** Files in the chat: those on their way, and what was sent. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { FileRules } from "../../loader/contract.ts";
import { type Fetched, FetchedFiles, save } from "../../shown/fetched.ts";
import { PICTURES, SHOWN_BYTES_MAX, sizeIn } from "../../shown/file_sizes.ts";
import { browserUploads, type Pending, Uploads } from "../../shown/uploads.ts";
import { type FileWords, failureWords, fileWords } from "../messages/files.ts";
import type { FileSeen } from "../state/chat.ts";
import type { Model } from "../state/model.ts";
import { type Surround, useLanguage, useRoute, useStyles } from "./deeds.ts";
import css from "./files.css?inline";
import { Drawn } from "./icon.tsx";

/** What is under way outlives the panel, which may be closed meanwhile. */
const uploadsOf = new Map<string, Uploads>();
const filesOf = new Map<string, FetchedFiles>();

interface UploadingProps {
  readonly model: Model;
  readonly rules: FileRules;
  /** To be sent; more may be added at the end. */
  readonly brought: readonly File[];
  /** Files are being dragged over the panel. */
  readonly isOver: boolean;
}

export function Uploading({ model, rules, brought, isOver }: UploadingProps) {
  useStyles(css);
  const words = fileWords(useLanguage());
  const uploads = useUploads(model.chat?.chat ?? "", rules);
  const taken = useRef(0);
  useEffect(() => {
    uploads.add(brought.slice(taken.current));
    taken.current = brought.length;
  }, [uploads, brought]);
  useSettled(uploads, model);
  return (
    <>
      {uploads.pending.length > 0 && (
        <ul class="uploads">
          {uploads.pending.map((one) => (
            <Upload key={one.id} one={one} uploads={uploads} rules={rules} words={words} />
          ))}
        </ul>
      )}
      {isOver && <p class="drop">{words.drop}</p>}
    </>
  );
}

interface UploadProps {
  readonly one: Pending;
  readonly uploads: Uploads;
  readonly rules: FileRules;
  readonly words: FileWords;
}

function Upload({ one, uploads, rules, words }: UploadProps) {
  const language = useLanguage();
  const failed = one.state === "failed";
  return (
    <li class={failed ? "upload failed" : "upload"}>
      <span class="upload-name" dir="auto">
        {one.name}
      </span>
      <span class="upload-state" data-tell>
        {failed
          ? failureWords(words, one.code, sizeIn(language, rules.size_max))
          : standing(words, language, one)}
      </span>
      {one.state === "sending" && <progress max={one.size} value={Math.min(one.sent, one.size)} />}
      {failed && uploads.canRetry(one.id) && (
        <button type="button" class="upload-retry" onClick={() => uploads.retry(one.id)}>
          {words.retry}
        </button>
      )}
      <button
        type="button"
        class="upload-stop"
        aria-label={failed ? words.dismiss(one.name) : words.cancel(one.name)}
        onClick={() => uploads.remove(one.id)}
      >
        <Drawn path="M18 6l-12 12M6 6l12 12" size={16} />
      </button>
    </li>
  );
}

function standing(words: FileWords, language: string, one: Pending): string {
  switch (one.state) {
    case "sending": {
      // Told in tenths: whoever listens does not want every percent.
      const part = Math.floor((10 * Math.min(one.sent, one.size)) / one.size) / 10;
      return words.sending(new Intl.NumberFormat(language, { style: "percent" }).format(part));
    }
    case "checking":
      return words.checking;
    case "done":
      return words.done;
    default:
      return words.waiting;
  }
}

interface BubbleProps {
  readonly file: FileSeen;
  readonly name: string;
}

export function FileBubble({ file, name }: BubbleProps) {
  useStyles(css);
  const language = useLanguage();
  const words = fileWords(language);
  const isPicture = PICTURES.has(file.type);
  const [files, found] = useFetched(file, isPicture && file.size <= SHOWN_BYTES_MAX);
  const [isShown, show] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const open = async (): Promise<void> => {
    const fetched = await files.load(file.id, file.type, true);
    if (fetched.is !== "there") return;
    if (isPicture) show(true);
    else save(fetched.url, name);
  };
  const close = (): void => {
    show(false);
    button.current?.focus();
  };
  const about = found?.is === "gone" ? words.gone : sizeIn(language, file.size);
  return (
    <div class="file">
      <button
        ref={button}
        type="button"
        class="file-card"
        aria-label={`${name} ${about}: ${isPicture ? words.show(name) : words.save(name)}`}
        onClick={() => void open()}
      >
        {isPicture && found?.is === "there" ? (
          <img src={found.url} alt="" loading="lazy" decoding="async" />
        ) : (
          <Drawn path={isPicture ? PICTURE : PAPER} size={24} />
        )}
        <span class="file-about">
          <strong dir="auto">{name}</strong> <small>{about}</small>
        </span>
      </button>
      {isShown && found?.is === "there" && (
        <Large url={found.url} name={name} words={words} close={close} />
      )}
    </div>
  );
}

interface LargeProps {
  readonly url: string;
  readonly name: string;
  readonly words: FileWords;
  close(): void;
}

/** The picture over the whole panel. */
function Large({ url, name, words, close }: LargeProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class="large"
      aria-label={name}
      onClose={close}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <img src={url} alt={name} />
      <div class="large-row">
        <span dir="auto">{name}</span>
        <button type="button" onClick={() => save(url, name)} aria-label={words.save(name)}>
          <Drawn
            path="M4 17v2a2 2 0 0 0 2 2h12a2 2 0 0 0 2 -2v-2M7 11l5 5l5 -5M12 4v12"
            size={20}
          />
        </button>
        <button type="button" onClick={() => dialog.current?.close()} aria-label={words.close}>
          <Drawn path="M18 6l-12 12M6 6l12 12" size={20} />
        </button>
      </div>
    </dialog>
  );
}

const PICTURE =
  "M15 8h.01M3 6a3 3 0 0 1 3 -3h12a3 3 0 0 1 3 3v12a3 3 0 0 1 -3 3h-12a3 3 0 0 1 -3 -3v-12M3 16l5 -5c.9 -.9 2.1 -.9 3 0l5 5M14 14l1 -1c.9 -.9 2.1 -.9 3 0l3 3";
const PAPER =
  "M14 3v4a1 1 0 0 0 1 1h4M17 21h-10a2 2 0 0 1 -2 -2v-14a2 2 0 0 1 2 -2h7l5 5v11a2 2 0 0 1 -2 2";

function useUploads(chat: string, rules: FileRules): Uploads {
  const route = useRoute();
  const latest = useRef(rules);
  latest.current = rules;
  const [, draw] = useState(0);
  const uploads = uploadsOf.get(chat) ?? newUploads(route, chat, () => latest.current);
  useEffect(() => uploads.subscribe(() => draw((count) => count + 1)), [uploads]);
  return uploads;
}

function newUploads(route: Surround["route"], chat: string, rules: () => FileRules): Uploads {
  const target = (id: string) => {
    const { url, token } = route(`chats/${chat}/uploads/${id}`);
    return { url, headers: { Authorization: `Bearer ${token}` } };
  };
  const uploads = new Uploads(browserUploads(target), rules);
  uploadsOf.set(chat, uploads);
  return uploads;
}

/** What has come to stand in the chat is no longer on its way. */
function useSettled(uploads: Uploads, model: Model): void {
  const items = model.chat?.items;
  useEffect(() => {
    const files = (items ?? []).flatMap((item) => ("file" in item ? [item.file?.id ?? ""] : []));
    uploads.settle(new Set(files));
  }, [uploads, items]);
}

function useFetched(file: FileSeen, atOnce: boolean): readonly [FetchedFiles, Fetched | null] {
  const route = useRoute();
  const files = filesOf.get(file.chat) ?? newFiles(route, file.chat);
  const [, draw] = useState(0);
  useEffect(() => {
    const stop = files.subscribe(() => draw((count) => count + 1));
    if (atOnce) void files.load(file.id, file.type);
    return stop;
  }, [files, file.id, file.type, atOnce]);
  return [files, files.get(file.id)];
}

function newFiles(route: Surround["route"], chat: string): FetchedFiles {
  const files = new FetchedFiles((file) => {
    const { url, token } = route(`chats/${chat}/files/${file}`);
    return fetch(url, { headers: { Authorization: `Bearer ${token}` }, credentials: "omit" });
  });
  filesOf.set(chat, files);
  return files;
}
