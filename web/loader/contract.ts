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
  /** What may be sent in a chat; absent: no files. */
  readonly files?: FileRules | null;
  /** Readable colours made from the brand's. */
  readonly palette: {
    /** Text on the brand colour. */
    readonly on_brand: string;
    /** The brand as text or line, on light and on dark ground. */
    readonly ink_light: string;
    readonly ink_dark: string;
  };
  readonly theme: Theme;
  readonly survey: { readonly on: boolean; readonly question: string; readonly comment: boolean };
  readonly transcript: { readonly email: boolean; readonly download: boolean };
  /** `null`: nobody may ask to see a page. */
  readonly cobrowse: CoBrowseLook | null;
  /** Whether the site signs its visitors in. */
  readonly identity: "off" | "optional" | "required";
  readonly state: "open" | "busy" | "closed" | "hidden";
  /** Instead of a chat, or beside it, a message may be left. */
  readonly leave_message: boolean;
  readonly sessions_free: number;
  /** When it opens, if it is closed by its hours. */
  readonly next_opening: number | null;
  readonly proactive: readonly ProactiveRule[];
  /** There are answers to look for while one waits. */
  readonly articles: boolean;
  /** Agents see what is being written. */
  readonly preview: boolean;
}

/** Speaks to visitors who have not asked. */
export interface ProactiveRule {
  readonly text: string;
  readonly page_contains: string;
  /** Seconds on the page. */
  readonly after_s: number;
  /** Pages seen, this one included. */
  readonly min_pages: number;
}

export interface FileRules {
  /** Bytes. */
  readonly size_max: number;
  readonly types: readonly string[];
}

export interface CoBrowseLook {
  /** Beginnings of addresses that may be shown; empty: all. */
  readonly pages: readonly string[];
  /** Selectors of what is masked beyond what always is. */
  readonly masked: readonly string[];
  /** What the end-user agrees to; empty: the widget's own text. */
  readonly consent: string;
  /** Names the text. */
  readonly consent_version: string;
}

export interface Theme {
  readonly scheme: "auto" | "light" | "dark";
  readonly side: "right" | "left";
  readonly corner: "round" | "soft" | "square";
  /** Beside the launcher's drawing; empty: none. */
  readonly label: string;
}

/**
 * Who the page says its visitor is. Name and e-mail alone fill the form in; with a `token` (a JWT),
 * or with `id` and `hash`, the site's own server vouches for them.
 */
export interface Person {
  readonly name?: string;
  readonly email?: string;
  readonly token?: string;
  readonly id?: string;
  readonly hash?: string;
}

/** What pages may listen to; docs/widget.md says what comes with each. */
export type WidgetEvent =
  | "ready"
  | "open"
  | "close"
  | "chat"
  | "wait"
  | "agent"
  | "message"
  | "end"
  | "rated"
  | "identified";

export interface LoaderSide {
  readonly site: string;
  /** Where the server is, with a slash at the end. */
  readonly base: string;
  readonly look: SiteLook;
  readonly root: ShadowRoot;
  /** Wished ones, the best first. */
  readonly languages: readonly string[];
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
  /** Nobody is known here any more: the next chat is somebody else's. */
  forget(): void;
}

/** What the part that speaks first needs of the page. */
export interface InviteSide {
  readonly root: ShadowRoot | undefined;
  /** The best first. */
  languages(look: SiteLook): readonly string[];
  /** `["open"]`: the chat was wished for. */
  call(call: readonly string[]): void;
  /** Whether there is a widget on the page, and so a chat or the thought of one. */
  isBusy(): boolean;
  /** How the site is doing now. */
  refresh(): Promise<SiteLook | null>;
}

export interface InviteModule {
  /** `pages`: seen in this visit, this one included. */
  invite(look: SiteLook, pages: number, side: InviteSide): void;
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
  /** Whom the site vouches for behind the token; empty: nobody. */
  readonly known: string;
}

export function markKey(site: string): string {
  return `parlour:${site}`;
}

export function openKey(site: string): string {
  return `parlour:${site}:open`;
}
