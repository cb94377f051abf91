/** Readable colours from a brand colour, by the contrast of WCAG 2. */

export interface Palette {
  readonly brand: string;
  /** Text on the brand colour. */
  readonly onBrand: string;
  /** The brand as text or line on light and on dark ground. */
  readonly inkOnLight: string;
  readonly inkOnDark: string;
}

export const FALLBACK_BRAND = "#2f6f5e";
const WHITE = "#ffffff";
const NEAR_BLACK = "#14171c";
/** The darkest light and the lightest dark ground that text stands on: bubbles. */
const LIGHT_GROUND = "#f0f2f5";
const DARK_GROUND = "#262c36";
const READABLE = 4.5;
const TINT_STEP = 0.08;

type Rgb = readonly [number, number, number];

export function palette(brand: string): Palette {
  const own = /^#[0-9a-f]{6}$/i.test(brand) ? brand : FALLBACK_BRAND;
  return {
    brand: own,
    onBrand: readableOn(own),
    inkOnLight: towards(own, NEAR_BLACK, LIGHT_GROUND),
    inkOnDark: towards(own, WHITE, DARK_GROUND),
  };
}

/** White where it reads well, else whichever of white and black reads better. */
export function readableOn(ground: string): string {
  const white = contrast(WHITE, ground);
  return white >= READABLE || white >= contrast(NEAR_BLACK, ground) ? WHITE : NEAR_BLACK;
}

/** From 1 (same) to 21 (black on white). */
export function contrast(one: string, other: string): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** The colour mixed with `pole` until it reads on `ground`. */
function towards(colour: string, pole: string, ground: string): string {
  let mixed = colour;
  for (let part = 0; part < 1 && contrast(mixed, ground) < READABLE; part += TINT_STEP) {
    mixed = mix(colour, pole, part + TINT_STEP);
  }
  return mixed;
}

function mix(colour: string, pole: string, part: number): string {
  const [from, to] = [rgb(colour), rgb(pole)];
  const channel = (index: 0 | 1 | 2): string =>
    Math.round(from[index] + (to[index] - from[index]) * Math.min(part, 1))
      .toString(16)
      .padStart(2, "0");
  return `#${channel(0)}${channel(1)}${channel(2)}`;
}

function rgb(colour: string): Rgb {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function luminance(colour: string): number {
  const [red, green, blue] = rgb(colour).map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
