/** The ring of an offer, made of two soft tones; no file is fetched. */

import type { Sound } from "../state/screen.ts";

const AGAIN_AFTER_MS = 2_800;
const TONES: readonly (readonly [hertz: number, after: number])[] = [
  [659.26, 0],
  [880, 0.16],
];

export class Ringer {
  #context: AudioContext | null = null;
  #timer: ReturnType<typeof setInterval> | null = null;
  #muted: boolean;
  readonly #changed: (sound: Sound) => void;

  constructor(muted: boolean, changed: (sound: Sound) => void) {
    this.#muted = muted;
    this.#changed = changed;
  }

  /** Browsers keep a page silent until a key or button was pressed in it. */
  enable(): void {
    if (typeof AudioContext === "undefined") return;
    const told = (): void => this.#changed(this.sound());
    this.#context ??= new AudioContext();
    this.#context.onstatechange = told;
    this.#context.resume().then(() => {
      if (this.#timer !== null) this.#play();
      told();
    }, told);
  }

  mute(muted: boolean): void {
    this.#muted = muted;
    if (muted) this.ring(false);
    this.#changed(this.sound());
  }

  sound(): Sound {
    if (this.#muted) return "muted";
    return this.#context?.state === "running" ? "on" : "blocked";
  }

  /** Rings until told to stop. */
  ring(on: boolean): void {
    if (on && !this.#muted && this.#timer === null) {
      this.#play();
      this.#timer = setInterval(() => this.#play(), AGAIN_AFTER_MS);
    }
    if (!on && this.#timer !== null) {
      clearInterval(this.#timer);
      this.#timer = null;
    }
  }

  /** A page that was frozen, or a machine that slept, may have stopped it. */
  #wake(context: AudioContext): void {
    const told = (): void => this.#changed(this.sound());
    context.resume().then(told, told);
  }

  #play(): void {
    const context = this.#context;
    if (context === null) return;
    if (context.state !== "running") {
      this.#wake(context);
      return;
    }
    for (const [hertz, after] of TONES) tone(context, hertz, context.currentTime + after);
  }
}

function tone(context: AudioContext, hertz: number, at: number): void {
  const [oscillator, gain] = [context.createOscillator(), context.createGain()];
  oscillator.type = "sine";
  oscillator.frequency.value = hertz;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(0.16, at + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.001, at + 0.7);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + 0.75);
}
