/** Tables as CSV (RFC 4180), safe to be opened in a spreadsheet. Pure. */

/** What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection). */
const FORMULA = /^\s*[=+\-@\t\r＝＋－＠]/u;
const SPECIAL = /[",\r\n;]/u;

/** A byte order mark, so that spreadsheets read it as UTF-8; CR LF at the end of each line. */
export function csv(rows: readonly (readonly (string | number | null)[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
}

/** Numbers stay numbers; a text that would be a formula begins with an apostrophe instead. */
function cell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const harmless = FORMULA.test(value) ? `'${value}` : value;
  return SPECIAL.test(harmless) || harmless !== harmless.trim()
    ? `"${harmless.replaceAll('"', '""')}"`
    : harmless;
}
