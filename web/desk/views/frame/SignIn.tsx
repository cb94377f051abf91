import { Button, PasswordInput, TextInput } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import type { SignInError } from "../../state/snapshot.ts";
import { useDesk, useWords } from "../desk_context.ts";
import { Mark } from "./Mark.tsx";

interface SignInProps {
  readonly busy: boolean;
  readonly error: SignInError | null;
}

export function SignIn({ busy, error }: SignInProps) {
  const { seat, acts } = useDesk();
  const { signIn: words, product, title } = useWords();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    acts.signIn(login.trim(), password);
  };
  return (
    <main className="sign-in">
      <title>{title.signIn}</title>
      <form className="sign-in__card" onSubmit={submit} aria-labelledby="sign-in">
        <div className="sign-in__mark">
          <Mark size={40} />
          <span>{product}</span>
        </div>
        <h1 id="sign-in">{words.heading}</h1>
        {error !== null && (
          <p className="sign-in__error" role="alert">
            <IconAlertCircle size={16} aria-hidden />
            {words.errors[error]}
          </p>
        )}
        <TextInput
          label={words.login}
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
          autoComplete="username"
          size="md"
          autoFocus
          required
          withAsterisk={false}
        />
        <PasswordInput
          label={words.password}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
          size="md"
          required
          withAsterisk={false}
        />
        <Button type="submit" loading={busy} data-size="lg" fullWidth>
          {words.submit}
        </Button>
        {seat !== 0 && <p className="sign-in__seat">{words.seat(seat)}</p>}
      </form>
    </main>
  );
}
