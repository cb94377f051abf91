import { Menu, UnstyledButton } from "@mantine/core";
import { IconCheck, IconChevronDown, IconLogout } from "@tabler/icons-react";
import type { StatusChoice, StatusType } from "../../state/wire.ts";
import { StatusDot } from "../common/StatusDot.tsx";
import { Ago } from "../common/Times.tsx";
import { useActs, useSelect, useWords } from "../desk_context.ts";

export function StatusMenu() {
  const words = useWords();
  const statuses = useSelect(({ desk }) => desk.statuses);
  const status = useSelect(({ desk }) => desk.status);
  const since = useSelect(({ desk }) => desk.statusSince);
  const isBusy = useSelect(
    ({ busy }) => busy.has("set_status") || busy.has("log_on") || busy.has("log_off"),
  );
  const acts = useActs();
  const current = statuses.find((each) => each.id === status);
  const label = current?.label ?? words.status.offDuty;
  return (
    <Menu position="bottom-end" width={256} trapFocus returnFocus>
      <Menu.Target>
        <UnstyledButton className="status-menu" aria-busy={isBusy}>
          <span className="unseen">{words.status.menu}: </span>
          <StatusDot type={current?.type ?? null} />
          <span className="status-menu__label">{isBusy ? words.status.changing : label}</span>
          {since !== null && !isBusy && <Ago at={since} className="status-menu__since" />}
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Choices type="available" statuses={statuses} current={status} />
        <Choices type="unavailable" statuses={statuses} current={status} />
        {status !== null && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={acts.logOff}>
              {words.status.logOff}
              <span className="status-menu__hint">{words.status.logOffHint}</span>
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

interface ChoicesProps {
  readonly type: StatusType;
  readonly statuses: readonly StatusChoice[];
  readonly current: string | null;
}

/** Off duty, choosing a status goes on duty with it. */
function Choices({ type, statuses, current }: ChoicesProps) {
  const { status: words } = useWords();
  const acts = useActs();
  const choose = (id: string) => (current === null ? acts.logOn(id, false) : acts.setStatus(id));
  const those = statuses.filter((each) => each.type === type);
  if (those.length === 0) return null;
  return (
    <>
      <Menu.Label>{words[type]}</Menu.Label>
      {those.map((each) => (
        <Menu.Item
          key={each.id}
          leftSection={<StatusDot type={each.type} />}
          rightSection={each.id === current ? <IconCheck size={16} aria-hidden /> : null}
          aria-current={each.id === current}
          onClick={() => choose(each.id)}
        >
          {each.label}
        </Menu.Item>
      ))}
    </>
  );
}
