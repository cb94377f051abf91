import { ActionIcon } from "@mantine/core";
import { IconPaperclip } from "@tabler/icons-react";
import { useRef } from "react";
import type { UploadRules, Uploads } from "../../../shown/uploads.ts";
import { useWords } from "../desk_context.ts";

interface AttachProps {
  readonly uploads: Uploads;
  readonly rules: UploadRules;
}

export function Attach({ uploads, rules }: AttachProps) {
  const { files: words } = useWords();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <ActionIcon
        size={32}
        aria-label={words.attach}
        title={words.attach}
        onClick={() => input.current?.click()}
      >
        <IconPaperclip size={18} stroke={1.75} aria-hidden />
      </ActionIcon>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={rules.types.join()}
        aria-label={words.attach}
        onChange={({ currentTarget }) => {
          uploads.add([...(currentTarget.files ?? [])]);
          currentTarget.value = "";
        }}
      />
    </>
  );
}
