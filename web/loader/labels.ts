/** The launcher's texts; the rest of the words come with the widget. */

interface Labels {
  readonly open: string;
  readonly close: string;
  unread(count: number): string;
}

const EN: Labels = {
  open: "Open chat",
  close: "Close chat",
  unread: (count) => (count === 1 ? "1 new message" : `${count} new messages`),
};

const DE: Labels = {
  open: "Chat öffnen",
  close: "Chat schließen",
  unread: (count) => (count === 1 ? "1 neue Nachricht" : `${count} neue Nachrichten`),
};

const AR: Labels = {
  open: "فتح المحادثة",
  close: "إغلاق المحادثة",
  unread: (count) => `رسائل جديدة: ${count}`,
};

const KNOWN: Readonly<Record<string, Labels>> = { en: EN, de: DE, ar: AR };

export function labelsFor(languages: readonly string[], open: boolean, unread: number): string {
  const labels = languages.map((each) => KNOWN[each.slice(0, 2)]).find(Boolean) ?? EN;
  if (open) return labels.close;
  return unread > 0 ? `${labels.open} – ${labels.unread(unread)}` : labels.open;
}
