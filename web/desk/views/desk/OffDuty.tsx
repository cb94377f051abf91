import { Button, Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { StatusDot } from "../common/StatusDot.tsx";
import { useActs, useSelect, useWords } from "../desk_context.ts";
import { LostChats } from "./LostChats.tsx";

export function OffDuty() {
  const { duty: words } = useWords();
  const reason = useSelect(({ desk }) => desk.statusReason);
  const statuses = useSelect(({ desk }) => desk.statuses);
  const away = useSelect(({ desk }) => desk.away);
  const isBusy = useSelect(({ busy }) => busy.has("log_on"));
  const acts = useActs();
  if (reason === "taken_over") return <Elsewhere />;
  return (
    <div className="off-duty">
      <Chair />
      <h2>{away === null ? words.heading : words.away.heading}</h2>
      <p>{reason === "" ? words.text : words.reasons[reason]}</p>
      {away !== null && away.chats.length > 0 && <LostChats chats={away.chats} />}
      <div className="off-duty__go">
        <Button data-size="lg" loading={isBusy} onClick={() => acts.logOn(null, false)}>
          {words.go}
        </Button>
        <Menu position="bottom-end" width={224}>
          <Menu.Target>
            <Button variant="default" data-size="lg" px={12} aria-label={words.as}>
              <IconChevronDown size={16} aria-hidden />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>{words.as}</Menu.Label>
            {statuses.map((status) => (
              <Menu.Item
                key={status.id}
                leftSection={<StatusDot type={status.type} />}
                onClick={() => acts.logOn(status.id, false)}
              >
                {status.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
    </div>
  );
}

/** On duty, but not at this console. */
function Elsewhere() {
  const { duty: words } = useWords();
  const isBusy = useSelect(({ busy }) => busy.has("log_on"));
  const acts = useActs();
  return (
    <div className="off-duty">
      <Chair />
      <h2>{words.alreadyHeading}</h2>
      <p>{words.reasons.taken_over}</p>
      <div className="off-duty__go">
        <Button data-size="lg" loading={isBusy} onClick={() => acts.logOn(null, true)}>
          {words.takeOver}
        </Button>
      </div>
    </div>
  );
}

/** An empty armchair: nobody is in the parlour. */
function Chair() {
  return (
    <svg className="off-duty__chair" width="96" height="88" viewBox="0 0 96 88" aria-hidden>
      <path className="off-duty__back" d="M24 34V20a12 12 0 0 1 12-12h24a12 12 0 0 1 12 12v14" />
      <path
        className="off-duty__seat"
        d="M12 42a8 8 0 0 1 16 0v12h40V42a8 8 0 0 1 16 0v20a8 8 0 0 1-8 8H20a8 8 0 0 1-8-8z"
      />
      <path className="off-duty__legs" d="M24 71v7M72 71v7M6 80h84" />
    </svg>
  );
}
