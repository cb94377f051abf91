/** A chat's ledger as a picture: phases on an axis of time, a lane for each who took part. Pure. */

import { isWithheld, type LedgerRow } from "./ledger.ts";

export type Phase = "waiting" | "engaged" | "wrap_up";

export interface Stretch<Form extends string> {
  readonly form: Form;
  readonly from: number;
  /** `null`: not over. */
  readonly until: number | null;
}

export type Part = "end_user" | "lead" | "conferee" | "monitor" | "absent" | "offered" | "wrap_up";

export interface Lane {
  /** An agent's id; empty: the end-user. */
  readonly id: string;
  readonly parts: readonly Stretch<Part>[];
  readonly absences: readonly Stretch<"absent">[];
}

export interface Timeline {
  readonly from: number;
  /** Of the last row. */
  readonly until: number;
  readonly phases: readonly Stretch<Phase>[];
  readonly lanes: readonly Lane[];
}

interface Drawn<Form extends string> {
  form: Form;
  from: number;
  until: number | null;
}

interface OpenLane {
  id: string;
  parts: Drawn<Part>[];
  absences: Drawn<"absent">[];
}

class Drawing {
  readonly phases: Drawn<Phase>[] = [];
  readonly lanes = new Map<string, OpenLane>();

  lane(id: string): OpenLane {
    const found = this.lanes.get(id);
    if (found !== undefined) return found;
    const made: OpenLane = { id, parts: [], absences: [] };
    this.lanes.set(id, made);
    return made;
  }

  phase(form: Phase | null, at: number): void {
    const last = this.phases.at(-1);
    if (last !== undefined && last.until === null) {
      if (last.form === form) return;
      last.until = at;
    }
    if (form !== null) this.phases.push({ form, from: at, until: null });
  }

  part(id: string, form: Part | null, at: number): void {
    const { parts } = this.lane(id);
    close(parts, at);
    if (form !== null) parts.push({ form, from: at, until: null });
  }

  absence(id: string, begins: boolean, at: number): void {
    const { absences } = this.lane(id);
    close(absences, at);
    if (begins) absences.push({ form: "absent", from: at, until: null });
  }
}

function close(stretches: Drawn<string>[], at: number): void {
  const last = stretches.at(-1);
  if (last !== undefined && last.until === null) last.until = at;
}

/** `null`: there are no rows. */
export function timelineOf(rows: readonly LedgerRow[]): Timeline | null {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return null;
  const drawing = new Drawing();
  drawing.part("", "end_user", first.at);
  for (const row of rows) draw(drawing, row);
  return {
    from: first.at,
    until: last.at,
    phases: drawing.phases,
    lanes: [...drawing.lanes.values()],
  };
}

const CLOSES_PART = new Set([12, 13, 14, 24, 34, 46]);
const PARTS: Readonly<Record<number, Part>> = { 8: "offered", 23: "conferee", 45: "monitor" };
/** Absences begin, and end; of the end-user, and of an agent. */
const ABSENCES: Readonly<Record<number, readonly [ofAgent: boolean, begins: boolean]>> = {
  4: [true, true],
  5: [true, false],
  29: [true, false],
  6: [false, true],
  7: [false, false],
  31: [false, false],
};

function draw(drawing: Drawing, row: LedgerRow): void {
  const { kind, at } = row;
  const agent = String(row.data["agent_id"] ?? "");
  const part = PARTS[kind];
  const absence = ABSENCES[kind];
  if (part !== undefined) drawing.part(agent, part, at);
  else if (CLOSES_PART.has(kind)) drawing.part(agent, null, at);
  else if (absence !== undefined) drawing.absence(absence[0] ? agent : "", absence[1], at);
  else turn(drawing, row, agent);
}

function turn(drawing: Drawing, row: LedgerRow, agent: string): void {
  const { kind, at } = row;
  switch (kind) {
    case 26:
    case 47:
      drawing.phase("waiting", at);
      break;
    case 48:
      drawing.phase("engaged", at);
      drawing.part(agent, "lead", at);
      break;
    case 49:
      leadEnds(drawing, row, agent);
      break;
    case 44:
      drawing.part("", null, at);
      drawing.absence("", false, at);
      drawing.phase("wrap_up", at);
      break;
    case 27:
      drawing.phase(null, at);
      for (const id of drawing.lanes.keys()) drawing.part(id, null, at);
      break;
    default:
      break;
  }
}

/** After the end a lead wraps up; who hands over stays as a conferee until they leave. */
function leadEnds(drawing: Drawing, row: LedgerRow, agent: string): void {
  const form =
    row.cause === "concluded" ? "wrap_up" : row.cause === "role_change" ? "conferee" : null;
  drawing.part(agent, form, row.at);
  if (typeof row.data["requeued_to"] === "string") drawing.phase("waiting", row.at);
}

/** What one side had on its screen once the row `seq` was written. */
export interface SeenThen {
  readonly seq: number;
  readonly at: number;
  readonly kind: number;
  readonly printed: string;
  /** Shown name of who did it or whom it names; empty: nobody. */
  readonly who: string;
  /** Whom it is about. */
  readonly agent: string | null;
  readonly text: string | null;
  readonly isPrivate: boolean;
  /** Of something that was shown. */
  readonly form: "url" | "html" | null;
  readonly isWithheld: boolean;
}

const SAID = new Set([1, 2, 3, 38, 1003]);

export function seenBy(
  side: "end_user" | "agents",
  rows: readonly LedgerRow[],
  seq: number,
): readonly SeenThen[] {
  const seen = side === "agents" ? seenByAgents : seenByEndUser;
  return rows.flatMap((row) => (row.seq > seq ? [] : seen(row)));
}

function seenByAgents(row: LedgerRow): readonly SeenThen[] {
  if (!row.seen.agents) return [];
  const agent = row.data["agent_id"];
  return [
    {
      ...placeOf(row),
      who: row.actor.name ?? "",
      agent: typeof agent === "string" ? agent : null,
      text: row.text,
      isPrivate: row.data["visibility"] === "agents",
      form: formOf(row),
      isWithheld: isWithheld(row),
    },
  ];
}

function seenByEndUser(row: LedgerRow): readonly SeenThen[] {
  const view = row.seen.end_user;
  if (view === null) return [];
  const { name, text, question } = view;
  const said = plain(text) || plain(question);
  return [
    {
      ...placeOf(row),
      who: plain(name),
      agent: null,
      text: said === "" ? null : said,
      isPrivate: false,
      form: formOf(row),
      isWithheld: isWithheld(row),
    },
  ];
}

function formOf({ kind, data }: LedgerRow): "url" | "html" | null {
  const form = data["form"];
  return kind === 3 && (form === "url" || form === "html") ? form : null;
}

function placeOf({ seq, at, kind, printed }: LedgerRow) {
  return { seq, at, kind, printed };
}

function plain(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Words among the rows, which have their text or had it. */
export function isSaid(kind: number): boolean {
  return SAID.has(kind);
}
