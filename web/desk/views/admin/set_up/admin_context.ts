/** How the admin's views read the set-up, the drafts and their words. */

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useCallback, useContext, useSyncExternalStore } from "react";
import type { SetupWords } from "../../../messages/setup.en.ts";
import type { Admin, LastSaved } from "../../../state/admin_acts.ts";
import { type Setup, setupOf } from "../../../state/directory.ts";
import type { Draft, Drafts } from "../../../state/drafts.ts";
import type { Route } from "../../../state/route.ts";
import { useDesk, useWords } from "../../desk_context.ts";

export const SetupContext = createContext<Setup | null>(null);

/** The set-up; only drawn where it is there. */
export function useSetup(): Setup {
  const setup = useContext(SetupContext);
  if (setup === null) throw new Error("the set-up is read inside a SetupContext");
  return setup;
}

export function useAdmin(): Admin {
  return useDesk().admin;
}

export function useSetupWords(): SetupWords {
  return useWords().setup;
}

export function useDrafts(): Drafts {
  const admin = useAdmin();
  return useSyncExternalStore(
    useCallback((told) => admin.subscribe(told), [admin]),
    () => admin.drafts(),
  );
}

export function useLastSaved(): LastSaved | null {
  const admin = useAdmin();
  return useSyncExternalStore(
    useCallback((told) => admin.subscribe(told), [admin]),
    () => admin.saved(),
  );
}

/** Another admin may be at work; who looks sees it without asking. */
const REFRESH_MS = 30_000;

export function useDirectory() {
  const { http } = useAdmin();
  return useQuery({
    queryKey: ["admin", "directory"],
    queryFn: async () => setupOf(await http.directory()),
    refetchInterval: REFRESH_MS,
  });
}

/** After a change: everything that tells of the set-up is fetched anew. */
export function useRefresh(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(() => queries.invalidateQueries({ queryKey: ["admin"] }), [queries]);
}

export function useGo(): (section: string, record?: string) => void {
  const { acts } = useDesk();
  return useCallback((section, record) => acts.go(adminRoute(section, record)), [acts]);
}

export function adminRoute(section: string, record?: string): Route {
  const within = record === undefined ? {} : { record };
  return { page: "admin", chat: null, section, ...within };
}

export interface Form {
  readonly draft: Draft;
  readonly isLocked: boolean;
  change(change: Readonly<Record<string, unknown>>): void;
}

export const FormContext = createContext<Form | null>(null);

export function useForm(): Form {
  const form = useContext(FormContext);
  if (form === null) throw new Error("fields are drawn inside a FormContext");
  return form;
}
