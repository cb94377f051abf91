/** Shows the end-user any address. The server judges it; what it will not show stays to be mended. */

import { Button, TextInput } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import type { Chat } from "../../state/chat.ts";
import { Dialog } from "../common/Dialog.tsx";
import { useActs, useSelect, useWords } from "../desk_context.ts";
import "./texts.css";

interface PushUrlProps {
  readonly chat: Chat;
  readonly name: string;
  readonly isOpen: boolean;
  close(): void;
}

export function PushUrl({ chat, name, isOpen, close }: PushUrlProps) {
  const { texts: words } = useWords();
  return (
    <Dialog heading={words.pushHeading(name)} isOpen={isOpen} close={close} withClose size={480}>
      {isOpen && <AddressForm chat={chat} close={close} />}
    </Dialog>
  );
}

function AddressForm({ chat, close }: { readonly chat: Chat; readonly close: () => void }) {
  const { texts: words } = useWords();
  const acts = useActs();
  const isBusy = useSelect(({ busy }) => busy.has(`push:${chat.id}`));
  const refused = useSelect(({ screen }) =>
    screen.notices.findLast(({ command }) => command === "push"),
  );
  const [url, setUrl] = useState("");
  const [error, setError] = useState<string | null>(null);
  const asked = useRef(false);
  useEffect(() => {
    if (isBusy || !asked.current) return;
    asked.current = false;
    if (refused === undefined) return close();
    setError(refused.text);
    acts.dismiss(refused.id);
  }, [isBusy, refused, acts, close]);
  return (
    <form
      className="push-url"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (url.trim() === "") return;
        setError(null);
        acts.push(chat.id, { url: whole(url) });
        asked.current = true;
      }}
    >
      <TextInput
        data-autofocus
        type="url"
        inputMode="url"
        autoComplete="off"
        label={words.address}
        description={words.addressHint}
        placeholder="https://"
        value={url}
        error={error}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <div className="push-url__foot">
        <Button variant="default" onClick={close}>
          {words.cancel}
        </Button>
        <Button
          type="submit"
          loading={isBusy}
          disabled={url.trim() === ""}
          leftSection={<IconEye size={16} aria-hidden />}
        >
          {words.show}
        </Button>
      </div>
    </form>
  );
}

/** People leave out what browsers add by themselves. */
function whole(address: string): string {
  const written = address.trim();
  return /^[a-z][a-z0-9+.-]*:/i.test(written) || written.startsWith("//")
    ? written
    : `https://${written}`;
}
