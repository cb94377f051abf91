/** The form before a chat: what is wrong with it, and the request it makes. */

import type { Field } from "../../loader/contract.ts";
import {
  ANSWERS_MAX,
  NAME_CHARACTERS_MAX,
  QUESTION_CHARACTERS_MAX,
  type RequestChatFrame,
  URL_CHARACTERS_MAX,
} from "../../protocol/frames.ts";
import { clean } from "./text.ts";

export type FormValues = Readonly<Record<string, string>>;

export type Fault =
  | { readonly is: "missing" }
  | { readonly is: "no_email" }
  | { readonly is: "too_long"; readonly max: number };

const EMAIL_CHARACTERS_MAX = 254;
const TITLE_CHARACTERS_MAX = 200;
const LANGUAGE_CHARACTERS_MAX = 35;

/** Where the end-user is when asking. */
export interface Page {
  readonly url: string;
  readonly title: string;
  readonly referrer: string;
  readonly language: string;
}

export function longest(field: Field): number {
  if (field.id === "question") return QUESTION_CHARACTERS_MAX;
  if (field.id === "email") return EMAIL_CHARACTERS_MAX;
  return NAME_CHARACTERS_MAX;
}

/** What is wrong, by field; nothing when the form may go. */
export function faults(
  fields: readonly Field[],
  values: FormValues,
): Readonly<Record<string, Fault>> {
  const found: Record<string, Fault> = {};
  for (const field of fields) {
    const fault = faultOf(field, (values[field.id] ?? "").trim());
    if (fault !== null) found[field.id] = fault;
  }
  return found;
}

function faultOf(field: Field, value: string): Fault | null {
  if (value === "") return field.required ? { is: "missing" } : null;
  const max = longest(field);
  if ([...value].length > max) return { is: "too_long", max };
  const email = field.type === "email" || field.id === "email";
  return email && !/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value) ? { is: "no_email" } : null;
}

export function requestOf(
  fields: readonly Field[],
  values: FormValues,
  page: Page,
): Omit<RequestChatFrame, "id"> {
  const answers: Record<string, string> = {};
  for (const { id } of fields.slice(0, ANSWERS_MAX)) {
    const value = clean(values[id] ?? "");
    if (value !== "" && id !== "name" && id !== "email" && id !== "question") answers[id] = value;
  }
  return {
    type: "request_chat",
    name: clean(values["name"] ?? ""),
    email: clean(values["email"] ?? ""),
    question: clean(values["question"] ?? ""),
    answers,
    page_url: page.url.slice(0, URL_CHARACTERS_MAX),
    page_title: page.title.slice(0, TITLE_CHARACTERS_MAX),
    referrer: page.referrer.slice(0, URL_CHARACTERS_MAX),
    language: page.language.slice(0, LANGUAGE_CHARACTERS_MAX),
  };
}
