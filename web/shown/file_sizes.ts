/** How large a file is, in words. */

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

export function sizeIn(language: string, bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const digits = step > 1 ? 1 : 0;
  const unit = UNITS[step] ?? "byte";
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit,
    unitDisplay: step === 0 ? "long" : "short",
    maximumFractionDigits: digits,
  }).format(bytes / 1024 ** step);
}

/** Types that a picture can be shown of; only these are ever put into an image. */
export const PICTURES: ReadonlySet<string> = new Set([
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
]);

/** Above this a picture is fetched only when somebody asks for it. */
export const SHOWN_BYTES_MAX = 5 * 1024 * 1024;

/** The files in what was dropped or pasted; none, if it is something else. */
export function filesIn(transfer: DataTransfer | null): readonly File[] {
  return transfer === null ? [] : [...transfer.files];
}
