/** Files on their way to the server: each is sent, again if need be, until it is taken or not. */

export interface UploadRules {
  /** Bytes. */
  readonly size_max: number;
  readonly types: readonly string[];
}

export interface UploadTarget {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

export type UploadState = "waiting" | "sending" | "checking" | "done" | "failed";

export interface Pending {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  /** Bytes that are out. */
  readonly sent: number;
  readonly state: UploadState;
  /** Why it failed. */
  readonly code: string;
  /** What the server calls it, once it does. */
  readonly file: string;
}

export interface UploadWorld {
  /** Where the upload of that id goes, as things are now. */
  target(id: string): UploadTarget;
  request(): XMLHttpRequest;
  timer(ms: number, run: () => void): () => void;
  newId(): string;
}

interface Reply {
  readonly state?: string;
  readonly code?: string;
  readonly reason?: string;
  readonly file?: string;
}

/** At once; the others wait for their turn. */
const AT_ONCE = 2;
/** Ten tries take some four minutes: a tunnel, a lift. */
const TRIES_MAX = 10;
const CHECK_EVERY_MS = 5_000;
/** A refusal that is none for good. */
const PASSING: ReadonlySet<string> = new Set(["too_fast", "unavailable", "under_way", "no_space"]);

/** What may be otherwise in a while: then it is for the sender to try again. */
const CHANGING: ReadonlySet<string> = new Set(["not_engaged", "cut_off", "unknown_visitor"]);

export class Uploads {
  readonly #world: UploadWorld;
  readonly #rules: () => UploadRules;
  readonly #told = new Set<() => void>();
  readonly #bodies = new Map<string, Blob>();
  readonly #stops = new Map<string, () => void>();
  #pending: readonly Pending[] = [];
  #there: ReadonlySet<string> = new Set();

  constructor(world: UploadWorld, rules: () => UploadRules) {
    this.#world = world;
    this.#rules = rules;
  }

  get pending(): readonly Pending[] {
    return this.#pending;
  }

  subscribe(changed: () => void): () => void {
    this.#told.add(changed);
    return () => this.#told.delete(changed);
  }

  /** What can't be taken is told at once, without sending it. */
  add(files: Iterable<File>): void {
    const { size_max: most } = this.#rules();
    for (const file of files) {
      const id = this.#world.newId();
      const code = file.size > most ? "too_large" : file.size === 0 ? "empty" : "";
      const state = code === "" ? "waiting" : "failed";
      const { name, size } = file;
      if (code === "") this.#bodies.set(id, file);
      this.#pending = [...this.#pending, { id, name, size, sent: 0, state, code, file: "" }];
    }
    this.#next();
  }

  /** Not to be sent any more, or no longer to be seen. */
  remove(id: string): void {
    this.#stops.get(id)?.();
    this.#stops.delete(id);
    this.#bodies.delete(id);
    this.#pending = this.#pending.filter((one) => one.id !== id);
    this.#next();
  }

  retry(id: string): void {
    if (!this.#bodies.has(id)) return;
    this.#change(id, { state: "waiting", code: "", sent: 0 });
    this.#next();
  }

  /** These files are in the chat now, and no longer on their way. */
  settle(files: ReadonlySet<string>): void {
    this.#there = files;
    const seen = this.#pending.filter(({ file }) => file !== "" && files.has(file));
    for (const { id } of seen) this.remove(id);
  }

  #next(): void {
    const busy = this.#pending.filter(({ state }) => state === "sending").length;
    const waiting = this.#pending.filter(({ state }) => state === "waiting");
    for (const { id } of waiting.slice(0, Math.max(0, AT_ONCE - busy))) {
      this.#change(id, { state: "sending" });
      this.#send(id, 1);
    }
    this.#tell();
  }

