/** A site as the server tells about it, for tests. */

import type { SiteLook } from "../contract.ts";

export const LOOK: SiteLook = {
  site: "demo",
  name: "Shop",
  brand: "#2f6f5e",
  greeting: "",
  language: "en",
  fields: [],
  open: true,
  expected_wait_ms: null,
  agents_available: 1,
  palette: { on_brand: "#ffffff", ink_light: "#2f6f5e", ink_dark: "#8fb3a9" },
  theme: { scheme: "auto", side: "right", corner: "soft", label: "" },
  survey: { on: true, question: "", comment: true },
  transcript: { email: true, download: true },
  identity: "off",
  state: "open",
  leave_message: false,
  sessions_free: 1,
  next_opening: null,
  proactive: [],
  articles: false,
  preview: false,
  cobrowse: null,
};
