import { useQuery } from "@tanstack/react-query";
import type { Chat } from "../../state/chat.ts";
import { type StandardText, usable, wantedLanguages } from "../../state/texts.ts";
import { type Values, valuesOf } from "../../state/variables.ts";
import { useDesk, useSelect } from "../desk_context.ts";

const NONE: readonly StandardText[] = [];

export interface Texts {
  readonly is: "loading" | "failed" | "there";
  readonly texts: readonly StandardText[];
  /** In which a text is wanted, best first. */
  readonly languages: readonly string[];
  readonly values: Values;
  again(): void;
}

/** The standard texts for a chat; fetched anew when the server says that they are others. */
export function useTexts(chat: Chat): Texts {
  const { archive } = useDesk();
  const me = useSelect(({ desk }) => desk.me);
  const found = useQuery({
    queryKey: ["texts", me?.id, me?.texts],
    queryFn: () => archive.texts(),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: me !== null,
  });
  return {
    is: found.data === undefined ? (found.isError ? "failed" : "loading") : "there",
    texts: found.data === undefined ? NONE : usable(found.data, chat.about),
    languages: wantedLanguages(chat.about),
    values: valuesOf(chat.id, chat.about, me),
    again: () => void found.refetch(),
  };
}
