/**
 * Who this tab is: a random id and the outbox that belongs to it, kept in sessionStorage.
 *
 * A reload finds both again and resends the same frames. A duplicated tab (and a window opened by
 * script) starts with a *copy* of sessionStorage, though, and two tabs must never number commands
 * under one id. So the id is ours only while we hold the lock of its name; where pages have no
 * locks (plain http), a tab that has the id says so on a broadcast channel.
 */

import { emptyOutbox, type Outbox, restored } from "./outbox.ts";

/** The page before a reload may hold its lock for a moment yet. */
const LOCK_WITHIN_MS = 400;
const ANSWER_WITHIN_MS = 150;

export interface ClaimSurroundings {
  /** The copy of the outbox, from sessionStorage. */
  load(): string | null;
  newId(): string;
  /** True, and for ever, when nobody else holds the name. */
  claim(name: string): Promise<boolean>;
}

/** The outbox of this tab: the one before the reload, or an empty one under a fresh id. */
export async function claimOutbox(world: ClaimSurroundings): Promise<Outbox> {
  const before = restored(world.load());
  if (before !== null && (await world.claim(before.client))) return before;
  const client = world.newId();
  await world.claim(client);
  return emptyOutbox(client);
}

/** 128 random bits in hexadecimal. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Claims a name among all tabs of this origin. */
export function claimInBrowser(name: string): Promise<boolean> {
  if ("locks" in navigator) return claimLock(`parlour:${name}`);
  if (typeof BroadcastChannel === "function") return claimByAsking(`parlour:${name}`);
  return Promise.resolve(false);
}

function claimLock(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const giveUp = new AbortController();
    setTimeout(() => giveUp.abort(), LOCK_WITHIN_MS);
    const hold = (): Promise<never> => {
      resolve(true);
      return new Promise<never>(() => {});
    };
    navigator.locks.request(name, { signal: giveUp.signal }, hold).catch(() => resolve(false));
  });
}

function claimByAsking(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const channel = new BroadcastChannel(name);
    let free = true;
    channel.onmessage = ({ data }) => {
      if (data === "taken") free = false;
    };
    channel.postMessage("mine?");
    setTimeout(() => {
      if (!free) channel.close();
      else {
        channel.onmessage = ({ data }) => {
          if (data === "mine?") channel.postMessage("taken");
        };
      }
      resolve(free);
    }, ANSWER_WITHIN_MS);
  });
}
