/** Which pages may be shown. */

/**
 * `beginnings`: addresses (`https://shop.example/account/`) or paths (`/account/`); empty: the
 * whole site, which is where the widget may stand. A beginning ends where a part of a path ends:
 * `/help` fits `/help` and `/help/more`, but not `/helpers`.
 */
export function mayShow(address: string, beginnings: readonly string[]): boolean {
  if (beginnings.length === 0) return true;
  const page = parsed(address, address);
  return page !== null && beginnings.some((beginning) => fits(page, parsed(beginning, address)));
}

function fits(page: URL, beginning: URL | null): boolean {
  if (beginning === null || page.origin !== beginning.origin) return false;
  const { pathname: start } = beginning;
  if (!page.pathname.startsWith(start)) return false;
  return start.endsWith("/") || ["", "/"].includes(page.pathname.charAt(start.length));
}

function parsed(address: string, base: string): URL | null {
  try {
    return new URL(address, base);
  } catch {
    return null;
  }
}
