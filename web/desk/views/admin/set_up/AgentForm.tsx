import { Button, Checkbox, CopyButton, PasswordInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Agent, LinkReply } from "../../../../protocol/generated/directory.ts";
import { isNew, NEW } from "../../../state/drafts.ts";
import { PASSWORD_CHARACTERS_MIN } from "../../../state/password.ts";
import { exact } from "../../../state/time.ts";
import { useWords } from "../../desk_context.ts";
import { useAdmin, useForm, useRefresh, useSetup, useSetupWords } from "./admin_context.ts";
import { EntryFlaw, Levels, useChoices } from "./Pickers.tsx";
import { Card, Row, SelectRow, SwitchRow, TextRow } from "./Rows.tsx";

const ROLES = ["agent", "supervisor", "admin"] as const;

export function AgentForm({ agent }: { readonly agent: Agent }) {
  const { draft, change, isLocked } = useForm();
  const words = useSetupWords();
  const groups = useChoices("group");
  const setup = useSetup();
  const w = words.agent;
  const inherited = Object.keys(setup.profile[agent.profile_id]?.record.skills ?? {}).length;
  return (
    <>
      <Card heading={w.basics}>
        <TextRow
          field="name"
          said={w.name}
          value={agent.name}
          autoFocus
          change={(name) => change({ name })}
        />
        <TextRow
          field="login"
          said={w.login}
          value={agent.login}
          change={(login) => change({ login })}
        />
        <SwitchRow
          field="active"
          said={w.active}
          value={agent.active}
          change={(active) => change({ active })}
        />
      </Card>
      <Card heading={w.rights}>
        <SelectRow
          field="profile_id"
          said={w.profile}
          value={agent.profile_id}
          choices={useChoices("profile")}
          change={(profile_id) => change({ profile_id })}
        />
        <SelectRow
          field="group_id"
          said={w.group}
          value={agent.group_id}
          choices={[{ value: "", label: words.none }, ...groups]}
          change={(group_id) => change({ group_id })}
        />
        <Row field="" said={w.roles}>
          <fieldset className="checks" aria-label={w.roles[0]}>
            {ROLES.map((role) => (
              <Checkbox
                key={role}
                size="xs"
                label={w.role[role][0]}
                description={w.role[role][1]}
                disabled={isLocked}
                checked={agent.roles.includes(role)}
                onChange={(event) =>
                  change({ roles: withRole(agent.roles, role, event.currentTarget.checked) })
                }
              />
            ))}
          </fieldset>
          <EntryFlaw field="roles" />
        </Row>
        <Row field="skills" said={w.skills}>
          <Levels
            field="skills"
            kind="skill"
            value={agent.skills}
            first={5}
            words={{
              number: words.units.level,
              none:
                inherited > 0
                  ? `${words.members.counts.skill(inherited)} ${w.fromProfile}`
                  : words.profile.noSkills,
              add: words.profile.addSkill,
            }}
            change={(skills) => change({ skills })}
          />
        </Row>
      </Card>
      {!isNew(draft) && draft.key !== NEW ? (
        <Access key={agent.agent_id} id={agent.agent_id} />
      ) : (
        <Card heading={w.access}>
          <p className="card__text">{w.saveFirst}</p>
        </Card>
      )}
    </>
  );
}

/** In the order of the roles, each once. */
function withRole(
  roles: Agent["roles"],
  role: (typeof ROLES)[number],
  isOn: boolean,
): Agent["roles"] {
  return ROLES.filter((each) => (each === role ? isOn : roles.includes(each)));
}

/** What is done at once, beside the record: password, link, signing out. */
function Access({ id }: { readonly id: string }) {
  const { http } = useAdmin();
  const { agent: w } = useSetupWords();
  const refresh = useRefresh();
  const hasNone = useSetup().withoutPassword.has(id);
  const [told, setTold] = useState<{ text: string; isBad: boolean } | null>(null);
  const [link, setLink] = useState<LinkReply | null>(null);
  const attempt = async (deed: () => Promise<string | null>): Promise<boolean> => {
    try {
      const text = await deed();
      setTold(text === null ? null : { text, isBad: false });
      await refresh();
      return true;
    } catch {
      setTold({ text: w.failed, isBad: true });
      return false;
    }
  };
  const setPassword = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    const password = String(new FormData(form).get("password") ?? "");
    if ([...password].length < PASSWORD_CHARACTERS_MIN) {
      setTold({ text: w.passwordShort, isBad: true });
      return;
    }
    let flaw: string | null = null;
    const isDone = await attempt(async () => {
      flaw = await http.setPassword(id, password);
      return w.passwordSet;
    });
    if (flaw !== null) setTold({ text: flaw, isBad: true });
    else if (isDone) form.reset();
  };
  return (
    <Card heading={w.access}>
      <p className="card__text" data-tone={hasNone ? "amber" : undefined}>
        {hasNone ? w.noPassword : w.hasPassword}
      </p>
      <form className="access" onSubmit={(event) => void setPassword(event)}>
        <PasswordInput
          name="password"
          label={w.password}
          description={w.passwordHint}
          autoComplete="new-password"
        />
        <Button type="submit" variant="default">
          {w.setPassword}
        </Button>
      </form>
      <div className="access access--acts">
        <Button
          variant="default"
          onClick={() =>
            void attempt(async () => {
              setLink(await http.link(id));
              return null;
            })
          }
        >
          {w.link}
        </Button>
        <Button
          variant="default"
          onClick={() => void attempt(() => http.signOut(id).then(() => w.signedOut))}
        >
          {w.signOut}
        </Button>
      </div>
      {link !== null && <LinkShown link={link} />}
      {told !== null && (
        <p className={told.isBad ? "line-row__flaw" : "line-row__done"} data-tell>
          {told.text}
        </p>
      )}
    </Card>
  );
}

function LinkShown({ link }: { readonly link: LinkReply }) {
  const { agent: w, site } = useSetupWords();
  const { locale } = useWords();
  const address = `${location.origin}${link.path}`;
  return (
    <div className="link-shown">
      <p className="card__text">
        {w.linkText} <span className="num">{w.linkUntil(exact(link.until, locale))}</span>
      </p>
      <div className="snippet">
        <TextInput readOnly aria-label={w.link} value={address} className="link-shown__address" />
        <CopyButton value={address}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? site.copied : site.copySnippet}
            </Button>
          )}
        </CopyButton>
      </div>
    </div>
  );
}
