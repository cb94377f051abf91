/** The line to the server as a person wants to know it. */

import type { Line } from "../../protocol/connection.ts";
import { CloseCode } from "../../protocol/frames.ts";

export type LineView =
  | { readonly is: "connecting" }
  | { readonly is: "online" }
  | {
      readonly is: "reconnecting";
      readonly until: number;
      /** So long at least the server bears the silence; `null`: it is away itself, or never said. */
      readonly borneUntil: number | null;
      readonly restarting: boolean;
    }
  | { readonly is: "stopped"; readonly why: Why };

export type Why = "taken_over" | "start_over" | "signed_out" | "outdated";

interface Past {
  readonly wasOnline: boolean;
  readonly borneUntil: number | null;
}

/** All times are by this machine's clock. `paced`: the server itself named the time. */
export function lineView(line: Line, { wasOnline, borneUntil }: Past, now: number): LineView {
  switch (line.phase) {
    case "open":
      return { is: "online" };
    case "waiting":
      return {
        is: "reconnecting",
        until: line.until,
        borneUntil: line.paced ? null : borneUntil,
        restarting: line.paced,
      };
    case "stopped":
      return { is: "stopped", why: why(line.code) };
    default:
      if (!wasOnline) return { is: "connecting" };
      return { is: "reconnecting", until: now, borneUntil, restarting: false };
  }
}

function why(code: number): Why {
  switch (code) {
    case CloseCode.TAKEN_OVER:
      return "taken_over";
    case CloseCode.START_OVER:
      return "start_over";
    case CloseCode.SIGNED_OUT:
    case 0:
      return "signed_out";
    default:
      return "outdated";
  }
}
