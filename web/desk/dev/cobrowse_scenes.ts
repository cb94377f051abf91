/** Seeing the end-user's page. */

import type { Screen } from "../state/screen.ts";
import type { FakeServer } from "./fake_server.ts";
import { PageSocket } from "./page_stream.ts";
import type { Scene } from "./scenes.ts";
import { before, NOW, threeChats } from "./stage.ts";

const ID = "cb1";
const asked = { kind: 35, agent_id: "a1", cobrowse_id: ID, answer_until: NOW + 42_000 } as const;

export function cobrowseScenes(
  http: Scene["http"],
  inChat: Partial<Screen>,
): Record<"page_asked" | "page_coming" | "page" | "page_gone" | "page_over", Scene> {
  const files = { "/api/v1/chats/c1/files": { rules: null, files: [] } };
  const scene = { http: { ...files, ...http }, welcome: threeChats, screen: inChat };
  const agreed = (server: FakeServer): void => {
    server.event("c1", before(40), asked);
    server.event("c1", before(31), { kind: 36, agent_id: "a1" });
  };
  const shown = (server: FakeServer, ticket: string): void => {
    window.WebSocket = PageSocket as unknown as typeof WebSocket;
    agreed(server);
    server.tell({ type: "cobrowse_ticket", chat: "c1", cobrowse: ID, ticket });
  };
  const started = (server: FakeServer): void =>
    server.event("c1", before(28), { kind: 40, agent_id: "a1" });
  return {
    page_asked: { ...scene, after: (_, server) => server.event("c1", before(4), asked) },
    page_coming: { ...scene, after: (_, server) => shown(server, "later") },
    page: {
      ...scene,
      after: (_, server) => {
        shown(server, "now");
        started(server);
      },
    },
    page_gone: {
      ...scene,
      after: (_, server) => {
        shown(server, "gone");
        started(server);
      },
    },
    page_over: {
      ...scene,
      after: (_, server) => {
        agreed(server);
        started(server);
        server.event("c1", before(5), { kind: 41, agent_id: "a1", cause: "end_user" });
      },
    },
  };
}
