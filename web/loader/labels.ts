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

export function labelsFor(language: string, open: boolean, unread: number): string {
  const labels = language.startsWith("de") ? DE : EN;
  if (open) return labels.close;
  return unread > 0 ? `${labels.open} – ${labels.unread(unread)}` : labels.open;
}
