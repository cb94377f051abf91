/** Scenes of the set-up: each section, and the states a form can be in. */

import type { DeskShell } from "../shell/desk_shell.ts";
import { begun } from "../state/drafts.ts";
import { overview } from "./admin_data.ts";
import type { FakeServer } from "./fake_server.ts";
import type { Scene } from "./scenes.ts";
import {
  clashingQueue,
  comparison,
  directory,
  emptyDirectory,
  flawedQueue,
  history,
} from "./setup_data.ts";

const NOW = Date.now();

type Http = Scene["http"];

export function adminScenes(asAdmin: Http, welcome: (server: FakeServer) => void) {
  const http = {
    "/api/v1/admin/directory": directory(NOW),
    "/api/v1/admin/overview": overview(NOW, true),
    "/api/v1/admin/history": history(NOW),
    "/api/v1/admin/agents/omar/link": {
      token: "t",
      path: "/desk/#sign-in=Jx0vC2nQ81hZ",
      until: NOW + 86_400_000,
    },
    ...asAdmin,
    "/api/v1/admin/alert": { faults: 0, quarantined: 0, store_refuses: false },
  };
  const at = (section: string, record?: string): Scene => ({
    http,
    welcome,
    screen: {
      route: {
        page: "admin",
        chat: null,
        section,
        ...(record === undefined ? {} : { record }),
      },
    },
    answers: (method, path) =>
      method === "POST" && path.endsWith("/set-up")
        ? { status: 200, body: comparison(NOW) }
        : undefined,
  });
  const refusing = (status: number, body: object): Scene => ({
    ...at("queues", "orders"),
    answers: (method, path) =>
      method === "POST" && path.endsWith("/directory") ? { status, body } : undefined,
    after: rename,
  });
  return {
    set_up: { ...at("server"), screen: { route: { page: "admin", chat: null } } },
    set_up_server: at("server"),
    set_up_sites: at("sites", "halden"),
    set_up_new_site: at("sites", "~new"),
    set_up_queues: at("queues", "orders"),
    set_up_queue_list: at("queues"),
    set_up_new_queue: at("queues", "~new"),
    set_up_queue_flawed: refusing(422, flawedQueue),
    set_up_queue_clash: refusing(409, clashingQueue(NOW)),
    set_up_queue_dirty: { ...at("queues", "orders"), after: rename },
    set_up_gone: at("queues", "nowhere"),
    set_up_profiles: at("profiles", "agents"),
    set_up_agents: at("agents", "omar"),
    set_up_agent_list: at("agents"),
    set_up_new_agent: at("agents", "~new"),
    set_up_groups: at("groups", "north"),
    set_up_statuses: at("statuses", "available"),
    set_up_skills: at("skills", "german"),
    set_up_texts: at("texts", "returns"),
    set_up_text: at("texts", "hello"),
    set_up_settings: at("settings"),
    set_up_audit: at("audit"),
    set_up_transfer: at("transfer"),
    set_up_none: {
      ...at("queues"),
      http: { ...http, "/api/v1/admin/directory": emptyDirectory },
    },
    set_up_failed: { ...at("queues"), http: { ...http, "/api/v1/admin/directory": 503 } },
  } satisfies Record<string, Scene>;
}

/** The queue under another name, not saved yet. */
function rename(shell: DeskShell): void {
  const record = directory(NOW).queues[0];
  if (record === undefined) return;
  const draft = begun("queue", "orders", { version: 3, record });
  shell.admin.change(draft, { name: "Orders and delivery", max_waiting: 0 });
}
