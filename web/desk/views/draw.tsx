/** Draws the desk into the page. */

import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { Words } from "../messages/en.ts";
import type { Desk } from "../state/snapshot.ts";
import { theme } from "../theme/mantine.ts";
import { App } from "./App.tsx";
import { DeskContext, WordsContext } from "./desk_context.ts";

const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 5_000, retry: 1, refetchOnWindowFocus: true } },
});

export function draw(place: HTMLElement | null, desk: Desk, words: Words): void {
  if (place === null) throw new Error("the page has no place for the desk");
  createRoot(place).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <QueryClientProvider client={queries}>
          <DeskContext value={desk}>
            <WordsContext value={words}>
              <App />
            </WordsContext>
          </DeskContext>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
