/** The surroundings of a line in a real browser. */

import type { Socket, SocketListener, Surroundings, TicketAnswer } from "./line_shell.ts";

export const SUBPROTOCOL = "parlour.v1";

/** Everything but the ticket, which each client gets in its own way. */
export function browserSurroundings(
  socketUrl: string,
  fetchTicket: () => Promise<TicketAnswer>,
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
      ? { is: "ticket", ticket: body.ticket }
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

/** Calls when the page comes to the front or the network comes back; the answer ends it. */
export function onWake(wake: (moved: boolean) => void): () => void {
  const visible = (): void => {
    if (document.visibilityState === "visible") wake(false);
  };
  const online = (): void => wake(true);
  document.addEventListener("visibilitychange", visible);
  window.addEventListener("pageshow", visible);
  window.addEventListener("online", online);
  return () => {
    document.removeEventListener("visibilitychange", visible);
    window.removeEventListener("pageshow", visible);
    window.removeEventListener("online", online);
  };
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
