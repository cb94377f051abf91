import { Checkbox } from "@mantine/core";
import type { Profile } from "../../../../protocol/generated/directory.ts";
import { BOUNDS } from "../../../../protocol/generated/directory.ts";
import { isRowOf, TOAST_ROWS } from "../../../state/toast_table.ts";
import { useForm, useSetupWords } from "./admin_context.ts";
import { EntryFlaw, Levels, useChoices } from "./Pickers.tsx";
import { Card, NumberRow, Row, SelectRow, SwitchRow, TextRow } from "./Rows.tsx";

export function ProfileForm({ profile }: { readonly profile: Profile }) {
  const { change } = useForm();
  const { profile: w } = useSetupWords();
  return (
    <>
      <Card heading={w.basics}>
        <TextRow
          field="name"
          said={w.name}
          value={profile.name}
          autoFocus
          change={(name) => change({ name })}
        />
      </Card>
      <Taking profile={profile} />
      <Card heading={w.toast}>
        <Toggle profile={profile} field="allow_decline" said={w.allowDecline} />
        <Toggle profile={profile} field="auto_decline" said={w.autoDecline} />
        <ToastTable profile={profile} />
      </Card>
      <After profile={profile} />
      <Card heading={w.team}>
        <Toggle profile={profile} field="transfer_to_other_groups" said={w.otherGroups} />
        <Row field="skills" said={w.skills}>
          <Levels
            field="skills"
            kind="skill"
            value={profile.skills}
            first={5}
            words={{ number: useSetupWords().units.level, none: w.noSkills, add: w.addSkill }}
            change={(skills) => change({ skills })}
          />
        </Row>
      </Card>
      <Card heading={w.tools}>
        <Toggle profile={profile} field="cobrowse" said={w.cobrowse} />
        <Toggle profile={profile} field="push_url" said={w.pushUrl} />
        <Toggle profile={profile} field="off_record_view" said={w.offRecordView} />
      </Card>
      <Statuses profile={profile} />
      <Card heading={w.supervision}>
        <Toggle profile={profile} field="supervisor" said={w.supervisor} />
        <Toggle
          profile={profile}
          field="monitor"
          said={w.monitor}
          disabled={!profile.supervisor && !profile.monitor}
        />
        <SelectRow
          field="supervises"
          said={w.supervises}
          value={profile.supervises}
          disabled={!profile.supervisor}
          choices={[
            { value: "everyone", label: w.supervisees.everyone },
            { value: "own_group", label: w.supervisees.own_group },
          ]}
          change={(supervises) => change({ supervises })}
        />
      </Card>
    </>
  );
}

type Switches = {
  [Field in keyof Profile]: Profile[Field] extends boolean ? Field : never;
}[keyof Profile];

interface ToggleProps {
  readonly profile: Profile;
  readonly field: Switches;
  readonly said: readonly [string, string];
  readonly disabled?: boolean;
}

function Toggle({ profile, field, said, disabled }: ToggleProps) {
  const { change } = useForm();
  return (
    <SwitchRow
      field={field}
      said={said}
      value={profile[field]}
      disabled={disabled === true}
      change={(on) => change({ [field]: on })}
    />
  );
}

function Taking({ profile }: { readonly profile: Profile }) {
  const { change } = useForm();
  const { profile: w, units } = useSetupWords();
  return (
    <Card heading={w.chats}>
      <Toggle profile={profile} field="chat" said={w.chat} />
      <NumberRow
        field="max_sessions"
        said={w.maxSessions}
        value={profile.max_sessions}
        unit={units.sessions}
        bounds={BOUNDS.Profile.max_sessions}
        change={(max_sessions) => change({ max_sessions })}
      />
      <NumberRow
        field="delay_between_chats_s"
        said={w.delay}
        value={profile.delay_between_chats_s}
        unit={units.s}
        bounds={BOUNDS.Profile.delay_between_chats_s}
        change={(delay_between_chats_s) => change({ delay_between_chats_s })}
      />
      <Row field="queues" said={w.queues}>
        <Levels
          field="queues"
          kind="queue"
          value={profile.queues}
          first={1}
          words={{ number: w.rank, none: w.noQueues, add: w.addQueue }}
          change={(queues) => change({ queues })}
        />
      </Row>
      <Toggle profile={profile} field="pull_chat" said={w.pull} />
      <SelectRow
        field="pull_policy"
        said={w.pullPolicy}
        value={profile.pull_policy}
        disabled={!profile.pull_chat}
        choices={[
          { value: "first_due", label: w.policies.first_due },
          { value: "strict_priority", label: w.policies.strict_priority },
        ]}
        change={(pull_policy) => change({ pull_policy })}
      />
    </Card>
  );
}