  #send(id: string, tries: number): void {
    const body = this.#bodies.get(id);
    const name = this.#pending.find((one) => one.id === id)?.name ?? "";
    if (body === undefined) return;
    const request = this.#world.request();
    const { url, headers } = this.#world.target(id);
    request.open("POST", `${url}?name=${encodeURIComponent(wellFormed(name))}`);
    for (const [header, value] of Object.entries(headers)) request.setRequestHeader(header, value);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = ({ loaded }) => this.#change(id, { sent: loaded });
    request.onload = () => this.#answered(id, tries, request);
    request.onerror = () => this.#again(id, tries, "offline");
    this.#stops.set(id, () => {
      request.onload = null;
      request.onerror = null;
      request.abort();
    });
    request.send(body);
  }

  #answered(id: string, tries: number, request: XMLHttpRequest): void {
    const reply = replyIn(request);
    if (reply.state === "held") this.#held(id, reply.file ?? "");
    else if (request.status === 200) this.#settled(id, reply);
    else if (request.status >= 500 || PASSING.has(reply.code ?? "")) {
      this.#again(id, tries, reply.code ?? "unavailable");
    } else this.#failed(id, reply.code ?? "other", CHANGING.has(reply.code ?? ""));
  }

  /** Kept, unless it had been refused when it was asked for once more. */
  #settled(id: string, reply: Reply): void {
    if (reply.state !== "refused") {
      this.#bodies.delete(id);
      this.#change(id, { state: "done", file: reply.file ?? "" });
      this.settle(this.#there);
    } else this.#failed(id, reply.reason ?? "other", false);
    this.#next();
  }

  /** The server looks into it; from now on it is asked what came of that. */
  #held(id: string, file: string): void {
    this.#bodies.delete(id);
    this.#change(id, { state: "checking", file });
    this.#stops.set(
      id,
      this.#world.timer(CHECK_EVERY_MS, () => this.#ask(id, file)),
    );
    this.#next();
  }

  #ask(id: string, file: string): void {
    const request = this.#world.request();
    const { url, headers } = this.#world.target(id);
    request.open("GET", url);
    for (const [header, value] of Object.entries(headers)) request.setRequestHeader(header, value);
    request.onload = () => {
      if (request.status === 200) this.#checked(id, replyIn(request), file);
      else this.#held(id, file);
    };
    request.onerror = () => this.#held(id, file);
    this.#stops.set(id, () => request.abort());
    request.send();
  }

  #checked(id: string, reply: Reply, file: string): void {
    if (reply.state === "held") this.#held(id, file);
    else this.#settled(id, reply);
  }

  #again(id: string, tries: number, code: string): void {
    if (tries >= TRIES_MAX) {
      this.#failed(id, code, true);
      return;
    }
    this.#change(id, { sent: 0 });
    const pause = Math.min(60_000, 1_000 * 2 ** (tries - 1));
    this.#stops.set(
      id,
      this.#world.timer(pause, () => this.#send(id, tries + 1)),
    );
  }

  #failed(id: string, code: string, again: boolean): void {
    if (!again) this.#bodies.delete(id);
    this.#change(id, { state: "failed", code });
    this.#next();
  }

  canRetry(id: string): boolean {
    return this.#bodies.has(id);
  }

  #change(id: string, part: Partial<Pending>): void {
    this.#pending = this.#pending.map((one) => (one.id === id ? { ...one, ...part } : one));
    this.#tell();
  }

  #tell(): void {
    for (const changed of this.#told) changed();
  }
}

function replyIn(request: XMLHttpRequest): Reply {
  try {
    return JSON.parse(request.responseText) as Reply;
  } catch {
    return {};
  }
}

/** Half letters can't be sent. */
function wellFormed(name: string): string {
  return name.replace(/\p{Surrogate}/gu, "\ufffd");
}

export function browserUploads(target: (id: string) => UploadTarget): UploadWorld {
  return {
    target,
    request: () => new XMLHttpRequest(),
    timer: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    newId: () => `u${crypto.randomUUID().replaceAll("-", "")}`,
  };
}
