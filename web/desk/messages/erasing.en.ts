/** Erasing what is kept of an end-user. */

const many = (count: number, one: string, more: string): string =>
  `${count} ${count === 1 ? one : more}`;

export const erasingEn = {
  open: "Erase visitor…",
  heading: (name: string) => `Erase what is kept of ${name}?`,
  gone: "What was said in all their chats by either side, what they told of themselves, files, recordings, pages they saw, comments, messages and letters go, for good.",
  stays:
    "The rows of the ledger stay and can still be proven: what happened when, without a word of it.",
  yes: "Erase",
  cancel: "Cancel",
  close: "Close",
  done: "Erased",
  nothing: "Nothing was left to erase.",
  counts: {
    chats: (count: number) => many(count, "chat looked through", "chats looked through"),
    texts: (count: number) => many(count, "text", "texts"),
    requests: (count: number) => many(count, "request", "requests"),
    files: (count: number) => many(count, "file", "files"),
    recordings: (count: number) => many(count, "piece of a recording", "pieces of recordings"),
    pages: (count: number) => many(count, "page seen", "pages seen"),
    comments: (count: number) => many(count, "comment", "comments"),
    messages: (count: number) => many(count, "message left", "messages left"),
    letters: (count: number) => many(count, "letter not sent yet", "letters not sent yet"),
    visits: (count: number) => many(count, "known browser", "known browsers"),
  },
  chatOpen: "They are in a chat. End it, let it be released, then erase.",
  begun: "Not all of it could be erased now. It will be at the server’s next start; or try again.",
  failed: "The server did not answer. Try again.",
} as const;
