/** The words around what is said unasked. Fetched with that part. */

export interface InviteWords {
  readonly direction: "ltr" | "rtl";
  readonly title: string;
  readonly start: string;
  readonly dismiss: string;
}

const CATALOGUES: Readonly<Record<string, InviteWords>> = {
  en: { direction: "ltr", title: "Invitation to chat", start: "Start chat", dismiss: "Dismiss" },
  de: {
    direction: "ltr",
    title: "Einladung zum Chat",
    start: "Chat beginnen",
    dismiss: "Schließen",
  },
  ar: { direction: "rtl", title: "دعوة إلى المحادثة", start: "ابدأ المحادثة", dismiss: "إغلاق" },
};

/** In the first of these languages that there are words for. */
export function inviteWords(languages: readonly string[]): InviteWords {
  const known = [...languages, "en"].map(
    (one) => CATALOGUES[one.toLowerCase().split("-")[0] ?? ""],
  );
  return known.find((words) => words !== undefined) as InviteWords;
}
