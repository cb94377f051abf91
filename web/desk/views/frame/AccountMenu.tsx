import type { MantineColorScheme } from "@mantine/core";
import { Menu, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import {
  IconBell,
  IconBellOff,
  IconBellRinging,
  IconKey,
  IconKeyboard,
  IconLogout2,
  IconVolume,
  IconVolume3,
} from "@tabler/icons-react";
import { useState } from "react";
import { Avatar } from "../common/Avatar.tsx";
import { useActs, useSelect, useWords } from "../desk_context.ts";
import { ChangePassword } from "./ChangePassword.tsx";

export function AccountMenu() {
  const words = useWords();
  const me = useSelect(({ desk }) => desk.me);
  const name = useSelect(({ account }) => (account.is === "signed_in" ? account.name : ""));
  const roles = useSelect(({ account }) => (account.is === "signed_in" ? account.roles : NO_ROLES));
  const acts = useActs();
  const role = (["admin", "supervisor", "agent"] as const).find((each) => roles.includes(each));
  const [isChanging, change] = useState(false);
  return (
    <>
      <Menu position="bottom-end" width={264} closeOnItemClick={false} trapFocus returnFocus>
        <Menu.Target>
          <UnstyledButton className="account" aria-label={`${words.account.menu}: ${name}`}>
            <Avatar id={me?.id ?? name} name={name} agent small />
            <span className="account__name">{name}</span>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <div className="account__who">
            <strong>{name}</strong>
            {role !== undefined && <span>{words.account.roles[role]}</span>}
          </div>
          <Menu.Divider />
          <SchemeChoice />
          <Menu.Divider />
          <SoundItem />
          <NotifyItem />
          <Menu.Item
            closeMenuOnClick
            leftSection={<IconKeyboard size={16} aria-hidden />}
            rightSection={<kbd>?</kbd>}
            onClick={() => acts.showKeys(true)}
          >
            {words.account.keys}
          </Menu.Item>
          <Menu.Item
            closeMenuOnClick
            leftSection={<IconKey size={16} aria-hidden />}
            onClick={() => change(true)}
          >
            {words.password.open}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconLogout2 size={16} aria-hidden />} onClick={acts.signOut}>
            {words.account.signOut}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isChanging && <ChangePassword close={() => change(false)} />}
    </>
  );
}

const NO_ROLES: readonly string[] = [];

function SchemeChoice() {
  const { account: words } = useWords();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const choices = [
    { value: "light", label: words.light },
    { value: "dark", label: words.dark },
    { value: "auto", label: words.system },
  ];
  return (
    <Menu.RadioGroup
      value={colorScheme}
      onChange={(chosen) => setColorScheme(chosen as MantineColorScheme)}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a menu may hold groups and items only */}
      <div className="scheme" role="group" aria-label={words.scheme}>
        {choices.map(({ value, label }) => (
          <Menu.RadioItem key={value} value={value} checkIcon={NO_ICON}>
            {label}
          </Menu.RadioItem>
        ))}
      </div>
    </Menu.RadioGroup>
  );
}

/** The chosen one stands out by its ground. */
const NO_ICON = <span hidden />;

function SoundItem() {
  const { sound: words } = useWords();
  const sound = useSelect(({ screen }) => screen.sound);
  const acts = useActs();
  const isMuted = sound === "muted";
  return (
    <Menu.Item
      leftSection={
        isMuted ? <IconVolume3 size={16} aria-hidden /> : <IconVolume size={16} aria-hidden />
      }
      onClick={() => acts.muteSound(!isMuted)}
    >
      {isMuted ? words.unmute : words.mute}
    </Menu.Item>
  );
}

function NotifyItem() {
  const { account: words } = useWords();
  const notify = useSelect(({ screen }) => screen.notify);
  const acts = useActs();
  switch (notify) {
    case "impossible":
      return null;
    case "granted":
      return (
        <Menu.Item disabled leftSection={<IconBellRinging size={16} aria-hidden />}>
          {words.notifyOn}
        </Menu.Item>
      );
    case "denied":
      return (
        <Menu.Item disabled leftSection={<IconBellOff size={16} aria-hidden />}>
          {words.notifyBlocked}
        </Menu.Item>
      );
    default:
      return (
        <Menu.Item leftSection={<IconBell size={16} aria-hidden />} onClick={acts.askNotify}>
          {words.notify}
        </Menu.Item>
      );
  }
}
