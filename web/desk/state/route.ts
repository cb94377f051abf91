/** Where in the desk one is, as an address. `?seat=N` stays in every one. */

export type Page = "desk" | "floor" | "released" | "messages" | "admin";

export interface Route {
  readonly page: Page;
  /** The chat that is open: to talk in on the desk, as a ledger elsewhere. */
  readonly chat: string | null;
  /** Of the admin's page (without one, the list of sections), or the floor's `wall`. */
  readonly section?: string;
  /** The record that is open in the section. */
  readonly record?: string;
}

const BASE = "/desk/";

export function parseRoute(path: string): Route {
  const parts = path
    .slice(path.startsWith(BASE) ? BASE.length : 0)
    .split("/")
    .filter(Boolean);
  const [first, second, third] = parts;
  if (first === "admin" && second !== undefined && second !== "chat") {
    const record = third === undefined ? {} : { record: plain(third) };
    return { page: "admin", chat: null, section: second, ...record };
  }
  if (first === "floor" && second === "wall") return { page: "floor", chat: null, section: "wall" };
  if (first === "messages") return { page: "messages", chat: null };
  if (first === "floor" || first === "released" || first === "admin") {
    return { page: first, chat: second === "chat" ? (third ?? null) : null };
  }
  return { page: "desk", chat: first === "chat" ? (second ?? null) : null };
}

/** Without its percent signs, as far as they make sense. */
function plain(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function formatRoute(route: Route, seat: number): string {
  const page = route.page === "desk" ? [] : [route.page];
  const chat = route.chat === null ? [] : ["chat", route.chat];
  const within = [route.section, route.record].filter((part) => part !== undefined);
  const parts = [...page, ...within.map(encodeURIComponent), ...chat];
  return `${BASE}${parts.join("/")}${seat === 0 ? "" : `?seat=${seat}`}`;
}

export function seatIn(search: string): number {
  const seat = Number(new URLSearchParams(search).get("seat") ?? "0");
  return Number.isInteger(seat) && seat >= 0 && seat <= 9 ? seat : 0;
}

/** The one-time token of a sign-in link, from the address's fragment. */
export function signInToken(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, "")).get("sign-in");
}
