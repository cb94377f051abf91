/** What the demo shop sells. */

export interface Product {
  readonly id: string;
  readonly name: string;
  readonly line: string;
  readonly price: number;
  readonly tag: string;
  readonly story: readonly string[];
  readonly facts: readonly (readonly [string, string])[];
  /** The drawing, in a box of 240 by 240; colours come from the page. */
  readonly art: string;
}

const SHADOW = '<ellipse cx="120" cy="214" rx="72" ry="8" class="a-shadow"/>';

export const PRODUCTS: readonly Product[] = [
  {
    id: "grinder",
    name: "Grinder G2",
    line: "Hand grinder with 48 mm steel burrs",
    price: 139,
    tag: "Most loved",
    story: [
      "Thirty turns, one cup. The G2 is small enough for a coat pocket and grinds as evenly as machines three times its price, because all the money went into the burrs.",
      "The hopper holds 30 g, the catch cup closes with a magnet, and the walnut knob is turned in our workshop by Ben, who also answers the chat on Thursdays.",
    ],
    facts: [
      ["Burrs", "48 mm, conical, hardened steel"],
      ["Capacity", "30 g"],
      ["Settings", "36 clicks, 22 µm each"],
      ["Weight", "560 g"],
      ["Warranty", "5 years, burrs 10 years"],
    ],
    art: `${SHADOW}<path d="M122 42h64" class="a-line"/><circle cx="190" cy="36" r="13" class="a-wood"/><rect x="114" y="36" width="12" height="26" rx="4" class="a-steel"/><path d="M84 62h72l-6 26H90z" class="a-steel"/><rect x="86" y="86" width="68" height="70" rx="6" class="a-body"/><rect x="86" y="100" width="68" height="4" class="a-hi"/><rect x="90" y="156" width="60" height="54" rx="8" class="a-wood"/><rect x="98" y="164" width="6" height="36" rx="3" class="a-hi"/><rect x="84" y="152" width="72" height="8" rx="3" class="a-steel"/>`,
  },
  {
    id: "kettle",
    name: "Kettle Slow 0.8",
    line: "Gooseneck kettle, 0.8 litres",
    price: 89,
    tag: "",
    story: [
      "A spout that lets go of the water exactly as fast as you tip it. Works on gas, induction and camping stoves.",
      "The handle stays cool for ten minutes off the boil; the lid has a thermometer that you can take out and lose.",
    ],
    facts: [
      ["Volume", "0.8 l"],
      ["Material", "18/10 stainless steel, ash wood"],
      ["Stoves", "Gas, induction, electric, fire"],
      ["Weight", "610 g"],
      ["Warranty", "5 years"],
    ],
    art: `${SHADOW}<path d="M74 116h84l14 86c1 5-3 10-9 10H69c-6 0-10-5-9-10z" class="a-body"/><path d="M66 170c-30 0-22-62-48-62" class="a-spout"/><path d="M160 122c44-6 48 66 8 66" class="a-handle"/><rect x="80" y="104" width="72" height="14" rx="5" class="a-steel"/><circle cx="116" cy="92" r="11" class="a-wood"/><path d="M84 128l-10 68" class="a-hiline"/>`,
  },
  {
    id: "dripper",
    name: "Dripper No. 1",
    line: "Porcelain dripper for one or two",
    price: 34,
    tag: "New glaze",
    story: [
      "Sixty-degree cone, eighteen ribs, one big hole: the shape that everybody ended up with, in porcelain that keeps the heat.",
      "Dipped by hand, so no two lines of glaze are alike. If yours is crooked, it is a real one.",
    ],
    facts: [
      ["Cups", "1 to 2"],
      ["Material", "Porcelain, food-safe glaze"],
      ["Filters", "Size 01 or 02"],
      ["Dishwasher", "Yes"],
      ["Warranty", "2 years"],
    ],
    art: `${SHADOW}<path d="M56 84h128l-42 74H98z" class="a-paper"/><path d="M62 94h116l-8 15H70z" class="a-body"/><path d="M92 110l20 44M120 110v44M148 110l-20 44" class="a-rib"/><path d="M178 96c30-6 34 40-8 38" class="a-handle thin"/><rect x="72" y="158" width="96" height="9" rx="4" class="a-paper"/><path d="M86 167h68v34c0 8-6 12-12 12H98c-6 0-12-4-12-12z" class="a-glass"/><path d="M86 186h68v15c0 8-6 12-12 12H98c-6 0-12-4-12-12z" class="a-coffee"/><path d="M120 167v18" class="a-drip"/>`,
  },
  {
    id: "scale",
    name: "Scale Pebble",
    line: "Brewing scale with a timer",
    price: 59,
    tag: "",
    story: [
      "A tenth of a gram, a timer that starts with the first drop, and a display that you can read before the first cup.",
      "Charges by USB-C once a month. No app, no account, no updates.",
    ],
    facts: [
      ["Precision", "0.1 g up to 2 kg"],
      ["Timer", "Starts by itself"],
      ["Battery", "About 40 hours, USB-C"],
      ["Size", "15 × 13 × 2 cm"],
      ["Warranty", "3 years"],
    ],
    art: `${SHADOW}<rect x="36" y="168" width="168" height="40" rx="12" class="a-body"/><rect x="44" y="160" width="152" height="12" rx="6" class="a-steel"/><rect x="126" y="178" width="64" height="20" rx="5" class="a-screen"/><path d="M134 188h12M150 188h6M162 188h16" class="a-digits"/><path d="M84 98h72v46c0 10-8 16-16 16h-40c-8 0-16-6-16-16z" class="a-paper"/><path d="M156 108c24-4 24 34 0 32" class="a-handle thin"/><path d="M84 112h72v6H84z" class="a-wood"/><path d="M104 84c-6-8 6-12 0-20M124 84c-6-8 6-12 0-20" class="a-steam"/>`,
  },
  {
    id: "press",
    name: "Press Long",
    line: "Double-walled press, 0.6 litres",
    price: 72,
    tag: "",
    story: [
      "Coarse coffee, four minutes, no hurry. Two walls of steel keep it hot until the second cup, and a second filter keeps the mud out of it.",
    ],
    facts: [
      ["Volume", "0.6 l"],
      ["Material", "Stainless steel, ash wood"],
      ["Filter", "Two layers, steel"],
      ["Dishwasher", "Yes, without the knob"],
      ["Warranty", "5 years"],
    ],
    art: `${SHADOW}<circle cx="114" cy="44" r="12" class="a-wood"/><path d="M114 54v30" class="a-line"/><path d="M74 84h80l4 8H70z" class="a-steel"/><rect x="72" y="92" width="84" height="120" rx="10" class="a-body"/><path d="M72 104l-14-10v-6h18z" class="a-steel"/><path d="M156 112h14c14 0 18 8 18 18v32c0 10-6 18-18 18h-14" class="a-handle"/><rect x="84" y="106" width="7" height="92" rx="3.5" class="a-hi"/>`,
  },
  {
    id: "beans",
    name: "Fjord Blend",
    line: "Whole beans, medium roast, 500 g",
    price: 16,
    tag: "Roasted Tuesdays",
    story: [
      "Ethiopia for the flowers, Colombia for the cocoa. Roasted on Tuesdays, posted on Wednesdays, best from the following Monday on.",
    ],
    facts: [
      ["Weight", "500 g"],
      ["Roast", "Medium"],
      ["Taste", "Cocoa, apricot, a little jasmine"],
      ["Origin", "Sidama, Huila"],
      ["Best within", "8 weeks"],
    ],
    art: `${SHADOW}<path d="M70 62h100l8 142c0 6-4 9-9 9H71c-5 0-9-3-9-9z" class="a-body"/><path d="M70 62h100l-4-18H74z" class="a-wood"/><path d="M70 62h100" class="a-fold"/><rect x="84" y="98" width="72" height="72" rx="4" class="a-paper"/><ellipse cx="120" cy="126" rx="13" ry="18" transform="rotate(24 120 126)" class="a-coffee"/><path d="M114 111c10 8 2 20 12 30" class="a-crease"/><path d="M98 156h44" class="a-rib"/>`,
  },
];
