/** Kept recordings, from the server. */

import type { Recordings } from "../state/recording.ts";
import type { Http } from "./http.ts";
import { RecordingPlayer } from "./recording_player.ts";

export function recordingsOf(http: Http): Recordings {
  return {
    of: (chat) => http.recordings(chat),
    player: (chat, cobrowse) => new RecordingPlayer(() => http.recording(chat, cobrowse)),
  };
}
