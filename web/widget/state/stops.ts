/** Why the line is down for good. */

import {
  BAD_FRAMES,
  PROTOCOL,
  SIGNED_OUT,
  START_OVER,
  TAKEN_OVER,
} from "../../protocol/close_codes.ts";
import type { Line } from "../../protocol/connection.ts";

export type Stop = "start_over" | "elsewhere" | "outdated" | "failed";

export function stopOf(line: Line): Stop {
  switch (line.phase === "stopped" ? line.code : 0) {
    case START_OVER:
      return "start_over";
    case TAKEN_OVER:
    case SIGNED_OUT:
      return "elsewhere";
    case PROTOCOL:
    case BAD_FRAMES:
      return "outdated";
    default:
      return "failed";
  }
}
