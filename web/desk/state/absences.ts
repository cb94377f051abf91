/** Who is silent at the moment, and when they are given up. */

export interface Absence {
  readonly silentSince: number;
  readonly lostAt: number;
}

type Absences = Readonly<Record<string, Absence>>;

export function absence(event: {
  readonly silent_since: number;
  readonly lost_at: number;
}): Absence {
  return { silentSince: event.silent_since, lostAt: event.lost_at };
}

export function agentsAbsent(
  absent: Absences,
  event: { readonly agent_id: string; readonly silent_since: number; readonly lost_at: number },
): { agentsAbsent: Absences } {
  return { agentsAbsent: { ...absent, [event.agent_id]: absence(event) } };
}

/** Back, gone or given up: in each case no longer merely absent. */
export function agentGone(absent: Absences, agent: string): { agentsAbsent: Absences } {
  return {
    agentsAbsent: Object.fromEntries(Object.entries(absent).filter(([id]) => id !== agent)),
  };
}
