/** People, boards and ledgers of make-believe. */

import type { ChatSummary } from "../state/ledger.ts";
import type { About } from "../state/wire.ts";

const CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";

const people: Readonly<Record<string, Partial<About>>> = {
  c1: {
    name: "Priya Raman",
    email: "priya.raman@example.com",
    question: "My parcel says delivered, but it isn’t here. Order 2041-77.",
    answers: { order_number: "2041-77", country: "Sweden" },
    page_title: "Your orders",
    page_url: "https://shop.example.com/account/orders?from=mail",
  },
  c2: { name: "Tom Becker", question: "Is the blue kettle coming back?", page_title: "Kettles" },
  c3: { name: "", question: "Where is my refund?", page_title: "Help" },
  c4: {
    name: "Élodie Marchand",
    question:
      "I ordered two lamps, one arrived with a broken shade. Can I send back only the shade, or does the whole lamp have to go?",
    page_title: "Lamp “Halden” – Lighting",
    queue: "Returns",
  },
  c5: { name: "", question: "", page_title: "Checkout" },
};

export function aboutOf(chat: string): About {
  return {
    name: "",
    email: "",
    question: "",
    answers: {},
    page_url: "https://shop.example.com/",
    page_title: "",
    referrer: "https://www.example.org/search?q=parcel",
    user_agent: CHROME,
    language: "en-GB",
    queue: "Orders",
    signed_in: false,
    queue_id: "q1",
    site: "Halden",
    site_language: "en",
    ...people[chat],
  };
}

function scoreOf(index: number): number | null {
  return [5, null, 4, 2][index % 4] ?? null;
}

export function released(now: number): readonly ChatSummary[] {
  const names = [
    "Priya Raman",
    "",
    "Tom Becker",
    "Noah Klein",
    "Ines Duarte",
    "K. Yamamoto",
    "Sofia Rossi",
  ];
  const ends = ["end_user", "agent", "idle", "canceled", "lost", "agent", "end_user"];
  return names.map((name, index) => ({
    chat_id: `r${index}`,
    state: "released",
    queue: index % 3 === 0 ? "Returns" : "Orders",
    name,
    question: index === 1 ? "" : "Where is my order, and can the address still be changed?",
    requested: now - (index * 1733 + 900) * 1000,
    first_engaged: index === 3 ? null : now - (index * 1733 + 860) * 1000,
    completed: now - (index * 1733 + 200) * 1000,
    termination: ends[index] ?? null,
    lead: index === 3 ? null : "Mara Lindqvist",
    rows: index === 3 ? 4 : 14 + index * 7,
    waited_ms: 21_000 + index * 9_300,
    engaged_ms: index === 3 ? null : 240_000 + index * 61_000,
    wrap_up_ms: index === 3 ? null : 31_000,
    score: scoreOf(index),
  }));
}
