/** Draws attention to what is new: a count in the page's title, a dot on its icon, a sound. */

const COUNTED = /^\(\d+\) /;
const ICON_PX = 32;
/** Two soft strokes, a fourth apart: heard once, and not taken for an alarm. */
const STROKES = [
  { hertz: 660, at: 0 },
  { hertz: 880, at: 0.12 },
] as const;
const LOUDNESS = 0.08;
const FADES_IN_S = 0.4;
/** A context that may sound does so at once. */
const STARTS_WITHIN_MS = 300;

export class Attention {
  readonly #brand: string;
  #context: AudioContext | null = null;
  #icon: HTMLLinkElement | null = null;

  constructor(brand: string) {
    this.#brand = brand;
  }

  /** The page may have set another title meanwhile: only our own part of it is changed. */
  show(unread: number): void {
    const plain = document.title.replace(COUNTED, "");
    document.title = unread > 0 ? `(${unread}) ${plain}` : plain;
    if (unread === 0) {
      this.#icon?.remove();
      this.#icon = null;
    } else if (this.#icon === null) void this.#badge();
  }

  /** Whether it could be heard: browsers keep pages quiet until somebody has pressed something. */
  async ring(): Promise<boolean> {
    try {
      this.#context ??= new AudioContext();
      if (!(await mayRun(this.#context))) return false;
      for (const { hertz, at } of STROKES) stroke(this.#context, hertz, at);
      return true;
    } catch {
      return false;
    }
  }

  async #badge(): Promise<void> {
    const icon = document.createElement("link");
    icon.rel = "icon";
    this.#icon = icon;
    const pages = [...document.querySelectorAll<HTMLLinkElement>("link[rel~=icon]")].at(-1);
    const image = await pictureOf(pages?.href ?? "");
    try {
      icon.href = drawn(image, this.#brand);
    } catch {
      icon.href = drawn(null, this.#brand); // the icon of another site can't be drawn over
    }
    if (this.#icon === icon) document.head.append(icon);
  }
}

async function mayRun(context: AudioContext): Promise<boolean> {
  const late = new Promise((resolve) => setTimeout(resolve, STARTS_WITHIN_MS));
  if (context.state !== "running") await Promise.race([context.resume(), late]);
  return context.state === "running";
}

function stroke(context: AudioContext, hertz: number, at: number): void {
  const tone = context.createOscillator();
  const volume = context.createGain();
  const from = context.currentTime + at;
  tone.frequency.value = hertz;
  volume.gain.setValueAtTime(0, from);
  volume.gain.linearRampToValueAtTime(LOUDNESS, from + 0.01);
  volume.gain.exponentialRampToValueAtTime(0.0001, from + FADES_IN_S);
  tone.connect(volume).connect(context.destination);
  tone.start(from);
  tone.stop(from + FADES_IN_S);
}

function pictureOf(address: string): Promise<HTMLImageElement | null> {
  if (!address) return Promise.resolve(null);
  return new Promise((resolve) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => resolve(null);
    image.src = address;
  });
}

function drawn(image: HTMLImageElement | null, brand: string): string {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = ICON_PX;
  const pen = canvas.getContext("2d");
  if (pen === null) return "";
  if (image === null) round(pen, ICON_PX / 2, ICON_PX / 2, brand);
  else pen.drawImage(image, 0, 0, ICON_PX, ICON_PX);
  round(pen, ICON_PX - 9, 9, "#c8102e");
  return canvas.toDataURL();
}

function round(pen: CanvasRenderingContext2D, x: number, radius: number, colour: string): void {
  pen.beginPath();
  pen.arc(x, radius, radius, 0, 2 * Math.PI);
  pen.fillStyle = colour;
  pen.fill();
}
