/**
 * What rrweb records, by the shape of its events. The numbers are those of its `EventType`,
 * `NodeType` and `IncrementalSource`, whose enums would bring all of rrweb along.
 */

import type { eventWithTime } from "rrweb";

export const FULL_SNAPSHOT = 2;
export const INCREMENTAL = 3;
export const META = 4;

export const DOCUMENT = 0;
export const DOCTYPE = 1;
export const ELEMENT = 2;
export const TEXT = 3;

export const MUTATION = 0;
export const MOUSE_MOVE = 1;
export const MOUSE_INTERACTION = 2;
export const SCROLL = 3;
export const RESIZE = 4;
export const INPUT = 5;
export const TOUCH_MOVE = 6;
export const RULES = 8;
export const DRAG = 12;
export const DECLARATION = 13;
export const ADOPTED = 15;

export type Recorded = eventWithTime;
export type Full = Extract<eventWithTime, { data: { initialOffset: unknown } }>;
export type Meta = Extract<eventWithTime, { data: { href: string } }>;
export type Incremental = Extract<eventWithTime, { data: { source: unknown } }>;
export type Change = Incremental["data"];
export type Mutation = Extract<Change, { adds: unknown; texts: unknown }>;
export type Added = Mutation["adds"][number];
export type AttributeChange = Mutation["attributes"][number];
export type TextChange = Mutation["texts"][number];
export type StyleChange = Extract<AttributeChange["attributes"][string], object>;
export type Input = Extract<Change, { isChecked: boolean }>;
export type Rules = Extract<Change, { replaceSync?: string }>;
export type Rule = NonNullable<Rules["adds"]>[number];
export type Declaration = Extract<Change, { index: number[] }>;
export type Adopted = Extract<Change, { styleIds: number[] }>;

export type AnyNode = Full["data"]["node"];
export type ElementNode = Extract<AnyNode, { tagName: string }>;
export type Attributes = ElementNode["attributes"];
