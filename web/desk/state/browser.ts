/** A browser's and a system's name out of its long self-description; enough for a reader. */

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/EdgA?\/(\d+)/, "Edge"],
  [/OPR\/(\d+)/, "Opera"],
  [/SamsungBrowser\/(\d+)/, "Samsung Internet"],
  [/(?:Firefox|FxiOS)\/(\d+)/, "Firefox"],
  [/(?:HeadlessChrome|Chrome|CriOS)\/(\d+)/, "Chrome"],
  [/Version\/(\d+).*Safari/, "Safari"],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/Windows/, "Windows"],
  [/iPhone|iPod/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/CrOS/, "ChromeOS"],
  [/Mac OS X|Macintosh/, "macOS"],
  [/Linux|X11/, "Linux"],
];

/** `null` where nothing is recognised. */
export function browserOf(agent: string): { browser: string; system: string | null } | null {
  for (const [pattern, name] of BROWSERS) {
    const found = pattern.exec(agent);
    if (found === null) continue;
    const system = SYSTEMS.find(([each]) => each.test(agent))?.[1] ?? null;
    return { browser: `${name} ${found[1] ?? ""}`.trim(), system };
  }
  return null;
}
