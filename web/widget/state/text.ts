/** Text as it may go to the server: no control characters but line ends and tabs, no half letters. */
export function clean(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/(?![\n\t])\p{Cc}/gu, "")
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .trim();
}
