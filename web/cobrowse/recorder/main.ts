/** Records the page and sends it: fetched only once the end-user has agreed. */

import { record } from "rrweb";
import { FORM } from "../../protocol/generated/stream_form.ts";
import { Mask } from "../privacy/mask.ts";
import { secretsOf } from "../privacy/secrets.ts";
import type { Recorded } from "../recorded.ts";
import { type Fields, fields } from "../replay/plain.ts";
import { Batches } from "./batches.ts";
import { Holder } from "./holder.ts";
import { keepsLines, nearness } from "./nearness.ts";
import { mayShow } from "./pages.ts";
import { Pointer } from "./pointer.ts";
import { RECORDING } from "./recording.ts";

/** Pages change their address without a load. */
const LOOK_AT_ADDRESS_EVERY_MS = 500;
/** What is said of an agent's pointer, or of style sheets, is short. */
const MESSAGE_CHARACTERS_MAX = 4_000;
/** What the server says at first; without it we begin all the same. */
const TOLD_WITHIN_MS = 1_000;
/** Close code: the server is of another version. */
const OTHER_FORM = 4203;

export interface ShowOptions {
  /** `wss://…/socket/cobrowse`. */
  readonly socketUrl: string;
  readonly subprotocol: string;
  readonly ticket: string;
  /** Beginnings of addresses that may be shown; empty: all. */
  readonly pages: readonly string[];
  /** Selectors of what is masked beyond what always is. */
  readonly masked: readonly string[];
  /** The widget's host on the page. */
  readonly own: Element;
  readonly agent: string;
  readonly brand: string;
  ended(why: Ended): void;
}

/**
 * `left`: the page may not be shown. `line`: it is cut, and may come back. `failed`: this page
 * can't be shown. `over`: the server has ended it, and says so in the chat.
 */
export type Ended = "left" | "line" | "failed" | "over";

/** Close codes after which no other ticket comes: docs/cobrowse.md. */
const FINAL: ReadonlySet<number> = new Set([4205, 4206, 4207]);
/** What one message may carry. One that carries so much is not the end of its piece. */
const MESSAGE_BYTES_MAX = 1 << 20;

export class Show {
  readonly #options: ShowOptions;
  readonly #socket: WebSocket;
  readonly #pointer: Pointer;
  readonly #batches: Batches;
  readonly #mask: Mask;
  readonly #holder: Holder;
  readonly #watch: ReturnType<typeof setInterval>;
  #untold: ReturnType<typeof setTimeout> | undefined;
  #stopRecording: (() => void) | undefined;
  #over = false;

  constructor(options: ShowOptions) {
    this.#options = options;
    this.#pointer = new Pointer(options.agent, options.brand);
    this.#mask = new Mask(
      (id) => record.mirror.getNode(id),
      secretsOf(options.masked, [options.own, this.#pointer.host]),
    );
    this.#socket = new WebSocket(options.socketUrl, options.subprotocol);
    this.#socket.binaryType = "arraybuffer";
    this.#batches = new Batches({
      send: (bytes) => this.#send(bytes),
      unsentBytes: () => this.#socket.bufferedAmount,
      timer,
      overrun: () => this.#end("failed"),
    });
    this.#holder = new Holder({
      nodeOf: (id) => record.mirror.getNode(id),
      masked: (event) => this.#mask.masked(event),
      emit: (event) => this.#put(event),
      nearness: (tell) => nearness((told) => this.#guard(() => tell(told))),
      keepsLines,
      timer: (ms, ring) => timer(ms, () => this.#guard(ring)),
      now: Date.now,
    });
    this.#socket.onopen = () => this.#come();
    this.#socket.onmessage = ({ data }) => this.#heard(data);
    this.#socket.onclose = ({ code }) => this.#end(whyClosed(code));
    this.#watch = setInterval(() => this.#look(), LOOK_AT_ADDRESS_EVERY_MS);
  }

  /** Nothing is recorded or sent any more. */
  stop(): void {
    if (this.#over) return;
    this.#over = true;
    clearInterval(this.#watch);
    clearTimeout(this.#untold);
    this.#stopRecording?.();
    this.#holder.stop();
    this.#batches.stop();
    this.#pointer.remove();
    this.#socket.close(1000);
  }

  #end(why: Ended): void {
    if (this.#over) return;
    this.stop();
    this.#options.ended(why);
  }

  #send(bytes: Uint8Array<ArrayBuffer>): void {
    for (let at = 0; at <= bytes.length; at += MESSAGE_BYTES_MAX) {
      this.#socket.send(bytes.subarray(at, at + MESSAGE_BYTES_MAX));
    }
  }

  #come(): void {
    this.#socket.send(JSON.stringify({ ticket: this.#options.ticket, form: FORM }));
    if (this.#look()) this.#untold = setTimeout(() => this.#begin(), TOLD_WITHIN_MS);
  }

  /** Once: the server has said what it has, or does not. */
  #begin(): void {
    if (this.#over || this.#untold === undefined) return;
    clearTimeout(this.#untold);
    this.#untold = undefined;
    if (!this.#look()) return;
    try {
      this.#stopRecording = this.#record();
    } catch {
      this.#end("failed");
      return;
    }
    if (this.#stopRecording === undefined) this.#end("failed");
  }

  #record(): (() => void) | undefined {
    const { unshown } = secretsOf(this.#options.masked, []);
    return record({
      ...RECORDING,
      blockSelector: unshown,
      emit: (event) => this.#take(event),
    });
  }

  #take(event: Recorded): void {
    if (this.#over || !this.#look()) return;
    this.#guard(() => {
      const masked = this.#mask.masked(event);
      if (masked !== null) this.#holder.take(masked);
    });
  }

  #put(event: Recorded): void {
    if (!this.#over && this.#look()) this.#batches.add(event);
  }

  /** A fault of ours ends the show, not the page. */
  #guard(work: () => void): void {
    if (this.#over) return;
    try {
      work();
    } catch {
      this.#end("failed");
    }
  }

  /** False: the page may not be shown, and the show is over. */
  #look(): boolean {
    if (mayShow(location.href, this.#options.pages)) return true;
    this.#end("left");
    return false;
  }

  #told(known: unknown): void {
    const names = Array.isArray(known) ? known : [];
    this.#batches.told(names.filter((name) => typeof name === "string"));
    this.#begin();
  }

  #heard(data: unknown): void {
    if (typeof data !== "string" || data.length > MESSAGE_CHARACTERS_MAX) return;
    let message: Fields;
    try {
      message = fields(JSON.parse(data));
    } catch {
      return; // Of a newer server.
    }
    const { type, x, y, node } = message;
    if (type === "sheets") this.#told(message["known"]);
    else if (type === "pointer" && typeof x === "number" && typeof y === "number") {
      this.#pointer.moveTo(x, y);
    } else if (type === "leave") this.#pointer.leave();
    else if (type === "snapshot") record.takeFullSnapshot(true);
    else if (type === "highlight" && typeof node === "number") {
      const target = record.mirror.getNode(node);
      if (target instanceof Element && target !== this.#options.own) {
        this.#pointer.highlight(target);
      }
    }
  }
}

function timer(ms: number, ring: () => void): () => void {
  const waiting = setTimeout(ring, ms);
  return () => clearTimeout(waiting);
}

/** Of what the server has closed with. */
function whyClosed(code: number): Ended {
  if (code === OTHER_FORM) return "failed";
  return FINAL.has(code) ? "over" : "line";
}

export function show(options: ShowOptions): Show {
  return new Show(options);
}
