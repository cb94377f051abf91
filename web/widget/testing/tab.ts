import type { SiteLook } from "../../loader/contract.ts";
import { emptyOutbox, restored } from "../../protocol/outbox.ts";
import { type FakeSocket, FakeWorld } from "../../protocol/testing/fake_world.ts";
import { Conversation } from "../conversation.ts";
import { emptyModel, type Model, reduce } from "../state/model.ts";
import { screenOf } from "../state/screen.ts";

export const LOOK = { name: "Shop", open: true, fields: [] } as unknown as SiteLook;
export const REQUEST = { type: "request_chat", question: "?" } as const;

/** A tab with the widget, and a server that says only what the test says. */
export class Tab {
  readonly world: FakeWorld;
  model: Model = emptyModel(LOOK, 0);
  copy: string | null = null;
  mark = "";
  readonly talk: Conversation;

  constructor(world = new FakeWorld(), copy: string | null = null) {
    this.world = world;
    this.world.onDial = (socket) => {
      this.world.timer(1, () => socket.accept());
    };
    this.talk = new Conversation({
      world,
      outbox: restored(copy) ?? emptyOutbox("k"),
      save: (text) => {
        this.copy = text;
      },
      newClientId: () => "k2",
      model: () => this.model,
      take: (happening) => {
        this.model = reduce(this.model, happening);
      },
      noteChat: (chat) => {
        this.mark = chat;
      },
      knows: (chat) => chat === this.mark,
      share: () => {},
    });
  }

  get socket(): FakeSocket {
    return this.world.socket;
  }

  get screen(): string {
    return screenOf(this.model);
  }

  sent(): readonly { readonly type: string; readonly id?: number; readonly text?: string }[] {
    return this.socket.sent.map((text) => JSON.parse(text));
  }

  welcome(chat: string | null): void {
    const limits = { heartbeat_ms: 20_000, lost_after_ms: 240_000 };
    this.socket.deliver({ type: "welcome", now: 5_000, chat, ...limits, last_id: 0 });
  }

  event(n: number, event: object, chat = "c"): void {
    this.socket.deliver({ type: "event", chat, n, at: 5_000 + n, event });
  }

  async engaged(): Promise<this> {
    this.talk.request(REQUEST);
    await this.world.pass(10);
    this.welcome(null);
    this.socket.deliver({ type: "ack", id: 1, chat: "c", n: 1 });
    this.event(1, { kind: 26, question: "?" });
    this.event(2, { kind: 23, name: "Ada" });
    this.event(3, { kind: 48, name: "Ada" });
    return this;
  }
}
