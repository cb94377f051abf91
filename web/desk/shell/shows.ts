/** The streams of end-users' pages: sockets in, pictures on the stage, the agent's pointer out. */

import { SHELF } from "../../cobrowse/replay/sheets.ts";
import type { Stage, StageListener } from "../../cobrowse/replay/stage.ts";
import { SUBPROTOCOL } from "../../protocol/browser.ts";
import type { CoBrowseTicket } from "../../protocol/frames.ts";
import { FORM } from "../../protocol/generated/stream_form.ts";
import type { PageShown, Shows as ShowsOfDesk } from "../state/cobrowse.ts";

/** Smooth to the eye; a tenth of what mice say. */
const POINTER_EVERY_MS = 60;
/** A stream that is cut off comes back with the line, if at all. */
const BACK_WITHIN_MS = 20_000;

/** Close codes after which no other ticket comes; the chat says why: docs/cobrowse.md. */
const FINAL: ReadonlySet<number> = new Set([4205, 4206, 4207]);

/** The server is of another version than this page. */
const OTHER_FORM = 4203;

const NOTHING_YET: PageShown = { is: "connecting", width: 1_280, height: 800, url: "" };

export interface ShowsOptions {
  readonly socketUrl: string;
  /** The first picture stands. */
  shown(chat: string, cobrowse: string): void;
  /** The page can't be shown, or not any more. */
  failed(chat: string, cobrowse: string): void;
}

interface Mounted {
  readonly place: HTMLElement;
  readonly title: string;
}

export class Shows implements ShowsOfDesk {
  readonly #options: ShowsOptions;
  readonly #told = new Set<() => void>();
  readonly #places = new Map<string, Mounted>();
  readonly #tickets = new Map<string, { readonly cobrowse: string; readonly ticket: string }>();
  readonly #shows = new Map<string, Show>();

  constructor(options: ShowsOptions) {
    this.#options = options;
  }

  of(chat: string): PageShown | null {
    return this.#shows.get(chat)?.page ?? null;
  }

  subscribe(changed: () => void): () => void {
    this.#told.add(changed);
    return () => this.#told.delete(changed);
  }

