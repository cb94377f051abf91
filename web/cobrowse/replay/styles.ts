/** Changes of style sheets, as far as they load nothing. */

import { withoutLoads } from "../privacy/css.ts";
import { ADOPTED, RULES } from "../recorded.ts";
import { CHANGES_MAX, TEXT_CHARACTERS_MAX } from "./limits.ts";
import { between, type Fields, fields, id, list, NotPlain, text } from "./plain.ts";

const PROPERTY = /^(?:--[\w-]{1,100}|-?[a-z][a-z-]{0,60})$/i;
/** Media queries within media queries. */
const NESTING_MAX = 100;

/** A change of rules, of one declaration, or of the sheets that a tree has adopted. */
export function styled(source: number, data: Fields): object {
  const next: Record<string, unknown> = { source };
  for (const key of ["id", "styleId"]) if (data[key] !== undefined) next[key] = id(data[key]);
  if (source === ADOPTED) return { ...next, ...adopted(data) };
  return { ...next, ...(source === RULES ? changedRules(data) : declaration(data)) };
}

/** The inline style of an element, property by property. */
export function declarations(value: object): object {
  const next: Record<string, unknown> = {};
  for (const [property, given] of Object.entries(value)) {
    if (!PROPERTY.test(property)) continue;
    if (given === false) next[property] = false;
    else if (typeof given === "string") next[property] = styleValue(given);
    else if (Array.isArray(given)) {
      next[property] = [styleValue(given[0]), given[1] === "important" ? "important" : ""];
    }
  }
  return next;
}

function adopted(data: Fields): object {
  const styles = list(data["styles"] ?? [], CHANGES_MAX).map((each) => {
    const { styleId, rules: given } = fields(each);
    return { styleId: id(styleId), rules: rules(given) };
  });
  return { styleIds: list(data["styleIds"], CHANGES_MAX).map(id), styles };
}

function changedRules(data: Fields): object {
  const next: Record<string, unknown> = {};
  if (data["adds"] !== undefined) next["adds"] = rules(data["adds"]);
  if (data["removes"] !== undefined) {
    next["removes"] = list(data["removes"], CHANGES_MAX).map((each) => ({
      index: position(fields(each)["index"]),
    }));
  }
  for (const key of ["replace", "replaceSync"]) {
    if (data[key] !== undefined) next[key] = styleValue(data[key]);
  }
  return next;
}

function declaration(data: Fields): object {
  const index = list(data["index"], NESTING_MAX).map(place);
  if (data["remove"] !== undefined) {
    return { index, remove: named(fields(data["remove"])["property"]) };
  }
  const { property, value, priority } = fields(data["set"]);
  const important = priority === "important" ? { priority } : {};
  return { index, set: { ...named(property), value: styleValue(value), ...important } };
}

function rules(given: unknown): object[] {
  return list(given, CHANGES_MAX).map((each) => {
    const { rule, index } = fields(each);
    const at = index === undefined ? {} : { index: position(index) };
    return { rule: styleValue(rule), ...at };
  });
}

function position(index: unknown): number | number[] {
  return Array.isArray(index) ? list(index, NESTING_MAX).map(place) : place(index);
}

function place(index: unknown): number {
  return Math.trunc(between(0, index, CHANGES_MAX));
}

function named(property: unknown): { readonly property: string } {
  const name = text(property, 110);
  if (!PROPERTY.test(name)) throw new NotPlain("No property.");
  return { property: name };
}

function styleValue(value: unknown): string {
  return withoutLoads(text(value ?? "", TEXT_CHARACTERS_MAX));
}
