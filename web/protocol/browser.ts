/** The surroundings of a line in a real browser. */

import type { Socket, SocketListener, Surroundings, TicketAnswer } from "./line_shell.ts";

export const SUBPROTOCOL = "parlour.v1";

/** Everything but the ticket, which each client gets in its own way. */
export function browserSurroundings(
  socketUrl: string,
  fetchTicket: (refused: boolean) => Promise<TicketAnswer>,
): Surroundings {
  return {
    now: () => Date.now(),
    random: () => Math.random(),
    timer: (ms, ring) => {
      const timer = setTimeout(ring, ms);
      return () => clearTimeout(timer);
    },
    dial: (listener) => dial(socketUrl, listener),
    fetchTicket,
  };
}

/** `wss://host/path` for `https://host` and `/path`. */
export function socketUrlOf(base: string, path: string): string {
  return new URL(path, base).href.replace(/^http/, "ws");
}

/** What an answer to a ticket request means for the line; a 401 is the caller's affair. */
export async function ticketFrom(response: Response): Promise<TicketAnswer> {
  if (response.ok) {
    const body = (await response.json()) as { ticket?: unknown };
    return typeof body.ticket === "string"
      ? { is: "pass", pass: { ticket: body.ticket } }
      : { is: "failed", retryAfterMs: null };
  }
  const { status } = response;
  if (status === 429 || status >= 500) return { is: "failed", retryAfterMs: pauseOf(response) };
  return { is: "denied", reason: await codeOf(response) };
}

/** The code in an error body, or `status_404` and the like. */
export async function codeOf(response: Response): Promise<string> {
  try {
    const body = (await response.json()) as { code?: unknown };
    if (typeof body.code === "string") return body.code;
  } catch {
    // Not ours: a proxy's page, or nothing.
  }
  return `status_${response.status}`;
}

export interface Wakeful {
  /** The page is in front or running again; `moved`: the network came or went. */
  wake(moved: boolean): void;
  /** The page is about to be frozen, or put away to be shown again. */
  sleep(): void;
}

/** Tells of the page's life as long as it lasts. */
export function followLife(who: Wakeful): void {
  const visible = (): void => {
    if (document.visibilityState === "visible") who.wake(false);
  };
  const awake = (): void => who.wake(false);
  document.addEventListener("visibilitychange", visible);
  document.addEventListener("freeze", () => who.sleep());
  document.addEventListener("resume", awake);
  window.addEventListener("pagehide", ({ persisted }) => {
    if (persisted) who.sleep();
  });
  window.addEventListener("pageshow", awake);
  window.addEventListener("online", () => who.wake(true));
  window.addEventListener("offline", () => who.wake(true));
}

function pauseOf(response: Response): number | null {
  const seconds = Number(response.headers.get("Retry-After"));
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : null;
}

function dial(url: string, listener: SocketListener): Socket {
  const socket = new WebSocket(url, SUBPROTOCOL);
  socket.onopen = () => listener.opened();
  socket.onclose = ({ code }) => listener.closed(code);
  socket.onmessage = ({ data }) => {
    listener.received(typeof data === "string" ? data : "");
  };
  return {
    send: (text) => socket.send(text),
    close: () => socket.close(1000),
  };
}
