import { ActionIcon, Button, Menu } from "@mantine/core";
import {
  IconDots,
  IconEye,
  IconListDetails,
  IconPlayerStop,
  IconQuestionMark,
  IconTransferIn,
} from "@tabler/icons-react";
import { useState } from "react";
import { chatPhase } from "../../state/floor.ts";
import type { BoardChat } from "../../state/wire.ts";
import { Dialog } from "../common/Dialog.tsx";
import { useActs, useSelect, useWords } from "../desk_context.ts";

interface MenuProps {
  readonly chat: BoardChat;
  readonly name: string;
  askWhy(chat: string): void;
}

type Asking = "take_over" | "end" | null;

/** What a supervisor may do with a chat from outside it. */
export function ChatMenu({ chat, name, askWhy }: MenuProps) {
  const { floor } = useWords();
  const words = floor.acts;
  const acts = useActs();
  const [asking, ask] = useState<Asking>(null);
  const isWaiting = chat.lead === null;
  const isOffDuty = useSelect(({ desk }) => desk.status === null);
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon className="table__menu" aria-label={floor.chats.actsOf(name)}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconListDetails size={15} aria-hidden />}
            onClick={() => acts.go({ page: "floor", chat: chat.chat })}
          >
            {words.ledger}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconQuestionMark size={15} aria-hidden />}
            onClick={() => askWhy(chat.chat)}
          >
            {isWaiting ? words.why : words.whyAgent}
          </Menu.Item>
          {(chat.may_monitor || chat.may_end) && <Menu.Divider />}
          {chat.may_monitor && isOffDuty && <Menu.Label>{words.offDuty}</Menu.Label>}
          {chat.may_monitor && (
            <Menu.Item
              disabled={isOffDuty}
              leftSection={<IconEye size={15} aria-hidden />}
              onClick={() => acts.monitor(chat.chat)}
            >
              {words.monitor}
            </Menu.Item>
          )}
          {chat.may_monitor && chatPhase(chat) === "engaged" && (
            <Menu.Item
              disabled={isOffDuty}
              leftSection={<IconTransferIn size={15} aria-hidden />}
              onClick={() => ask("take_over")}
            >
              {words.takeOver}
            </Menu.Item>
          )}
          {chat.may_end && (
            <Menu.Item
              color="red"
              leftSection={<IconPlayerStop size={15} aria-hidden />}
              onClick={() => ask("end")}
            >
              {words.end}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Confirm chat={chat} name={name} asking={asking} close={() => ask(null)} />
    </>
  );
}

interface ConfirmProps {
  readonly chat: BoardChat;
  readonly name: string;
  readonly asking: Asking;
  close(): void;
}

function Confirm({ chat, name, asking, close }: ConfirmProps) {
  const { floor, visitor } = useWords();
  const words = floor.acts;
  const acts = useActs();
  const isEnd = asking === "end";
  const carryOut = (): void => {
    close();
    if (isEnd) {
      acts.endAsSupervisor(chat.chat);
      return;
    }
    acts.monitor(chat.chat);
    acts.takeOver(chat.chat);
  };
  return (
    <Dialog
      heading={isEnd ? words.askEnd(name) : words.askTakeOver(name)}
      isOpen={asking !== null}
      close={close}
    >
      <p>{isEnd ? words.askEndText : words.askTakeOverText(chat.lead ?? visitor)}</p>
      <div className="dialog__acts">
        <Button variant="default" onClick={close} data-autofocus>
          {words.cancel}
        </Button>
        <Button {...(isEnd ? { color: "red" } : {})} onClick={carryOut}>
          {isEnd ? words.doEnd : words.doTakeOver}
        </Button>
      </div>
    </Dialog>
  );
}
