/** Messages that were left, and a chat of before, for the scenes. */

import type { EarlierChat, EarlierTranscript, LeftMessage } from "../state/visitors.ts";

const HOUR_MS = 3_600_000;

export function messages(now: number): readonly LeftMessage[] {
  const texts = [
    ["Priya Raman", "Is the small kettle loud? My flat has thin walls.\n\nThanks, Priya"],
    ["", "My grinder has lost a screw. Which one is it, and where do I get another?"],
    ["Tom Becker", "Please call me back about the order of Tuesday."],
  ] as const;
  return texts.map(([name, text], place) => ({
    message_id: `lm_${place}`,
    site: "Halden",
    name,
    email: `${name.split(" ")[0]?.toLowerCase() || "visitor"}@home.example`,
    text,
    page_url: "https://shop.example/kettle",
    page_title: "Kettle",
    language: "en",
    left_at: now - (place * 5 + 1) * HOUR_MS,
    settled_at: null,
    settled_by: "",
  }));
}

export function earlier(now: number): readonly EarlierChat[] {
  return [
    {
      chat_id: "e1",
      requested: now - 300 * HOUR_MS,
      queue: "Orders",
      question: "Can I still change the address?",
      lead: "Ben Ortiz",
      cause: "end_user",
      engaged_ms: 300_000,
    },
  ];
}

export function earlierTranscript(now: number): EarlierTranscript {
  const at = now - 300 * HOUR_MS;
  return { chat_id: "e1", name: "Priya Raman", rows: [{ n: 1, at, event: requested() }] };
}

function requested(): EarlierTranscript["rows"][number]["event"] {
  return {
    kind: 26,
    event: { kind: 26, queue_id: "q1" },
    text: "Can I still change the address?",
  } as unknown as EarlierTranscript["rows"][number]["event"];
}
