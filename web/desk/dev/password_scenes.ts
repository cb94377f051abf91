/** Changing one's own password: asked for, refused, done. */

import type { Scene } from "./scenes.ts";
import { threeChats } from "./stage.ts";

type Names = "password" | "password_wrong" | "password_changed";

export function passwordScenes(http: Scene["http"]): Record<Names, Scene> {
  const answered = (status: number, code: string): Scene => ({
    http,
    welcome: threeChats,
    answers: (method, path) =>
      method === "POST" && path.endsWith("/me/password")
        ? { status, body: { code, text: "" } }
        : undefined,
    after: () => void fillIn("correct horse battery"),
  });
  return {
    password: { http, welcome: threeChats, after: () => void opened() },
    password_wrong: answered(403, "wrong_password"),
    password_changed: answered(200, ""),
  };
}

async function opened(): Promise<HTMLFormElement> {
  (await found<HTMLElement>(".account")).click();
  const items = [...(await found("[role=menu]")).querySelectorAll<HTMLElement>("[role=menuitem]")];
  items.find(({ textContent }) => textContent?.includes("assword"))?.click();
  return found<HTMLFormElement>("form.password");
}

async function fillIn(password: string): Promise<void> {
  const form = await opened();
  for (const field of form.querySelectorAll("input")) {
    field.value = password;
  }
  form.requestSubmit();
}

/** As soon as it is there. */
async function found<E extends Element>(selector: string): Promise<E> {
  for (;;) {
    const element = document.querySelector<E>(selector);
    if (element !== null) return element;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
