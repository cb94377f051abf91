/** A kept recording of an end-user's page: what came when, and what is due as it is played. Pure. */

/** What the server says of it. */
export interface KeptRecording {
  readonly cobrowse_id: string;
  readonly at: number;
  readonly until: number;
  readonly bytes: number;
}

export interface Moment {
  /** Since the beginning, in ms. */
  readonly at: number;
  /** Event of rrweb, as JSON. */
  readonly line: string;
}

/** Nothing came between the two. */
export interface Pause {
  readonly from: number;
  readonly until: number;
}

export interface Playhead {
  readonly at: number;
  /** Moments before this one were shown. */
  readonly next: number;
}

export const START: Playhead = { at: 0, next: 0 };
export const SPEEDS = [1, 2, 4, 8] as const;
export type Speed = (typeof SPEEDS)[number];

/** Without anything new for so long nobody does anything; a page that is read has scrolls. */
export const PAUSE_MS = 3_000;
/** So much of a pause is shown before its end, to see what it ends with. */
export const LEAD_IN_MS = 500;
/** A week: what is said to be later is no time. */
const LENGTH_MAX = 7 * 86_400_000;
/** What all of it may take in memory: some hours of a lively page. */
export const CHARACTERS_MAX = 128 << 20;

export class Recording {
  readonly moments: Moment[] = [];
  readonly pauses: Pause[] = [];
  /** Places of what begins the picture anew, in order. */
  readonly beginnings: number[] = [];
  length = 0;
  /** There was more of it than is taken. */
  isCut = false;
  #began: number | null = null;
  #now = 0;
  #characters = 0;

  /** The next lines: numbers say when, by the server's clock; all else came then. */
  take(lines: readonly string[]): void {
    for (const line of lines) {
      if (line === "" || this.isCut) continue;
      if (/^\d+$/.test(line)) this.#stamp(Number(line));
      else this.#keep(line);
    }
  }

  #stamp(ms: number): void {
    this.#began ??= ms;
    const at = Math.min(Math.max(ms - this.#began, this.#now), LENGTH_MAX);
    if (at - this.#now > PAUSE_MS) this.pauses.push({ from: this.#now, until: at });
    this.#now = at;
    this.length = at;
  }

  #keep(line: string): void {
    this.#characters += line.length;
    if (this.#characters > CHARACTERS_MAX) {
      this.isCut = true;
      return;
    }
    if (isWindow(line)) this.beginnings.push(this.moments.length);
    this.moments.push({ at: this.#now, line });
  }

  /** Where the head is after so much time, and what is to be shown on the way. */
  after(head: Playhead, ms: number, skip: boolean): { head: Playhead; due: readonly Moment[] } {
    const at = Math.min(head.at + ms, this.length);
    const next = this.#placeAfter(at, head.next);
    const due = this.moments.slice(head.next, next);
    return { head: { at: skip && due.length === 0 ? this.#skipped(at) : at, next }, due };
  }

  /** The head at that time. `from`: what has to be shown again from, if it lies behind. */
  seek(head: Playhead, to: number): { head: Playhead; due: readonly Moment[] } {
    const at = Math.min(Math.max(to, 0), this.length);
    const next = this.#placeAfter(at, 0);
    const begins = this.beginnings.findLast((place) => place < next) ?? 0;
    const from = at >= head.at ? Math.max(head.next, begins) : begins;
    return { head: { at, next }, due: this.moments.slice(from, next) };
  }

  #skipped(at: number): number {
    const pause = this.pauses.find(({ from, until }) => from <= at && at < until);
    return pause === undefined ? at : Math.max(at, pause.until - LEAD_IN_MS);
  }

  /** The first moment after that time. */
  #placeAfter(at: number, least: number): number {
    let [low, high] = [least, this.moments.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.moments[middle]?.at ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function isWindow(line: string): boolean {
  try {
    return (JSON.parse(line) as { readonly type?: unknown } | null)?.type === 4;
  } catch {
    return false;
  }
}

export interface PlayerState {
  readonly is: "fetching" | "ready" | "missing" | "failed" | "unshowable";
  readonly at: number;
  readonly length: number;
  readonly plays: boolean;
  readonly speed: Speed;
  readonly skips: boolean;
  readonly pauses: readonly Pause[];
  /** When pages began, since the beginning. */
  readonly pages: readonly number[];
  /** All of it is here. */
  readonly isWhole: boolean;
  readonly isCut: boolean;
  /** Of the end-user's window. */
  readonly width: number;
  readonly height: number;
  readonly url: string;
}

/** Plays one recording. */
export interface Player {
  state(): PlayerState;
  subscribe(changed: () => void): () => void;
  /** Draws into `place` from now on, until the answer is called. */
  mount(place: HTMLElement, title: string): () => void;
  play(on: boolean): void;
  seek(ms: number): void;
  setSpeed(speed: Speed): void;
  skip(on: boolean): void;
}

export interface Recordings {
  of(chat: string): Promise<readonly KeptRecording[]>;
  /** It is put on record that this was looked at. */
  player(chat: string, cobrowse: string): Player;
}
