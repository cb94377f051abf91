import { ActionIcon, Button, Progress } from "@mantine/core";
import { IconAlertCircle, IconFile, IconShieldSearch, IconX } from "@tabler/icons-react";
import { sizeIn } from "../../../shown/file_sizes.ts";
import type { Pending, UploadRules, Uploads } from "../../../shown/uploads.ts";
import { useWords } from "../desk_context.ts";
import "./files.css";

interface UploadListProps {
  readonly uploads: Uploads;
  readonly pending: readonly Pending[];
  readonly rules: UploadRules | null;
}

/** What this agent sends to the chat and is not in it yet. */
export function UploadList({ uploads, pending, rules }: UploadListProps) {
  const { files: words } = useWords();
  if (pending.length === 0) return null;
  return (
    <ul className="upload-list" aria-label={words.list}>
      {pending.map((one) => (
        <Upload key={one.id} one={one} uploads={uploads} most={rules?.size_max ?? 0} />
      ))}
    </ul>
  );
}

interface UploadProps {
  readonly one: Pending;
  readonly uploads: Uploads;
  /** Bytes. */
  readonly most: number;
}

function Upload({ one, uploads, most }: UploadProps) {
  const { files: words } = useWords();
  const hasFailed = one.state === "failed";
  return (
    <li className="upload" data-failed={hasFailed}>
      <StateIcon state={one.state} />
      <span className="upload__name" dir="auto">
        {one.name}
      </span>
      <span className="upload__state num" data-tell>
        <Standing one={one} most={most} />
      </span>
      {hasFailed && uploads.canRetry(one.id) && (
        <Button size="compact-xs" variant="subtle" onClick={() => uploads.retry(one.id)}>
          {words.again}
        </Button>
      )}
      <ActionIcon
        size={28}
        aria-label={hasFailed ? words.dismiss(one.name) : words.stop(one.name)}
        onClick={() => uploads.remove(one.id)}
      >
        <IconX size={16} stroke={1.75} aria-hidden />
      </ActionIcon>
      {one.state === "sending" && (
        <Progress className="upload__bar" size={3} value={percentOf(one)} aria-hidden />
      )}
    </li>
  );
}

function Standing({ one, most }: { readonly one: Pending; readonly most: number }) {
  const { files: words, locale } = useWords();
  switch (one.state) {
    case "failed":
      return one.code === "too_large"
        ? words.tooLarge(sizeIn(locale, most))
        : (words.failures[one.code] ?? words.failed);
    case "sending":
      // Told in tenths: whoever listens does not want every percent.
      return words.sending(10 * Math.floor(percentOf(one) / 10));
    case "checking":
      return words.checking;
    case "done":
      return words.done;
    default:
      return words.waiting;
  }
}

function percentOf({ sent, size }: Pending): number {
  return (100 * Math.min(sent, size)) / size;
}

function StateIcon({ state }: { readonly state: Pending["state"] }) {
  if (state === "failed") return <IconAlertCircle size={16} aria-hidden />;
  if (state === "checking") return <IconShieldSearch size={16} aria-hidden />;
  return <IconFile size={16} aria-hidden />;
}
