/** Plays a kept recording onto a stage, like the one that shows pages live. */

import type { Stage } from "../../cobrowse/replay/stage.ts";
import {
  type Moment,
  type Player,
  type PlayerState,
  type Playhead,
  Recording,
  type Speed,
  START,
} from "../state/recording.ts";
import { HttpFault } from "./http_fault.ts";
import { linesOf } from "./recording_stream.ts";

/** Shown between two pictures of the screen: more would make the desk stand still. */
const AT_ONCE = 400;
/** A tab in the background gets no frames; what it missed is not played in one leap. */
const STEP_MAX_MS = 250;
/** All of a page may come at once: the server has counted as it was kept. */
const KEPT_PER_SECOND = 1e9;

const NOTHING_YET: PlayerState = {
  is: "fetching",
  at: 0,
  length: 0,
  plays: false,
  speed: 1,
  skips: true,
  pauses: [],
  pages: [],
  isWhole: false,
  isCut: false,
  width: 1_280,
  height: 800,
  url: "",
};

export class RecordingPlayer implements Player {
  readonly #open: () => Promise<Response>;
  readonly #told = new Set<() => void>();
  #recording = new Recording();
  #state = NOTHING_YET;
  #head: Playhead = START;
  #stage: Stage | null = null;
  /** Moments on their way to the stage. */
  #due: readonly Moment[] = [];
  #frame = 0;
  #frameAt = 0;
  #run = 0;

  constructor(open: () => Promise<Response>) {
    this.#open = open;
  }

  state(): PlayerState {
    return this.#state;
  }

  subscribe(changed: () => void): () => void {
    this.#told.add(changed);
    return () => this.#told.delete(changed);
  }

  mount(place: HTMLElement, title: string): () => void {
    this.#run += 1;
    const run = this.#run;
    void this.#begin(place, title, () => run === this.#run);
    return () => {
      if (run !== this.#run) return;
      this.#run += 1;
      this.#close();
    };
  }

  play(on: boolean): void {
    if (this.#state.is !== "ready") return;
    if (on && this.#head.at >= this.#recording.length && this.#state.isWhole) this.seek(0);
    this.#turn({ plays: on });
    this.#frameAt = performance.now();
    this.#askForFrame();
  }

  seek(ms: number): void {
    if (this.#state.is !== "ready") return;
    const { head, due } = this.#recording.seek(this.#shownHead(), ms);
    this.#go(head, due);
    this.#askForFrame();
  }

  setSpeed(speed: Speed): void {
    this.#turn({ speed });
  }

  skip(skips: boolean): void {
    this.#turn({ skips });
  }

  async #begin(place: HTMLElement, title: string, isOurs: () => boolean): Promise<void> {
    try {
      const [{ Stage: MakeStage }, { Check }] = await Promise.all([
        import("../../cobrowse/replay/stage.ts"),
        import("../../cobrowse/replay/check.ts"),
      ]);
      if (!isOurs()) return;
      const listener = {
        window: ({ width, height, url }: Pick<PlayerState, "width" | "height" | "url">) =>
          this.#turn({ width, height, url: url || this.#state.url }),
        drawn: () => undefined,
      };
      this.#stage = new MakeStage(place, title, listener, new Check(), KEPT_PER_SECOND);
      await this.#stage.ready;
      await this.#fetch(isOurs);
    } catch (error) {
      if (isOurs()) this.#fail(error);
    }
  }

  async #fetch(isOurs: () => boolean): Promise<void> {
    const { body } = await this.#open();
    if (body === null) throw new HttpFault("offline");
    try {
      for await (const lines of linesOf(body)) {
        if (!isOurs()) return;
        this.#recording.take(lines);
        this.#grown();
        if (this.#recording.isCut) break;
      }
    } catch (error) {
      if (this.#state.is !== "ready") throw error;
      this.#recording.isCut = true;
    }
    if (!isOurs()) return;
    this.#grown();
    this.#turn({ isWhole: true });
  }

  #grown(): void {
    const { length, pauses, beginnings, moments, isCut } = this.#recording;
    const pages = beginnings.map((place) => moments[place]?.at ?? 0);
    const isFirst = this.#state.is === "fetching";
    this.#turn({ is: "ready", length, pauses: [...pauses], pages, isCut });
    if (isFirst) {
      this.seek(0);
      this.play(true);
    }
  }

  #fail(error: unknown): void {
    const isMissing = error instanceof HttpFault && error.code === "not_found";
    this.#turn({ is: isMissing ? "missing" : "failed", plays: false });
    this.#close();
  }

  #close(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#stage?.close();
    this.#stage = null;
    this.#recording = new Recording();
    this.#head = START;
    this.#due = [];
  }

  #askForFrame(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame((now) => this.#step(now));
  }

  #step(now: number): void {
    this.#frame = 0;
    const { plays, speed, skips } = this.#state;
    const passed = Math.min(Math.max(now - this.#frameAt, 0), STEP_MAX_MS);
    this.#frameAt = now;
    try {
      if (this.#due.length === 0 && plays) {
        const { head, due } = this.#recording.after(this.#head, passed * speed, skips);
        this.#go(head, due);
      }
      this.#show();
    } catch {
      this.#turn({ is: "unshowable", plays: false });
      this.#close();
      return;
    }
    const isOver = this.#head.at >= this.#recording.length && this.#state.isWhole;
    if (isOver && this.#due.length === 0 && plays) this.#turn({ plays: false });
    if (this.#due.length > 0 || this.#state.plays) this.#askForFrame();
  }

  #go(head: Playhead, due: readonly Moment[]): void {
    this.#head = head;
    this.#due = due;
    this.#turn({ at: head.at });
  }

  #show(): void {
    const now = this.#due.slice(0, AT_ONCE);
    this.#due = this.#due.slice(AT_ONCE);
    for (const { line } of now) this.#stage?.take(JSON.parse(line));
  }

  /** As far as it stands on the stage. */
  #shownHead(): Playhead {
    return { at: this.#head.at, next: this.#head.next - this.#due.length };
  }

  #turn(part: Partial<PlayerState>): void {
    this.#state = { ...this.#state, ...part };
    for (const changed of this.#told) changed();
  }
}
