/** Notices of the operating system, where the agent allowed them. */

import { BODY_CHARACTERS_MAX, noticeText, TITLE_CHARACTERS_MAX } from "../state/notice.ts";
import type { Notify } from "../state/screen.ts";

export function notifyState(): Notify {
  if (!("Notification" in window)) return "impossible";
  const { permission } = Notification;
  return permission === "default" ? "unasked" : permission;
}

export async function askNotify(): Promise<Notify> {
  if ("Notification" in window) await Notification.requestPermission();
  return notifyState();
}

/** Shown only while the page is out of sight; a later one of the same `tag` replaces it. */
export function notify(tag: string, title: string, body: string, opened: () => void): void {
  if (notifyState() !== "granted" || document.visibilityState === "visible") return;
  const notice = new Notification(noticeText(title, TITLE_CHARACTERS_MAX), {
    tag,
    body: noticeText(body, BODY_CHARACTERS_MAX),
  });
  notice.onclick = () => {
    window.focus();
    notice.close();
    opened();
  };
}
