import { expect, it } from "vitest";
import { LOOK } from "../../loader/testing/look.ts";
import { emptyChat, follow } from "./chat.ts";
import { emptyModel, type Model } from "./model.ts";
import { tellPage } from "./tell_page.ts";

it("tells the page of a chat from its beginning to its end, each thing once", () => {
  const told: unknown[] = [];
  const none = emptyModel(LOOK, 0);
  const asked = follow(emptyChat("c_1"), [{ n: 1, at: 1, event: { kind: 26, question: "?" } }]);
  const led = follow(asked, [
    { n: 2, at: 2, event: { kind: 23, name: "Ada" } },
    { n: 3, at: 3, event: { kind: 48, name: "Ada" } },
  ]);
  const said = follow(led, [
    { n: 4, at: 4, event: { kind: 1, message_id: "m", name: "Ada", text: "Hi" } },
  ]);
  const over = follow(said, [{ n: 5, at: 5, event: { kind: 44, cause: "agent" } }]);
  const wait = { position: 2, expectedMs: 60_000 };
  const course: readonly Model[] = [
    none,
    { ...none, chat: asked },
    { ...none, chat: asked, wait },
    { ...none, chat: asked, wait, draft: "so" },
    { ...none, chat: led },
    { ...none, chat: said },
    { ...none, chat: over },
    { ...none, chat: over, open: true },
  ];
  for (const [index, model] of course.entries()) {
    tellPage(course[index - 1] ?? none, model, (event, detail) => told.push([event, detail]));
  }
  expect(told).toEqual([
    ["chat", { chat: "c_1" }],
    ["wait", wait],
    ["agent", { name: "Ada" }],
    ["end", { chat: "c_1", cause: "agent" }],
  ]);
});
