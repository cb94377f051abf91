import { Button, PasswordInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { PASSWORD_CHARACTERS_MIN, type PasswordAnswer } from "../../state/password.ts";
import { Dialog } from "../common/Dialog.tsx";
import { useDesk, useWords } from "../desk_context.ts";
import "./change_password.css";

type Progress = PasswordAnswer | "asking" | "sending" | "failed";

export function ChangePassword({ close }: { close(): void }) {
  const { changePassword } = useDesk();
  const { password: words } = useWords();
  const [progress, setProgress] = useState<Progress>("asking");
  const send = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const filled = new FormData(event.currentTarget);
    const [current, password] = ["current", "password"].map((name) => `${filled.get(name) ?? ""}`);
    if ([...(password ?? "")].length < PASSWORD_CHARACTERS_MIN) {
      setProgress("unfit_password");
      return;
    }
    setProgress("sending");
    setProgress(await changePassword(current ?? "", password ?? "").catch(() => "failed" as const));
  };
  const isDone = progress === "changed";
  return (
    <Dialog heading={isDone ? words.done : words.heading} isOpen close={close}>
      {isDone ? (
        <>
          <p data-tell>{words.doneText}</p>
          <div className="dialog__acts">
            <Button onClick={close} ref={(button) => button?.focus()}>
              {words.close}
            </Button>
          </div>
        </>
      ) : (
        <form className="password" onSubmit={(event) => void send(event)}>
          <PasswordInput
            name="current"
            label={words.current}
            description={words.currentHint}
            autoComplete="current-password"
            maxLength={256}
            data-autofocus
          />
          <PasswordInput
            name="password"
            label={words.password}
            description={words.passwordHint}
            autoComplete="new-password"
            maxLength={256}
          />
          {progress === "asking" || progress === "sending" ? (
            <p>{words.stays}</p>
          ) : (
            <p className="password__trouble" data-tell>
              {words.answers[progress]}
            </p>
          )}
          <div className="dialog__acts">
            <Button variant="default" onClick={close}>
              {words.cancel}
            </Button>
            <Button type="submit" loading={progress === "sending"}>
              {words.yes}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