  mount(chat: string, place: HTMLElement, title: string): () => void {
    this.#places.set(chat, { place, title });
    this.#begin(chat);
    return () => {
      if (this.#places.get(chat)?.place !== place) return;
      this.#places.delete(chat);
      this.end(chat);
    };
  }

  /** A stream may begin. One of the same chat that runs gives way once the new one is drawn. */
  ticket({ chat, cobrowse, ticket }: CoBrowseTicket): void {
    this.#tickets.set(chat, { cobrowse, ticket });
    this.#begin(chat);
  }

  /** Nothing of the chat's page is shown any more. */
  end(chat: string): void {
    this.#tickets.delete(chat);
    this.#shows.get(chat)?.close();
    if (this.#shows.delete(chat)) this.#tell();
  }

  point(chat: string, x: number, y: number): void {
    this.#shows.get(chat)?.point(x, y);
  }

  leave(chat: string): void {
    this.#shows.get(chat)?.leave();
  }

  highlight(chat: string, x: number, y: number): void {
    this.#shows.get(chat)?.highlight(x, y);
  }

  #begin(chat: string): void {
    const mounted = this.#places.get(chat);
    const pass = this.#tickets.get(chat);
    if (mounted === undefined || pass === undefined) return;
    this.#tickets.delete(chat);
    const { cobrowse, ticket } = pass;
    const before = this.#shows.get(chat) ?? null;
    const show = new Show({
      ...mounted,
      socketUrl: this.#options.socketUrl,
      ticket,
      page: before?.page ?? NOTHING_YET,
      drawn: () => {
        before?.close();
        this.#options.shown(chat, cobrowse);
      },
      failed: () => {
        if (this.#shows.get(chat) === show) this.#options.failed(chat, cobrowse);
      },
      changed: () => this.#tell(),
    });
    this.#shows.set(chat, show);
    before?.fade();
    this.#tell();
  }

  #tell(): void {
    for (const changed of this.#told) changed();
  }
}

interface ShowOptions extends Mounted {
  readonly socketUrl: string;
  readonly ticket: string;
  readonly page: PageShown;
  drawn(): void;
  failed(): void;
  changed(): void;
}

class Show {
  page: PageShown;
  readonly #options: ShowOptions;
  readonly #socket: WebSocket;
  /** What came before the stage was there, in order. */
  readonly #before: (ArrayBuffer | string)[] = [];
  /** Style sheets of pages that were shown before. */
  readonly #sheets = SHELF.some();
  #stage: Stage | null = null;
  #read: ((bytes: Uint8Array) => void) | null = null;
  #over = false;
  #pointedAt = 0;
  #pointing: ReturnType<typeof setTimeout> | null = null;
  #gone: ReturnType<typeof setTimeout> | null = null;

  constructor(options: ShowOptions) {
    this.#options = options;
    this.page = { ...options.page, is: "connecting" };
    this.#socket = new WebSocket(options.socketUrl, SUBPROTOCOL);
    this.#socket.binaryType = "arraybuffer";
    this.#socket.onopen = () => {
      const { ticket } = options;
      const sheets = [...this.#sheets.keys()];
      this.#socket.send(JSON.stringify({ ticket, form: FORM, sheets }));
    };
    this.#socket.onmessage = ({ data }) => {
      this.#take(data instanceof ArrayBuffer ? data : String(data));
    };
    this.#socket.onclose = ({ code }) => this.#cut(code);
    void this.#prepare();
  }

  close(): void {
    this.fade();
    this.#stage?.close();
    this.#stage = null;
  }

  /** Stays as it is, until another stands in its place. */
  fade(): void {
    this.#over = true;
    if (this.#pointing !== null) clearTimeout(this.#pointing);
    if (this.#gone !== null) clearTimeout(this.#gone);
    this.#socket.close(1000);
  }

  point(x: number, y: number): void {
    if (this.#pointing !== null) clearTimeout(this.#pointing);
    const due = this.#pointedAt + POINTER_EVERY_MS - performance.now();
    const tell = (): void => {
      this.#pointedAt = performance.now();
      this.#say({ type: "pointer", x: Math.round(x), y: Math.round(y) });
    };
    if (due <= 0) tell();
    else this.#pointing = setTimeout(tell, due);
  }

  leave(): void {
    if (this.#pointing !== null) clearTimeout(this.#pointing);
    this.#say({ type: "leave" });
  }

  highlight(x: number, y: number): void {
    const node = this.#stage?.nodeAt(x, y) ?? null;
    if (node !== null) this.#say({ type: "highlight", node });
  }

  #say(message: object): void {
    if (this.#socket.readyState === WebSocket.OPEN && !this.#over) {
      this.#socket.send(JSON.stringify(message));
    }
  }

  /** The replayer is large, and most chats go without. */
  async #prepare(): Promise<void> {
    try {
      const { openStage } = await import("../../cobrowse/replay/main.ts");
      if (this.#over) return;
      const { place, title, drawn } = this.#options;
      const listener: StageListener = {
        window: ({ width, height, url }) =>
          this.#turn({ width, height, url: url || this.page.url }),
        drawn: () => {
          this.#turn({ is: "live" });
          drawn();
        },
      };
      const { stage, read } = await openStage(place, title, listener, this.#sheets);
      if (this.#over) {
        stage.close();
        return;
      }
      this.#stage = stage;
      this.#read = read;
      for (const data of this.#before.splice(0)) this.#take(data);
    } catch {
      this.#fail();
    }
  }

  #take(data: ArrayBuffer | string): void {
    if (this.#over) return;
    if (this.#read === null) {
      this.#before.push(data);
      return;
    }
    try {
      if (typeof data === "string") this.#heard(data);
      else this.#read(new Uint8Array(data));
    } catch {
      this.#fail();
    }
  }

  /** The end-user's line is cut, or they are between two pages. The next picture ends it. */
  #heard(text: string): void {
    const { type } = JSON.parse(text) as { readonly type?: unknown };
    if (type === "gone") this.#turn({ is: "lost" });
  }

  #cut(code: number): void {
    if (this.#over) return;
    this.#turn({ is: "lost" });
    if (FINAL.has(code)) return;
    if (code === OTHER_FORM) {
      this.#fail();
      return;
    }
    this.#gone = setTimeout(() => this.#fail(), BACK_WITHIN_MS);
  }

  #fail(): void {
    if (this.#over) return;
    this.#turn({ is: "lost" });
    this.fade();
    this.#options.failed();
  }

  #turn(part: Partial<PageShown>): void {
    if (this.#over) return;
    this.page = { ...this.page, ...part };
    this.#options.changed();
  }
}
