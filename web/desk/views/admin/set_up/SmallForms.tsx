/** Groups, statuses, skills: a name, and who has it. */

import type { AgentStatus, Group, Skill } from "../../../../protocol/generated/directory.ts";
import { all, type Kind } from "../../../state/directory.ts";
import { isNew } from "../../../state/drafts.ts";
import { adminRoute, useForm, useSetup, useSetupWords } from "./admin_context.ts";
import { Link } from "./Link.tsx";
import { Card, SelectRow, TextRow } from "./Rows.tsx";

export function GroupForm({ group }: { readonly group: Group }) {
  const { draft, change } = useForm();
  const { group: w } = useSetupWords();
  return (
    <>
      <Card heading={w.basics}>
        <TextRow
          field="name"
          said={w.name}
          value={group.name}
          autoFocus
          change={(name) => change({ name })}
        />
      </Card>
      {!isNew(draft) && (
        <Members
          kind="agent"
          has={(record) => "group_id" in record && record.group_id === draft.key}
        />
      )}
    </>
  );
}

export function SkillForm({ skill }: { readonly skill: Skill }) {
  const { draft, change } = useForm();
  const { skill: w } = useSetupWords();
  return (
    <>
      <Card heading={w.basics}>
        <TextRow
          field="name"
          said={w.name}
          value={skill.name}
          autoFocus
          change={(name) => change({ name })}
        />
      </Card>
      {!isNew(draft) && (
        <Members kind="agent" has={(record) => "login" in record && draft.key in record.skills} />
      )}
    </>
  );
}

/** These come with the house; the server knows them by their ids. */
const BUILT_IN = new Set(["available", "unqualified", "in_meeting", "on_break"]);

export function StatusForm({ status }: { readonly status: AgentStatus }) {
  const { draft, change } = useForm();
  const { status: w } = useSetupWords();
  const isBuiltIn = BUILT_IN.has(draft.key);
  return (
    <Card
      heading={w.basics}
      {...(isBuiltIn
        ? { text: w.builtInText, aside: <span className="badge">{w.builtIn}</span> }
        : {})}
    >
      <TextRow
        field="label"
        said={w.label}
        value={status.label}
        autoFocus
        change={(label) => change({ label })}
      />
      <SelectRow
        field="type"
        said={w.type}
        value={status.type}
        disabled={isBuiltIn}
        choices={[
          { value: "available", label: w.types.available },
          { value: "unavailable", label: w.types.unavailable },
        ]}
        change={(type) => change({ type })}
      />
    </Card>
  );
}

const SHOWN_MAX = 100;

interface MembersProps {
  readonly kind: Kind;
  has(record: ReturnType<typeof all>[number]["record"]): boolean;
}

/** The agents that have it, each with the way to its page. */
function Members({ has }: MembersProps) {
  const setup = useSetup();
  const { members: w } = useSetupWords();
  const those = all(setup, "agent").filter(({ record }) => has(record));
  return (
    <Card heading={w.heading}>
      {those.length === 0 ? (
        <p className="card__text">{w.none}</p>
      ) : (
        <ul className="members">
          {those.slice(0, SHOWN_MAX).map(({ record }) => (
            <li key={record.agent_id}>
              <Link to={adminRoute("agents", record.agent_id)}>{record.name || record.login}</Link>
            </li>
          ))}
          {those.length > SHOWN_MAX && <li>{w.counts.agent(those.length - SHOWN_MAX)}</li>}
        </ul>
      )}
    </Card>
  );
}
