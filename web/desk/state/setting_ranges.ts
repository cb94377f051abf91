/** The settings of a site as a page shows them: in groups, each with unit and bounds. Pure.
 */

import { BOUNDS, type Settings } from "../../protocol/generated/directory.ts";

export type Unit = "s" | "count" | "bytes" | "switch";

export interface SettingRange {
  readonly name: keyof Settings;
  readonly unit: Unit;
  readonly least: number;
  readonly most: number;
}

export type SettingGroup = "presence" | "offers" | "waiting" | "talk" | "chat";

const number = (name: keyof typeof BOUNDS.Settings, unit: Unit): SettingRange => {
  const [least, most] = BOUNDS.Settings[name];
  return { name, unit, least, most };
};
const onOff = (name: keyof Settings): SettingRange => ({ name, unit: "switch", least: 0, most: 1 });

export const SETTING_GROUPS: Readonly<Record<SettingGroup, readonly SettingRange[]>> = {
  presence: [
    number("ABSENT_INTERVAL", "s"),
    number("AGENT_ABSENT_RETRY_COUNT", "count"),
    number("USER_ABSENT_RETRY_COUNT", "count"),
    number("CS_IDLE_TIMEOUT", "s"),
  ],
  offers: [number("CHAT_ALERTFORM_AUTOCLOSE_TIMEOUT", "s"), number("SRV_AGENT_TIMEOUT", "s")],
  waiting: [
    number("USER_WAIT_QUEUE_TIMEOUT", "s"),
    number("MIN_WAIT_INFO_UPDATE_SECONDS", "s"),
    number("AVERAGE_WAIT_TIME_SAMPLES", "count"),
    number("ESTIMATED_WAIT_TIME_SAMPLES", "count"),
    onOff("POSTS_IN_QUEUE"),
  ],
  talk: [onOff("SNEAK_PREVIEW"), number("COBROWSE_ANSWER_TIMEOUT", "s")],
  chat: [
    onOff("CHAT_FILEATACHE_CMD"),
    number("FATTACH_MAX_SIZE", "bytes"),
    number("FATTACH_CHAT_QUOTA", "bytes"),
    number("FATTACH_END_USER_QUOTA", "bytes"),
  ],
};

export const SETTING_GROUP_NAMES = Object.keys(SETTING_GROUPS) as readonly SettingGroup[];

/** Time between the end of a toast and the server's giving up, within which an answer arrives. */
export const ANSWER_MARGIN_S = 5;

/** A stretch in the units that people count in: 90 → 1 min 30 s. */
export function partsOf(seconds: number): readonly (readonly [number, "d" | "h" | "min" | "s"])[] {
  const parts = [
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor(seconds / 3600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [Math.floor(seconds) % 60, "s"],
  ] as const;
  const some = parts.filter(([count]) => count > 0);
  return some.length === 0 ? [[0, "s"]] : some;
}

/** `1 min 30 s` */
export function stretch(seconds: number): string {
  return partsOf(seconds)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(" ");
}

const MEBIBYTE = 1024 * 1024;

/** `20 MiB`, `1.5 MiB`, `300 KiB`, `12 B` */
export function bytes(count: number, locale: string): string {
  const [size, unit] =
    count >= MEBIBYTE
      ? [count / MEBIBYTE, "MiB"]
      : count >= 1024
        ? [count / 1024, "KiB"]
        : [count, "B"];
  return `${size.toLocaleString(locale, { maximumFractionDigits: 2 })} ${unit}`;
}

/** A whole number as it was typed; `null` if it is none. */
export function wholeNumber(text: string): number | null {
  const plain = text.trim().replace(/[\s_]/g, "");
  return /^-?\d{1,15}$/.test(plain) ? Number(plain) : null;
}
