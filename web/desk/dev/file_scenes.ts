/** Files in a conversation, and the pictures one by one. */

import type { Screen } from "../state/screen.ts";
import type { FakeServer } from "./fake_server.ts";
import type { Scene } from "./scenes.ts";
import { before, threeChats } from "./stage.ts";

/** A green square of one pixel. */
const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

export function fileScenes(
  http: Scene["http"],
  inChat: Partial<Screen>,
): Record<"files" | "lightbox", Scene> {
  const path = "/api/v1/chats/c1/files/";
  const picture = new Blob([bytesOf(PIXEL)]);
  const answers = { ...http, [`${path}f1`]: picture, [`${path}f2`]: picture };
  const scene: Scene = {
    http: answers,
    welcome: threeChats,
    screen: inChat,
    after: (_, server) => sent(server),
  };
  return {
    files: scene,
    lightbox: {
      ...scene,
      after: (_, server) => {
        sent(server);
        enlarge();
      },
    },
  };
}

function sent(server: FakeServer): void {
  const photo = { file_id: "f1", file_name: "parcel.png", size: 48_000, media_type: "image/png" };
  const other = { ...photo, file_id: "f2", file_name: "label.png" };
  const bill = { ...photo, file_id: "f3", file_name: "bill.pdf", media_type: "application/pdf" };
  server.event("c1", before(50), { kind: 38, command_id: "x1", ...photo }, photo.file_name);
  server.event("c1", before(30), { kind: 38, command_id: "x2", ...other }, other.file_name);
  server.event("c1", before(10), { kind: 1003, agent_id: "a1", ...bill }, bill.file_name);
}

/** Once a picture stands in the conversation. */
function enlarge(): void {
  const button = document.querySelector<HTMLElement>(".file-line__picture:has(img)");
  if (button === null) setTimeout(enlarge, 20);
  else button.click();
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
