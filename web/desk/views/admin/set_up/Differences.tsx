import type { SetupWords } from "../../../messages/setup.en.ts";
import { alterations } from "../../../state/difference.ts";
import { type Kind, type Setup, titleIn } from "../../../state/directory.ts";
import { clockOf } from "../../../state/hours.ts";
import { bytes, stretch } from "../../../state/setting_ranges.ts";
import { useWords } from "../../desk_context.ts";
import { useSetup, useSetupWords } from "./admin_context.ts";

interface DifferencesProps {
  readonly kind: Kind;
  readonly before: object | null;
  readonly after: object | null;
}

/** What a record was and is, piece by piece. Of a new one only what isn't empty. */
export function Differences({ kind, before, after }: DifferencesProps) {
  const words = useSetupWords();
  const setup = useSetup();
  const { locale } = useWords();
  const teller = { words, setup, locale };
  const isWhole = before === null || after === null;
  const found = alterations(before, after).filter(
    ({ field, before: was, after: is }) =>
      field !== `${kind}_id` && !(isWhole && isBlank(was) && isBlank(is)),
  );
  return (
    <dl className="differences">
      {found.map(({ field, part, before: was, after: is }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a list that never changes
        <div key={place}>
          <dt>
            {words.fields[field] ?? field}
            {part !== null && <span> {partName(teller, field, part)}</span>}
          </dt>
          <dd>
            {was !== undefined && <del>{told(teller, field, part, was)}</del>}
            {was !== undefined && is !== undefined && <span aria-hidden> → </span>}
            {is !== undefined && <ins>{told(teller, field, part, is)}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function isBlank(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  return Array.isArray(value) && value.length === 0;
}

interface Teller {
  readonly words: SetupWords;
  readonly setup: Setup;
  readonly locale: string;
}

const REFERS: Readonly<Record<string, Kind>> = {
  profile_id: "profile",
  group_id: "group",
  site_id: "site",
  default_queue_id: "queue",
  status_after_log_on: "status",
  allowed_statuses: "status",
  queues: "queue",
  queue_id: "queue",
  skills: "skill",
  skill_id: "skill",
};

function partName({ setup }: Teller, field: string, part: string): string {
  const kind = REFERS[field];
  return kind === undefined ? part : titleIn(setup, kind, part);
}

/** A value in a reader's form. */
function told(teller: Teller, field: string, part: string | null, value: unknown): string {
  const { words, locale } = teller;
  if (value === null || value === "") return words.nothing;
  if (typeof value === "boolean") return value ? words.on : words.off;
  if (typeof value === "number") {
    if (part === "FATTACH_MAX_SIZE") return bytes(value, locale);
    if (/_s$/.test(field) || /TIMEOUT|INTERVAL|SECONDS/.test(part ?? "")) return stretch(value);
    return value.toLocaleString(locale);
  }
  if (Array.isArray(value)) {
    return value.length === 0
      ? words.nothing
      : value.map((entry) => toldEntry(teller, field, entry)).join(", ");
  }
  return toldEntry(teller, field, value);
}

function toldEntry(teller: Teller, field: string, value: unknown): string {
  const { words, setup } = teller;
  if (typeof value === "string") {
    const kind = REFERS[field];
    return kind === undefined ? value : titleIn(setup, kind, value);
  }
  if (typeof value !== "object" || value === null) return told(teller, field, null, value);
  const entry = value as Readonly<Record<string, unknown>>;
  if (field === "hours") {
    const { weekday, opens, closes } = entry as { weekday: number; opens: number; closes: number };
    return `${words.queue.shortDays[weekday] ?? weekday} ${clockOf(opens)}–${clockOf(closes)}`;
  }
  return Object.entries(entry)
    .filter(([, part]) => part !== "" && part !== false)
    .map(([name, part]) => toldPart(teller, name, part))
    .join(" · ");
}

/** One part of an entry of a list, such as the level of a skill that a queue needs. */
function toldPart(teller: Teller, name: string, value: unknown): string {
  const known = REFERS[name];
  if (known !== undefined) return titleIn(teller.setup, known, String(value));
  if (typeof value === "object" && value !== null) {
    return Object.entries(value)
      .map(([of, answer]) => `${of} = ${String(answer)}`)
      .join(" · ");
  }
  if (name === "id" || name === "type") return String(value);
  if (name === "label") return `“${String(value)}”`;
  const called = (teller.words.fields[name] ?? name).toLowerCase();
  return value === true ? called : `${called} ${told(teller, name, null, value)}`;
}