/** All four kinds of toast, this profile's marked. */
export function ToastTable({
  profile,
}: {
  readonly profile: Pick<Profile, "allow_decline" | "auto_decline">;
}) {
  const { profile: w, on, off } = useSetupWords();
  const outcome = (kind: 33 | 34 | 12): string => `${kind} ${w.outcomes[kind]}`;
  return (
    <div className="toast-table">
      <table>
        <caption>{w.table}</caption>
        <thead>
          <tr>
            <th scope="col">{w.allowDecline[0]}</th>
            <th scope="col">{w.autoDecline[0]}</th>
            <th scope="col">{w.buttons}</th>
            <th scope="col">{w.runsOut}</th>
            <th scope="col">{w.closedByX}</th>
          </tr>
        </thead>
        <tbody>
          {TOAST_ROWS.map((row) => (
            <tr
              key={`${row.allow_decline} ${row.auto_decline}`}
              aria-current={isRowOf(row, profile)}
            >
              <td>{row.allow_decline ? on : off}</td>
              <td>{row.auto_decline ? on : off}</td>
              <td>
                <span className="toast-table__button">{w.accept}</span>
                {row.allow_decline && (
                  <span className="toast-table__button toast-table__button--plain">
                    {w.decline}
                  </span>
                )}
              </td>
              <td className="num">{outcome(row.runsOut)}</td>
              <td className="num">{outcome(row.closed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function After({ profile }: { readonly profile: Profile }) {
  const { change } = useForm();
  const { profile: w, units } = useSetupWords();
  return (
    <Card heading={w.after}>
      <Toggle profile={profile} field="wrap_up" said={w.wrapUp} />
      {profile.wrap_up && (
        <>
          <NumberRow
            field="wrap_up_guideline_s"
            said={w.guideline}
            value={profile.wrap_up_guideline_s}
            unit={units.s}
            bounds={BOUNDS.Profile.wrap_up_guideline_s}
            change={(wrap_up_guideline_s) => change({ wrap_up_guideline_s })}
          />
          <NumberRow
            field="wrap_up_limit_s"
            said={w.limit}
            value={profile.wrap_up_limit_s}
            unit={units.s}
            bounds={BOUNDS.Profile.wrap_up_limit_s}
            change={(wrap_up_limit_s) => change({ wrap_up_limit_s })}
          />
        </>
      )}
    </Card>
  );
}

function Statuses({ profile }: { readonly profile: Profile }) {
  const { change, isLocked } = useForm();
  const { profile: w } = useSetupWords();
  const choices = useChoices("status");
  const allowed = profile.allowed_statuses;
  return (
    <Card heading={w.statuses}>
      <SelectRow
        field="status_after_log_on"
        said={w.after_log_on}
        value={profile.status_after_log_on}
        choices={choices}
        change={(status_after_log_on) => change({ status_after_log_on })}
      />
      <Row field="" said={w.allowed}>
        <fieldset className="checks" aria-label={w.allowed[0]}>
          {choices.map(({ value, label }) => (
            <Checkbox
              key={value}
              size="xs"
              label={label}
              disabled={isLocked}
              checked={allowed.includes(value)}
              onChange={(event) =>
                change({
                  allowed_statuses: event.currentTarget.checked
                    ? [...allowed, value]
                    : allowed.filter((each) => each !== value),
                })
              }
            />
          ))}
        </fieldset>
        <EntryFlaw field="allowed_statuses" />
      </Row>
    </Card>
  );
}
