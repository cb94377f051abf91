import { ActionIcon, Button, SegmentedControl, Switch, TextInput, Tooltip } from "@mantine/core";
import { IconCopy, IconPlus, IconX } from "@tabler/icons-react";
import { type CSSProperties, useState } from "react";
import type { OpeningHours } from "../../../../protocol/generated/directory.ts";
import { flawOf } from "../../../state/drafts.ts";
import {
  changedStretch,
  clockOf,
  closingOf,
  copiedDay,
  DAY_MINUTES,
  minutesOf,
  ofDay,
  type Stretch,
  WEEKDAYS,
  weeklyHours,
  withDay,
  withoutStretch,
  withStretch,
  workingWeek,
} from "../../../state/hours.ts";
import { useWords } from "../../desk_context.ts";
import { useForm, useSetupWords } from "./admin_context.ts";
import { EntryFlaw } from "./Pickers.tsx";

interface HoursProps {
  readonly hours: readonly OpeningHours[];
  change(hours: readonly OpeningHours[]): void;
}

/** Always open, or by weekday; the week beside it as it will be. */
export function HoursEditor({ hours, change }: HoursProps) {
  const { queue: words } = useSetupWords();
  const { isLocked } = useForm();
  const isAlways = hours.length === 0;
  return (
    <div className="hours" data-field="hours">
      <SegmentedControl
        size="xs"
        aria-label={words.hours}
        disabled={isLocked}
        value={isAlways ? "always" : "hours"}
        data={[
          { value: "always", label: words.always },
          { value: "hours", label: words.byHours },
        ]}
        onChange={(how) => change(how === "always" ? [] : workingWeek())}
      />
      {isAlways ? (
        <p className="hours__always">{words.alwaysText}</p>
      ) : (
        <ol className="hours__days">
          {WEEKDAYS.map((day) => (
            <Day key={day} day={day} hours={hours} change={change} />
          ))}
        </ol>
      )}
      <EntryFlaw field="hours" alone />
      <WeekStrip hours={hours} />
    </div>
  );
}

interface DayProps extends HoursProps {
  readonly day: number;
}

function Day({ day, hours, change }: DayProps) {
  const { queue: words } = useSetupWords();
  const { isLocked } = useForm();
  const name = words.days[day] ?? "";
  const stretches = ofDay(hours, day);
  const isOpen = stretches.length > 0;
  return (
    <li className="day">
      <Switch
        className="switch"
        size="sm"
        withThumbIndicator={false}
        label={name}
        aria-label={words.open(name)}
        checked={isOpen}
        disabled={isLocked}
        onChange={(event) => {
          const next = withDay(hours, day, event.currentTarget.checked);
          if (next.length > 0) change(next);
        }}
      />
      <div className="day__stretches">
        {isOpen ? (
          stretches.map((stretch) => (
            <StretchFields
              key={stretch.place}
              stretch={stretch}
              name={name}
              hours={hours}
              change={change}
            />
          ))
        ) : (
          <span className="day__closed">{words.closed}</span>
        )}
      </div>
      {isOpen && (
        <div className="day__acts">
          <Tooltip label={words.moreHours(name)}>
            <ActionIcon
              size={28}
              disabled={isLocked}
              aria-label={words.moreHours(name)}
              onClick={() => change(withStretch(hours, day))}
            >
              <IconPlus size={15} aria-hidden />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={words.copyDay(name)}>
            <ActionIcon
              size={28}
              disabled={isLocked}
              aria-label={words.copyDay(name)}
              onClick={() => change(copiedDay(hours, day))}
            >
              <IconCopy size={15} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </div>
      )}
    </li>
  );
}

interface StretchProps extends HoursProps {
  readonly stretch: Stretch;
  readonly name: string;
}

