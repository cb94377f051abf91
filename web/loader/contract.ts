/** What the loader on the page and the widget bundle owe each other. */

export interface Field {
  readonly id: string;
  readonly label: string;
  readonly type: "text" | "email" | "textarea";
  readonly required: boolean;
}

/** What the server tells about a site before any chat. */
export interface SiteLook {
  readonly site: string;
  readonly name: string;
  /** `#rrggbb`. */
  readonly brand: string;
  readonly greeting: string;
  readonly language: string;
  readonly fields: readonly Field[];
  readonly open: boolean;
  readonly expected_wait_ms: number | null;
  readonly agents_available: number;
}

/** Who the page says its visitor is; fills the form in. */
export interface Person {
  readonly name?: string;
  readonly email?: string;
}

export type WidgetEvent = "ready" | "open" | "close" | "chat" | "message" | "end";

export interface LoaderSide {
  readonly site: string;
  /** Where the server is, with a slash at the end. */
  readonly base: string;
  readonly look: SiteLook;
  readonly root: ShadowRoot;
  readonly language: string;
  /** The panel has opened or closed. */
  shown(open: boolean): void;
  unread(count: number): void;
  emit(event: WidgetEvent, detail?: unknown): void;
  /** Where the focus goes when the panel closes. */
  focusLauncher(): void;
  /** Asks again how the site is doing; the last known look when nobody answers. */
  refresh(): Promise<SiteLook>;
}

export interface WidgetSide {
  /** `byHand`: somebody asked for it, so the focus may move in. */
  open(byHand: boolean): void;
  close(): void;
  identify(person: Person): void;
}

export interface WidgetModule {
  mount(loader: LoaderSide): WidgetSide;
}

/** The visitor of a site on this device, as all tabs see it. Read by the loader, kept by the widget. */
export interface VisitorMark {
  readonly token: string;
  /** A chat is under way, or was when we last heard. */
  readonly chat: string;
  /** Up to here the chat was read. */
  readonly read: number;
}

export function markKey(site: string): string {
  return `parlour:${site}`;
}

export function openKey(site: string): string {
  return `parlour:${site}:open`;
}
