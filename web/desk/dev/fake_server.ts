/** Answers the desk's calls and commands out of a scene. */

import type { Socket, SocketListener } from "../../protocol/line_shell.ts";
import type { AgentViewEvent, ChatEvent } from "../state/wire.ts";
import type { Scene } from "./scenes.ts";

interface Sent {
  readonly type: string;
  readonly id?: number;
  readonly chat?: string;
  readonly text?: string;
  readonly private?: boolean;
  readonly status?: string;
  readonly invitation?: string;
  readonly on?: boolean;
}

export class FakeServer {
  readonly #scene: Scene;
  readonly #counts = new Map<string, number>();
  #listener: SocketListener | null = null;
  /** Called once the scene has greeted. */
  welcomed: () => void = () => {};

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  readonly fetch: typeof fetch = (input, init) => {
    const path = String(input);
    const said = this.#scene.answers?.(init?.method ?? "GET", path);
    if (said !== undefined) {
      return Promise.resolve(new Response(JSON.stringify(said.body), { status: said.status }));
    }
    const fitting = Object.keys(this.#scene.http).filter((prefix) => path.startsWith(prefix));
    const answer = this.#scene.http[fitting.reduce((a, b) => (b.length > a.length ? b : a), "")];
    const body = answer ?? { code: "not_found", text: "No such thing." };
    if (body instanceof Blob) return Promise.resolve(new Response(body));
    const status = typeof body === "number" ? body : answer === undefined ? 404 : 200;
    return Promise.resolve(
      new Response(JSON.stringify(typeof body === "number" ? {} : body), { status }),
    );
  };

  dial(listener: SocketListener): Socket {
    this.#listener = listener;
    setTimeout(() => listener.opened(), 5);
    return {
      send: (text) => this.#take(JSON.parse(text) as Sent),
      close: () => {},
    };
  }

  tell(frame: object): void {
    this.#listener?.received(JSON.stringify(frame));
  }

  close(code: number): void {
    this.#listener?.closed(code);
  }

  /** An event with the next number of its chat. */
  event(chat: string, at: number, event: ChatEvent | object, text?: string): void {
    const n = (this.#counts.get(chat) ?? 0) + 1;
    this.#counts.set(chat, n);
    const { kind } = event as ChatEvent;
    const view = { kind, event: event as ChatEvent, text: text ?? null } satisfies AgentViewEvent;
    this.tell({ type: "event", chat, n, at, event: view });
  }

  #take(frame: Sent): void {
    if (frame.type === "hello") {
      this.#counts.clear();
      this.#scene.welcome(this);
      this.welcomed();
      this.welcomed = () => {};
      return;
    }
    if (frame.type === "alive" && this.#scene.silent !== true) this.tell({ type: "alive" });
    if (frame.id === undefined || this.#scene.silent === true) return;
    const refusal = this.#scene.refuses?.[frame.type];
    if (refusal !== undefined) {
      this.tell({ type: "refused", id: frame.id, ...refusal });
      return;
    }
    this.tell({ type: "ack", id: frame.id });
    this.#follow(frame);
  }

  #follow(frame: Sent): void {
    const chat = frame.chat ?? "";
    if (frame.type === "post") {
      const visibility = frame.private === true ? "agents" : "everyone";
      const command_id = `dev:${frame.id}`;
      const post = { kind: 1, agent_id: "a1", message_id: "m", command_id, visibility };
      this.event(chat, Date.now(), post, frame.text);
    }
    if (frame.type === "log_on") this.tell({ type: "status", status: frame.status ?? "s1" });
    if (frame.type === "log_off") this.tell({ type: "status", status: null });
    if (frame.type === "set_status") this.tell({ type: "status", status: frame.status });
    if (frame.type === "decline") {
      this.tell({ type: "offer_closed", chat, invitation: frame.invitation, outcome: 12 });
    }
    if (frame.type === "conclude") {
      const wrap_up_until = Date.now() + 900_000;
      this.event(chat, Date.now(), { kind: 44, cause: "agent", wrap_up_until });
    }
    if (frame.type === "close_wrap_up") this.tell({ type: "chat_closed", chat });
    if (frame.type === "watch_colleagues") this.#scene.colleagues?.(this);
    if (frame.type === "pull") this.tell({ type: "pulling", on: frame.on });
    if (frame.type === "watch_floor") this.#scene.floor?.(this);
  }
}