function StretchFields({ stretch, name, hours, change }: StretchProps) {
  const { queue: words, remove } = useSetupWords();
  const { draft, isLocked } = useForm();
  const { place, opens, closes } = stretch;
  const flaw = flawOf(draft, `hours[${place}]`);
  return (
    <div className="stretch">
      <TimeField
        label={words.opens(name)}
        minutes={opens}
        isFlawed={flaw !== null}
        parse={minutesOf}
        change={(minutes) => change(changedStretch(hours, place, { opens: minutes }))}
      />
      <span>{words.to}</span>
      <TimeField
        label={words.closes(name)}
        minutes={closes}
        isFlawed={flaw !== null}
        parse={closingOf}
        change={(minutes) => change(changedStretch(hours, place, { closes: minutes }))}
      />
      {ofDay(hours, stretch.weekday).length > 1 && (
        <ActionIcon
          size={28}
          disabled={isLocked}
          aria-label={remove(`${name} ${clockOf(opens)}–${clockOf(closes)}`)}
          onClick={() => change(withoutStretch(hours, place))}
        >
          <IconX size={15} aria-hidden />
        </ActionIcon>
      )}
      {flaw !== null && (
        <p className="line-row__flaw" data-tell>
          {flaw}
        </p>
      )}
    </div>
  );
}

interface TimeFieldProps {
  readonly label: string;
  readonly minutes: number;
  readonly isFlawed: boolean;
  parse(text: string): number | null;
  change(minutes: number): void;
}

/** `09:30`; what is no time is forgotten on leaving the field. */
function TimeField({ label, minutes, isFlawed, parse, change }: TimeFieldProps) {
  const { isLocked } = useForm();
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextInput
      className="time"
      aria-label={label}
      inputMode="numeric"
      autoComplete="off"
      value={typed ?? clockOf(minutes)}
      disabled={isLocked}
      error={isFlawed || (typed !== null && parse(typed) === null)}
      onChange={(event) => {
        const text = event.currentTarget.value;
        const parsed = parse(text);
        setTyped(text);
        if (parsed !== null) change(parsed);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

/** The week at a glance: seven days side by side, each from midnight to midnight. */
export function WeekStrip({ hours }: { readonly hours: readonly OpeningHours[] }) {
  const { queue: words } = useSetupWords();
  const { locale } = useWords();
  const total = words.week(weeklyHours(hours).toLocaleString(locale, { maximumFractionDigits: 1 }));
  return (
    <figure className="week">
      <div className="week__days" aria-hidden>
        {WEEKDAYS.map((day) => {
          const whole = [{ weekday: day, opens: 0, closes: DAY_MINUTES, place: 0 }];
          const stretches = hours.length === 0 ? whole : ofDay(hours, day);
          return (
            <div key={day} className="week__day">
              <span>{words.shortDays[day]}</span>
              <div className="week__bar">
                {stretches.map(({ place, opens, closes }) => (
                  <i
                    key={place}
                    style={
                      {
                        left: `${(opens / DAY_MINUTES) * 100}%`,
                        width: `${(Math.max(0, closes - opens) / DAY_MINUTES) * 100}%`,
                      } satisfies CSSProperties
                    }
                  />
                ))}
              </div>
            </div>
          );
        })}
      </div>
      <figcaption className="num">{total}</figcaption>
    </figure>
  );
}

interface HolidaysProps {
  readonly dates: readonly string[];
  add(date: string): void;
  drop(date: string): void;
}

export function Holidays({ dates, add, drop }: HolidaysProps) {
  const { queue: words, add: addWord, remove } = useSetupWords();
  const { locale } = useWords();
  const { isLocked } = useForm();
  const format = new Intl.DateTimeFormat(locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  const told = (date: string): string => {
    const at = new Date(`${date}T00:00:00Z`);
    return Number.isNaN(at.getTime()) ? date : format.format(at);
  };
  return (
    <div className="holidays">
      {dates.length === 0 && <p className="entries__none">{words.noHolidays}</p>}
      <ul className="chips">
        {dates.map((date) => (
          <li key={date} className="chip num">
            {told(date)}
            <ActionIcon
              size={20}
              disabled={isLocked}
              aria-label={remove(told(date))}
              onClick={() => drop(date)}
            >
              <IconX size={12} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <form
        className="holidays__add"
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          const date = String(new FormData(form).get("date") ?? "");
          if (date === "") return;
          add(date);
          form.reset();
        }}
      >
        <TextInput type="date" name="date" aria-label={words.holiday} disabled={isLocked} />
        <Button type="submit" variant="default" disabled={isLocked}>
          {addWord}
        </Button>
      </form>
      <EntryFlaw field="holidays" />
    </div>
  );
}
