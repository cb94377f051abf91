/** What an offer does at the agent's desk, by the profile's two switches. Pure.
 *
 * Source: docs/settings.md, "What the toast does".
 */

export interface ToastRow {
  readonly allow_decline: boolean;
  readonly auto_decline: boolean;
  /** Event kinds that follow. */
  readonly runsOut: 33 | 34;
  readonly closed: 33 | 34 | 12;
}

export const TOAST_ROWS: readonly ToastRow[] = [
  { allow_decline: false, auto_decline: false, runsOut: 33, closed: 33 },
  { allow_decline: true, auto_decline: false, runsOut: 33, closed: 33 },
  { allow_decline: false, auto_decline: true, runsOut: 34, closed: 34 },
  { allow_decline: true, auto_decline: true, runsOut: 34, closed: 12 },
];

export function isRowOf(
  row: ToastRow,
  profile: { readonly allow_decline: boolean; readonly auto_decline: boolean },
): boolean {
  return row.allow_decline === profile.allow_decline && row.auto_decline === profile.auto_decline;
}
