/** The words of HTML that the server has cleaned, line by line. Pure. */

const BLOCKS =
  /<\/?(?:blockquote|br|caption|d[dlt]|div|h[1-4]|hr|li|ol|p|pre|table|tr|ul)\b[^>]*>/gi;
const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  nbsp: " ",
};

export function plainText(html: string): string {
  return html
    .replace(BLOCKS, "\n")
    .replace(/<\/?\w[^>]*>/g, "")
    .replace(/&(\w+);/g, (whole, name: string) => NAMED[name] ?? whole)
    .split("\n")
    .map((line) => line.replace(/\s+/g, " ").trim())
    .filter((line) => line !== "")
    .join("\n");
}
