/** What has become of the question whether the page may be shown: a fold of the chat's timeline. */

export type Step =
  | { readonly is: "none" }
  | { readonly is: "asked"; readonly id: string; readonly name: string; readonly until: number }
  | { readonly is: "agreed"; readonly id: string; readonly name: string }
  | { readonly is: "shown"; readonly id: string; readonly name: string }
  | { readonly is: "over"; readonly id: string; readonly name: string; readonly why: Why };

/** `unanswered`, `refused`: it never began. `failed`: after consent. */
export type Why = "unanswered" | "refused" | "stopped" | "failed";

export interface Told {
  readonly kind: number;
  readonly cobrowse_id?: string;
  readonly name?: string;
  readonly answer_until?: number;
  readonly cause?: string;
}

export function stepAfter(step: Step, told: Told): Step {
  const { kind, cobrowse_id: id = "" } = told;
  if (kind === 44 && step.is !== "none" && step.is !== "over") {
    return { is: "over", id: step.id, name: step.name, why: "stopped" };
  }
  if (kind === 35) {
    return { is: "asked", id, name: told.name ?? "", until: told.answer_until ?? 0 };
  }
  if (step.is === "none" || step.id !== id) return step;
  const { name } = step;
  switch (kind) {
    case 36:
      return { is: "agreed", id, name };
    case 40:
      return { is: "shown", id, name };
    case 37:
      return { is: "over", id, name, why: told.cause === "timeout" ? "unanswered" : "refused" };
    case 41:
      return { is: "over", id, name, why: "stopped" };
    case 42:
      return { is: "over", id, name, why: told.cause === "failed" ? "failed" : "stopped" };
    default:
      return step;
  }
}
