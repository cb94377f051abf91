import type { Queue } from "../../../../protocol/generated/directory.ts";
import { BOUNDS, USUAL } from "../../../../protocol/generated/directory.ts";
import { titleIn } from "../../../state/directory.ts";
import { withDate } from "../../../state/hours.ts";
import { stretch } from "../../../state/setting_ranges.ts";
import { useForm, useSetup, useSetupWords } from "./admin_context.ts";
import { Holidays, HoursEditor } from "./HoursEditor.tsx";
import { Adder, EntryFlaw, RemoveButton, useChoices } from "./Pickers.tsx";
import { Card, NumberField, NumberRow, Row, SelectRow, SwitchRow, TextRow } from "./Rows.tsx";

export function QueueForm({ queue }: { readonly queue: Queue }) {
  const { change } = useForm();
  const words = useSetupWords();
  const setup = useSetup();
  const zone = setup.site[queue.site_id]?.record.time_zone ?? "UTC";
  const w = words.queue;
  return (
    <>
      <Card heading={w.basics}>
        <TextRow
          field="name"
          said={w.name}
          value={queue.name}
          autoFocus
          change={(name) => change({ name })}
        />
        <SelectRow
          field="site_id"
          said={w.site}
          value={queue.site_id}
          choices={useChoices("site")}
          change={(site_id) => change({ site_id })}
        />
      </Card>
      <Card heading={w.hours} text={w.hoursText(zone)}>
        <HoursEditor hours={queue.hours} change={(hours) => change({ hours })} />
        <Row field="" said={w.holidays}>
          <Holidays
            dates={queue.holidays}
            add={(date) => change({ holidays: withDate(queue.holidays, date) })}
            drop={(date) => change({ holidays: queue.holidays.filter((each) => each !== date) })}
          />
        </Row>
      </Card>
      <Card heading={w.limits}>
        <NumberRow
          field="max_waiting"
          said={w.maxWaiting}
          value={queue.max_waiting}
          unit=""
          empty
          change={(max_waiting) => change({ max_waiting })}
        />
        <SwitchRow
          field="needs_agents"
          said={w.needsAgents}
          value={queue.needs_agents}
          change={(needs_agents) => change({ needs_agents })}
        />
      </Card>
      <Card heading={w.routing}>
        <NumberRow
          field="preferred_for_s"
          said={w.preferred}
          value={queue.preferred_for_s}
          unit={words.units.s}
          bounds={BOUNDS.Queue.preferred_for_s}
          change={(preferred_for_s) => change({ preferred_for_s })}
        />
        <Row field="" said={w.skills} wide>
          <SkillNeeds queue={queue} />
        </Row>
        <Row field="" said={w.overflow} wide>
          <Overflows queue={queue} />
        </Row>
      </Card>
      <Card heading={w.goals}>
        <NumberRow
          field="service_level_s"
          said={w.serviceLevel}
          value={queue.service_level_s}
          unit={words.units.s}
          bounds={BOUNDS.Queue.service_level_s}
          change={(service_level_s) => change({ service_level_s })}
        />
      </Card>
    </>
  );
}

function SkillNeeds({ queue }: { readonly queue: Queue }) {
  const { change } = useForm();
  const setup = useSetup();
  const { queue: words, units } = useSetupWords();
  const choices = useChoices("skill");
  const put = (place: number, part: object): void =>
    change({
      skills: queue.skills.map((each, at) => (at === place ? { ...each, ...part } : each)),
    });
  return (
    <div className="entries">
      {queue.skills.length === 0 && <p className="entries__none">{words.noSkills}</p>}
      {queue.skills.map((need, place) => {
        const title = titleIn(setup, "skill", need.skill_id);
        const numbers = [
          ["level", words.level, ""],
          ["least", words.least, ""],
          ["relax_every_s", words.relax, units.s],
        ] as const;
        return (
          <div className="entry entry--many" key={need.skill_id}>
            <span className="entry__name">{title}</span>
            {numbers.map(([part, label, unit]) => (
              <div className="entry__part" key={part}>
                <span className="entry__unit" aria-hidden>
                  {label}
                </span>
                <NumberField
                  label={`${title}: ${label}`}
                  value={need[part]}
                  unit={unit}
                  change={(now) => put(place, { [part]: now ?? Number.NaN })}
                />
              </div>
            ))}
            <RemoveButton
              what={title}
              remove={() => change({ skills: queue.skills.filter((_, at) => at !== place) })}
            />
            <p className="entry__told num">
              {need.relax_every_s > 0 && need.least < need.level
                ? words.skillLine(title, need.level, need.least, stretch(need.relax_every_s))
                : words.skillFixed(title, need.level)}
            </p>
            <EntryFlaw field={`skills[${place}]`} />
          </div>
        );
      })}
      <Adder
        label={words.addSkill}
        choices={choices.filter(({ value }) => !queue.skills.some((n) => n.skill_id === value))}
        add={(skill_id) =>
          change({ skills: [...queue.skills, { skill_id, level: 5, ...USUAL.SkillNeed }] })
        }
      />
    </div>
  );
}

const SOON_S = 60;

function Overflows({ queue }: { readonly queue: Queue }) {
  const { change } = useForm();
  const setup = useSetup();
  const { queue: words, units } = useSetupWords();
  const choices = useChoices("queue");
  const taken = new Set([queue.queue_id, ...queue.overflow.map(({ queue_id }) => queue_id)]);
  return (
    <div className="entries">
      {queue.overflow.length === 0 && <p className="entries__none">{words.noOverflow}</p>}
      {queue.overflow.map(({ queue_id, after_s }, place) => {
        const title = titleIn(setup, "queue", queue_id);
        return (
          <div className="entry" key={queue_id}>
            <span className="entry__name">{title}</span>
            <span className="entry__unit" aria-hidden>
              {words.after}
            </span>
            <NumberField
              label={`${title}: ${words.after}`}
              value={after_s}
              unit={units.s}
              change={(now) =>
                change({
                  overflow: queue.overflow.map((each, at) =>
                    at === place ? { ...each, after_s: now ?? Number.NaN } : each,
                  ),
                })
              }
            />
            <RemoveButton
              what={title}
              remove={() => change({ overflow: queue.overflow.filter((_, at) => at !== place) })}
            />
            <EntryFlaw field={`overflow[${place}]`} />
          </div>
        );
      })}
      <Adder
        label={words.addOverflow}
        choices={choices.filter(({ value }) => !taken.has(value))}
        add={(queue_id) => change({ overflow: [...queue.overflow, { queue_id, after_s: SOON_S }] })}
      />
    </div>
  );
}
