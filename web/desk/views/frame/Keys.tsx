import { spotlight } from "@mantine/spotlight";
import { useEffect } from "react";
import { mayPull } from "../../state/desk.ts";
import { actOf, type KeyAct, neighbour } from "../../state/keys.ts";
import { leads } from "../../state/parts.ts";
import { draftOf } from "../../state/screen.ts";
import type { Desk } from "../../state/snapshot.ts";
import { useDesk } from "../desk_context.ts";

/** Listens to the keys that work everywhere on the desk. */
export function Keys() {
  const desk = useDesk();
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const act = actOf({
        code: event.code,
        key: event.key,
        alt: event.altKey,
        command: event.ctrlKey || event.metaKey,
        inText: isText(event.target),
      });
      if (act === null || event.repeat) return;
      event.preventDefault();
      perform(act, desk);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [desk]);
  return null;
}

function isText(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

function perform(act: KeyAct, desk: Desk): void {
  const does: Readonly<Record<KeyAct, () => void>> = {
    palette: spotlight.open,
    keys: () => desk.acts.showKeys(!desk.snapshot().screen.isKeysOpen),
    next_chat: () => step(desk, 1),
    previous_chat: () => step(desk, -1),
    accept: () => acceptOldest(desk),
    conclude: () => conclude(desk),
    private: () => togglePrivate(desk),
    pass_on: () => passOn(desk),
    pull: () => pull(desk),
  };
  does[act]();
}

function step(desk: Desk, by: 1 | -1): void {
  const { desk: state, screen } = desk.snapshot();
  const from = screen.route.page === "desk" ? screen.route.chat : null;
  const chat = neighbour(state.open, from, by);
  if (chat !== null) desk.acts.go({ page: "desk", chat });
}

function acceptOldest(desk: Desk): void {
  const offer = desk.snapshot().desk.offers.find((each) => each.answer === null);
  if (offer !== undefined) desk.acts.accept(offer);
}

function conclude(desk: Desk): void {
  const { desk: state, screen } = desk.snapshot();
  const chat = state.chats[screen.route.chat ?? ""];
  if (chat === undefined || screen.route.page !== "desk") return;
  if (chat.phase === "wrap_up") desk.acts.closeWrapUp(chat.id);
  else if (leads(chat, state.me)) {
    if (screen.concluding === chat.id) desk.acts.conclude(chat.id);
    else desk.acts.askConclude(chat.id);
  }
}

function passOn(desk: Desk): void {
  const { desk: state, screen } = desk.snapshot();
  const chat = state.chats[screen.route.chat ?? ""];
  if (screen.passingOn !== null) desk.acts.passOn(null);
  else if (chat !== undefined && screen.route.page === "desk" && leads(chat, state.me)) {
    desk.acts.passOn(chat.id);
  }
}

function pull(desk: Desk): void {
  const { desk: state } = desk.snapshot();
  if (mayPull(state)) desk.acts.pull(!state.pulling);
}

function togglePrivate(desk: Desk): void {
  const { screen } = desk.snapshot();
  const { page, chat } = screen.route;
  if (page !== "desk" || chat === null) return;
  const draft = draftOf(screen, chat);
  desk.acts.write(chat, { ...draft, isPrivate: !draft.isPrivate });
}
