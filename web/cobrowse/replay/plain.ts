/** Reads what may be anything as something plain; throws `NotPlain` when it is something else. */

export class NotPlain extends Error {
  override readonly name = "NotPlain";
}

export type Fields = Readonly<Record<string, unknown>>;

export function fields(value: unknown): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new NotPlain("No fields.");
  }
  return value as Fields;
}

export function list(value: unknown, max: number): readonly unknown[] {
  if (!Array.isArray(value) || value.length > max) throw new NotPlain("No list, or too long.");
  return value;
}

export function text(value: unknown, max: number): string {
  if (typeof value !== "string" || value.length > max) throw new NotPlain("No text, or too long.");
  return value;
}

/** A node's number. */
export function id(value: unknown): number {
  if (!Number.isSafeInteger(value) || (value as number) < 1) throw new NotPlain("No number.");
  return value as number;
}

/** Between the two, whatever was said. */
export function between(min: number, value: unknown, max: number): number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw new NotPlain("No measure.");
  return Math.min(Math.max(value, min), max);
}
