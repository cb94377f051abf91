/**
 * HTML that an agent shows the end-user, as a document of its own for a frame. The server has
 * cleaned it; the frame runs nothing all the same: no scripts, no forms, no origin, and a policy
 * that lets nothing but pictures come from elsewhere. Pure.
 */

/** Links may open tabs, which are then as any other; nothing else is allowed. */
export const SANDBOX = "allow-popups allow-popups-to-escape-sandbox";

const POLICY =
  "default-src 'none'; img-src https:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
const LIGHT = {
  ground: "#ffffff",
  ink: "#1a1e25",
  faint: "#586173",
  line: "#e3e6eb",
  link: "#1f5bbf",
};
const DARK = {
  ground: "#1b1f26",
  ink: "#e9ecf1",
  faint: "#a3adbb",
  line: "#39414d",
  link: "#8ab6ff",
};

export function frameDocument(html: string, isDark: boolean, language = ""): string {
  const { ground, ink, faint, line, link } = isDark ? DARK : LIGHT;
  const scheme = isDark ? "dark" : "light";
  const style = `
    :root { color-scheme: ${scheme}; }
    body { margin: 0; padding: 12px 14px; background: ${ground}; color: ${ink};
      font: 14px/${LINE_PX}px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
      overflow-wrap: anywhere; }
    body > :first-child { margin-block-start: 0; } body > :last-child { margin-block-end: 0; }
    p, ul, ol, dl, pre, table, blockquote { margin-block: ${GAP_PX}px; }
    h1, h2, h3, h4 { margin-block: ${GAP_PX + 4}px ${GAP_PX - 4}px; font-size: 15px; line-height: ${LINE_PX}px; }
    h1 { font-size: 17px; } ul, ol { padding-inline-start: 22px; }
    a { color: ${link}; } img { max-width: 100%; height: auto; }
    table { border-collapse: collapse; } th, td { padding: 3px 8px; border: 1px solid ${line}; text-align: start; }
    blockquote { margin-inline: 0; padding-inline-start: 10px; border-inline-start: 3px solid ${line}; color: ${faint}; }
    pre { overflow-x: auto; } hr { border: 0; border-top: 1px solid ${line}; }`;
  return [
    `<!doctype html><html lang="${plainTag(language)}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    `<meta name="referrer" content="no-referrer"><style>${style}</style></head>`,
    `<body dir="auto" bgcolor="${ground}" text="${ink}" link="${link}">${html}</body></html>`,
  ].join("");
}

function plainTag(language: string): string {
  return /^[A-Za-z0-9-]{1,35}$/.test(language) ? language : "";
}

const LINE_PX = 20;
const GAP_PX = 8;
const PADDING_PX = 24;
const PICTURE_PX = 120;
/** From here on the frame scrolls within itself. */
export const HEIGHT_MAX_PX = 360;

const BLOCK = /^(blockquote|caption|d[dlt]|div|h[1-4]|hr|li|ol|p|pre|table|tr|ul)$/;

/**
 * How high the frame should be, which nobody can measure from outside: so many pixels as its lines
 * take, at so many characters in one.
 */
export function heightOf(html: string, lineCharacters: number): number {
  let height = PADDING_PX;
  let line = "";
  const flow = (): void => {
    const length = unescaped(line).trim().length;
    height += Math.ceil(length / lineCharacters) * LINE_PX;
    line = "";
  };
  for (const [, text = "", tag = "", attributes = ""] of html.matchAll(
    /([^<]*)(?:<\/?(\w+)([^>]*)>)?/g,
  )) {
    line += text;
    const name = tag.toLowerCase();
    if (name === "br" || BLOCK.test(name)) flow();
    if (/^(p|h[1-4]|ul|ol|dl|pre|table|blockquote)$/.test(name)) height += GAP_PX / 2;
    if (name === "tr") height += GAP_PX / 2;
    if (name === "img") height += Number(/height="(\d+)"/.exec(attributes)?.[1] ?? PICTURE_PX);
  }
  flow();
  return Math.min(HEIGHT_MAX_PX, height);
}

function unescaped(text: string): string {
  return text.replace(/&(#x?[0-9a-f]+|\w+);/gi, "x").replace(/\s+/g, " ");
}
