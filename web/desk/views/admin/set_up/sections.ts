/** The sections of the admin's page, and which records are edited in which. */

import {
  IconAdjustmentsHorizontal,
  IconArrowsExchange,
  IconBuildingStore,
  IconCircleDot,
  IconHistory,
  IconIdBadge2,
  IconListCheck,
  IconServerCog,
  IconStar,
  IconTemplate,
  IconUsers,
  IconUsersGroup,
} from "@tabler/icons-react";
import type { SetupWords } from "../../../messages/setup.en.ts";
import type { Kind } from "../../../state/directory.ts";

export type Section = keyof SetupWords["nav"];

export const SECTION_GROUPS: readonly {
  readonly group: keyof SetupWords["groups"];
  readonly sections: readonly Section[];
}[] = [
  { group: "chats", sections: ["sites", "queues", "texts", "settings"] },
  { group: "people", sections: ["agents", "profiles", "groups", "statuses", "skills"] },
  { group: "house", sections: ["server", "audit", "transfer"] },
];

export const ICONS: Readonly<Record<Section, typeof IconUsers>> = {
  server: IconServerCog,
  sites: IconBuildingStore,
  queues: IconListCheck,
  settings: IconAdjustmentsHorizontal,
  agents: IconUsers,
  profiles: IconIdBadge2,
  groups: IconUsersGroup,
  statuses: IconCircleDot,
  skills: IconStar,
  texts: IconTemplate,
  audit: IconHistory,
  transfer: IconArrowsExchange,
};

export const KIND_OF: Readonly<Partial<Record<Section, Kind>>> = {
  sites: "site",
  queues: "queue",
  agents: "agent",
  profiles: "profile",
  groups: "group",
  statuses: "status",
  skills: "skill",
  texts: "text",
};

export const SECTION_OF: Readonly<Record<Kind, Section>> = {
  site: "sites",
  queue: "queues",
  agent: "agents",
  profile: "profiles",
  group: "groups",
  status: "statuses",
  skill: "skills",
  text: "texts",
};

export function isSection(text: string | undefined): text is Section {
  return text !== undefined && text in ICONS;
}
