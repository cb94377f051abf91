// @vitest-environment happy-dom

import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SiteLook } from "../../loader/contract.ts";
import { LOOK } from "../../loader/testing/look.ts";
import { en } from "../messages/en.ts";
import { type ChatView, emptyChat, follow } from "../state/chat.ts";
import { emptyModel } from "../state/model.ts";
import { After } from "./after.tsx";
import { type Deeds, surroundWith } from "./deeds.ts";

const OVER = follow(emptyChat("c_1"), [
  { n: 1, at: 1, event: { kind: 48, name: "Ada" } },
  { n: 2, at: 2, event: { kind: 44, cause: "agent" } },
]);

let root: HTMLElement;
const call = vi.fn<(path: string, body: unknown) => Promise<string>>();

const tell = vi.fn();

beforeEach(() => {
  root = document.createElement("div");
  document.body.append(root);
  call.mockReset().mockResolvedValue("");
});

afterEach(() => {
  render(null, root);
  root.remove();
});

function show(look: Partial<SiteLook> = {}, chat: ChatView = OVER): void {
  const model = {
    ...emptyModel({ ...LOOK, ...look }, 0),
    chat,
    form: { email: "ann@home.example" },
  };
  const tongue = { language: "en", direction: "ltr", words: en } as const;
  const surround = {
    deeds: {} as Deeds,
    tongue,
    touch: false,
    call,
    route: (path: string) => ({ url: `https://chat.example/${path}`, token: "t" }),
    tell,
    adopt: vi.fn(),
  };
  surroundWith(surround);
  render(h(After, { model }), root);
}

function one<E extends HTMLElement>(selector: string): E {
  const found = root.querySelector<E>(selector);
  if (found === null) throw new Error(`There is no ${selector}.`);
  return found;
}

async function submit(selector: string): Promise<void> {
  one(selector).dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  await vi.waitFor(() => expect(root.querySelector(".thanks, .fault")).not.toBeNull());
}

describe("after the chat", () => {
  it("takes a rating with a comment, once", async () => {
    show();
    one<HTMLInputElement>('input[value="4"]').click();
    const comment = await vi.waitFor(() => one<HTMLTextAreaElement>(".rating textarea"));
    await act(() => {
      comment.value = "Quick.";
      comment.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await submit(".rating");
    expect(call.mock.calls).toEqual([["chats/c_1/rating", { score: 4, comment: "Quick." }]]);
    expect(one(".thanks").textContent).toBe("Thank you for telling us.");
    expect(tell.mock.calls).toEqual([["rated", { chat: "c_1", score: 4 }]]);
  });

  it("sends nothing without a score", () => {
    show();
    one(".rating").dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
    expect(call).not.toHaveBeenCalled();
  });

  it("mails the transcript to the address that was given before", async () => {
    show();
    await submit(".mail");
    const body = { email: "ann@home.example", language: "en" };
    expect(call.mock.calls).toEqual([["chats/c_1/transcript", body]]);
    expect(one(".thanks").textContent).toBe("On its way to ann@home.example.");
  });

  it("says why something did not work, and it can be tried again", async () => {
    call.mockResolvedValueOnce("bad_address");
    show();
    await submit(".mail");
    expect(one(".fault").textContent).toBe("This does not look like an e-mail address.");
    expect(one(".fault").hasAttribute("data-tell")).toBe(true);
    expect(one<HTMLButtonElement>(".mail button").disabled).toBe(false);
  });

  it("lists the files of the chat, which can still be had", async () => {
    const file = { file_id: "f_1", file_name: "bill.pdf", size: 1_024, media_type: "text/plain" };
    const sent = follow(emptyChat("c_1"), [
      { n: 1, at: 1, event: { kind: 48, name: "Ada" } },
      { n: 2, at: 2, event: { kind: 1003, name: "Ada", ...file } },
      { n: 3, at: 3, event: { kind: 44, cause: "agent" } },
    ] as Parameters<typeof follow>[1]);
    const fetched = vi.fn().mockResolvedValue(new Response("bytes"));
    vi.stubGlobal("fetch", fetched);
    show({}, sent);
    expect(one(".kept-files legend").textContent).toBe("Files of this chat");
    expect(one(".kept-files strong").textContent).toBe("bill.pdf");
    await act(async () => one(".kept-files button").click());
    expect(fetched.mock.calls[0]?.[0]).toBe("https://chat.example/chats/c_1/files/f_1");
    vi.unstubAllGlobals();
  });

  it("names no files where none were sent", () => {
    show();
    expect(root.querySelector(".kept-files")).toBeNull();
  });

  it("offers only what the site does", () => {
    show({
      survey: { on: true, question: "Well?", comment: false },
      transcript: { email: false, download: true },
    });
    expect(one("legend").textContent).toBe("Well?");
    expect(root.querySelector(".mail")).toBeNull();
    expect(root.querySelectorAll(".keep button")).toHaveLength(2);
    render(null, root);
    show({
      survey: { on: false, question: "", comment: true },
      transcript: { email: false, download: false },
    });
    expect(one(".after").textContent).toBe("");
  });
});
