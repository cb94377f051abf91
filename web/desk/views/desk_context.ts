/** How views read the desk and the words. */

import { createContext, useCallback, useContext, useSyncExternalStore } from "react";
import { en, type Words } from "../messages/en.ts";
import type { Acts, Desk, Snapshot } from "../state/snapshot.ts";

export const DeskContext = createContext<Desk | null>(null);
export const WordsContext = createContext<Words>(en);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error("views are drawn inside a DeskContext");
  return desk;
}

/** A part of the snapshot; `select` must give the same value for the same snapshot. */
export function useSelect<Part>(select: (snapshot: Snapshot) => Part): Part {
  const desk = useDesk();
  const read = useCallback(() => select(desk.snapshot()), [desk, select]);
  return useSyncExternalStore(
    useCallback((told) => desk.subscribe(told), [desk]),
    read,
  );
}

export function useActs(): Acts {
  return useDesk().acts;
}

/** The server's present; a view that reads it is drawn each second. */
export function useNow(): number {
  const desk = useDesk();
  return useSyncExternalStore(
    useCallback((told) => desk.subscribeNow(told), [desk]),
    () => desk.now(),
  );
}

export function useWords(): Words {
  return useContext(WordsContext);
}
