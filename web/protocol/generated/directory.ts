/**
 * The set-up (sites, queues, profiles, agents, …) and what the admin's routes take and give.
 *
 * Written by `python -m parlour.generate`; change the Python classes instead.
 */

import type { AgentId, Millis, QueueId, SiteId } from "./frames.ts";

/** What an operator can set for a site. */
export interface Settings {
  /** Seconds without contact until a client is absent; one value for both sides. */
  readonly ABSENT_INTERVAL: number;
  /** Times ABSENT_INTERVAL until an agent is lost. */
  readonly AGENT_ABSENT_RETRY_COUNT: number;
  /** Times ABSENT_INTERVAL until an end-user is lost and the chat ends. */
  readonly USER_ABSENT_RETRY_COUNT: number;
  /** Seconds without activity of either side until the chat ends. */
  readonly CS_IDLE_TIMEOUT: number;
  /** Seconds an agent's client may leave an offer unanswered. */
  readonly SRV_AGENT_TIMEOUT: number;
  /** Seconds a toast is shown; at least 5 less than SRV_AGENT_TIMEOUT. */
  readonly CHAT_ALERTFORM_AUTOCLOSE_TIMEOUT: number;
  /** Seconds an end-user may wait in a queue. */
  readonly USER_WAIT_QUEUE_TIMEOUT: number;
  readonly AVERAGE_WAIT_TIME_SAMPLES: number;
  readonly ESTIMATED_WAIT_TIME_SAMPLES: number;
  /** Least spacing of position and wait shown to an end-user. */
  readonly MIN_WAIT_INFO_UPDATE_SECONDS: number;
  /** Files may be sent in chats, by either side. */
  readonly CHAT_FILEATACHE_CMD: boolean;
  /** Greatest size of a file in bytes. */
  readonly FATTACH_MAX_SIZE: number;
  /** Bytes of all files of one chat. */
  readonly FATTACH_CHAT_QUOTA: number;
  /** Bytes that one end-user may send within a day. */
  readonly FATTACH_END_USER_QUOTA: number;
  /** End-users may write while they wait. */
  readonly POSTS_IN_QUEUE: boolean;
  /** Agents see what the end-user is writing before it is sent. */
  readonly SNEAK_PREVIEW: boolean;
  /** Seconds an end-user has to answer a co-browse invitation. */
  readonly COBROWSE_ANSWER_TIMEOUT: number;
}

/** One question of the pre-chat form; `name`, `email`, `question` have their own place. */
export interface FormField {
  readonly id: string;
  readonly label: string;
  readonly type: "text" | "email" | "textarea";
  readonly required: boolean;
}

/** Open from `opens` to `closes` (minutes since midnight, site time) on `weekday` (0 Monday). */
export interface OpeningHours {
  readonly weekday: number;
  readonly opens: number;
  readonly closes: number;
}

/**
 * A queue wants agents with this skill. `level` falls by one after each `relax_every_s` of waiting,
 * but not below `least`; 0 seconds: never. Below level 1 nobody needs the skill.
 */
export interface SkillNeed {
  readonly skill_id: string;
  readonly level: number;
  readonly least: number;
  readonly relax_every_s: number;
}

/** After `after_s` of waiting, agents of another queue are asked as well. */
export interface Overflow {
  readonly queue_id: QueueId;
  readonly after_s: number;
}

/** Where chats wait. No hours: always open. Whoever waits at closing time stays. */
export interface Queue {
  readonly queue_id: QueueId;
  readonly site_id: SiteId;
  readonly name: string;
  readonly hours: readonly OpeningHours[];
  /** Dates (YYYY-MM-DD, site time) on which the queue is closed. */
  readonly holidays: readonly string[];
  readonly max_waiting: number | null;
  /** Turn requests away while no agent of this queue is on duty. */
  readonly needs_agents: boolean;
  readonly skills: readonly SkillNeed[];
  readonly overflow: readonly Overflow[];
  /**
   * So long a returning end-user waits for the agent they talked to last, if that one is on duty;
   * then for anyone.
   */
  readonly preferred_for_s: number;
  /** A chat answered within this counts as answered in time. */
  readonly service_level_s: number;
}

/** Sends requests that meet all its conditions to a queue. An empty condition is always met. */
export interface RoutingRule {
  readonly queue_id: QueueId;
  readonly page_contains: string;
  /** A primary tag (`de`) or a whole one (`de-CH`). */
  readonly language: string;
  /** Answers of the pre-chat form by field; compared without case. */
  readonly answers: Readonly<Record<string, string>>;
}

/** When the widget offers a chat. The wait is the expected one of the default queue. */
export interface Launcher {
  /** Busy when a wait longer than this is expected; `null`: never for that. */
  readonly wait_threshold_s: number | null;
  /** Busy when fewer sessions are free. */
  readonly min_sessions_available: number;
  /** `chat`: the wait is told, and a chat may be asked for all the same. */
  readonly when_busy: "chat" | "leave_message" | "hide";
  readonly when_closed: "say_so" | "leave_message" | "hide";
}

/** Speaks to visitors who have not asked: once in a visit, only while an agent is free. */
export interface ProactiveRule {
  readonly text: string;
  readonly page_contains: string;
  /** So long on the page. */
  readonly after_s: number;
  /** So many pages of the site seen, this one included. */
  readonly min_pages: number;
}

/** An answer that end-users may find while they wait. */
export interface Article {
  readonly title: string;
  readonly url: string;
  /** Words by which it is found beside those of the title. */
  readonly keywords: string;
  readonly language: string;
}

/** What is asked after a chat. */
export interface Survey {
  readonly on: boolean;
  /** Empty: the widget's own, in its language. */
  readonly question: string;
  readonly comment: boolean;
}

/** What an end-user may take along. */
export interface Transcript {
  readonly email: boolean;
  readonly download: boolean;
}

/** How the widget looks, beside its brand colour. */
export interface Theme {
  readonly scheme: "auto" | "light" | "dark";
  readonly side: "right" | "left";
  readonly corner: "round" | "soft" | "square";
  /** Beside the launcher's drawing; empty: none. */
  readonly label: string;
}

/** Whether agents may ask to see an end-user's page, and what they never see of it. */
export interface CoBrowseTerms {
  readonly on: boolean;
  /** Beginnings of addresses that may be shown; empty: all of the allowed origins. */
  readonly pages: readonly string[];
  /** CSS selectors of what is masked beyond what always is. */
  readonly masked: readonly string[];
  /** What the end-user agrees to; empty: the widget's own text. */
  readonly consent: string;
  /** Store recordings with the chat. */
  readonly keep: boolean;
  /** So long; then they are erased. */
  readonly keep_days: number;
}

/** One web site with a widget. */
export interface Site {
  readonly site_id: SiteId;
  readonly name: string;
  readonly default_queue_id: QueueId;
  /** Exact origins (scheme://host[:port]) that may embed the widget. */
  readonly allowed_origins: readonly string[];
  readonly time_zone: string;
  readonly language: string;
  readonly brand: string;
  readonly greeting: string;
  readonly fields: readonly FormField[];
  readonly settings: Settings;
  /** The first one that fits chooses the queue; without any, the default queue does. */
  readonly rules: readonly RoutingRule[];
  readonly launcher: Launcher;
  /** The first one that fits speaks. */
  readonly proactive: readonly ProactiveRule[];
  readonly articles: readonly Article[];
  readonly survey: Survey;
  readonly transcript: Transcript;
  readonly theme: Theme;
  readonly cobrowse: CoBrowseTerms;
  /** Whether visitors are signed in by the site, which vouches for them with its secret. */
  readonly identity: "off" | "optional" | "required";
  /** Where messages are sent that visitors leave; empty: they stand on the desk only. */
  readonly mail: string;
  /** Media types that may be sent. */
  readonly file_types: readonly string[];
}

/** Agents who belong together: they may always pass chats on to each other. */
export interface Group {
  readonly group_id: string;
  readonly name: string;
}

/** Something agents can be good at. */
export interface Skill {
  readonly skill_id: string;
  readonly name: string;
}

/** Switches that many agents share. */
export interface Profile {
  readonly profile_id: string;
  readonly name: string;
  /** Queues served, with rank (1 first). */
  readonly queues: Readonly<Record<string, number>>;
  readonly chat: boolean;
  readonly supervisor: boolean;
  readonly monitor: boolean;
  readonly transfer_to_other_groups: boolean;
  readonly pull_chat: boolean;
  readonly allow_decline: boolean;
  readonly auto_decline: boolean;
  readonly max_sessions: number;
  readonly delay_between_chats_s: number;
  readonly wrap_up: boolean;
  readonly wrap_up_guideline_s: number;
  readonly wrap_up_limit_s: number;
  readonly cobrowse: boolean;
  readonly push_url: boolean;
  readonly pull_policy: "first_due" | "strict_priority";
  readonly status_after_log_on: string;
  /** Statuses to choose from; empty: all. */
  readonly allowed_statuses: readonly string[];
  readonly skills: Readonly<Record<string, number>>;
  /** Sees what was said off the record also after the chat. */
  readonly off_record_view: boolean;
  /** Whose chats a supervisor with this profile may watch, join, take over and end. */
  readonly supervises: "own_group" | "everyone";
}

/** One status an agent can choose. */
export interface AgentStatus {
  readonly status_id: string;
  readonly label: string;
  readonly type: "available" | "unavailable";
}

/** A person who signs in: agent, supervisor or admin. */
export interface Agent {
  readonly agent_id: AgentId;
  readonly login: string;
  /** Shown to end-users. */
  readonly name: string;
  readonly profile_id: string;
  readonly roles: readonly ("agent" | "supervisor" | "admin")[];
  readonly active: boolean;
  /** Empty: none. */
  readonly group_id: string;
  /** On top of the profile's; where both name a skill, this level counts. */
  readonly skills: Readonly<Record<string, number>>;
}

/** Something that is said or shown again and again. */
export interface StandardText {
  readonly text_id: string;
  readonly title: string;
  /** By language, as in `de` or `de-CH`; agents are offered the end-user's first. */
  readonly bodies: Readonly<Record<string, string>>;
  /** `text` is written into the box; `html` and `url` are shown to the end-user (event 3). */
  readonly form: "text" | "html" | "url";
  /** Path of names with `/` between them; empty: none. */
  readonly folder: string;
  /** What to type after `/`. */
  readonly shortcut: string;
  /** For chats of these queues; empty: of all. */
  readonly queues: readonly QueueId[];
  /** For agents of these groups; empty: for all. */
  readonly groups: readonly string[];
}

/** One field that can't be as it is. */
export interface Flaw {
  readonly kind: "site" | "queue" | "profile" | "agent" | "status" | "group" | "skill" | "text";
  readonly id: string;
  /**
   * Where in the record: `name`, `hours[2].closes`, `settings`, `queues.sales`; empty: all of it.
   */
  readonly field: string;
  readonly code: "bad_address" | "bad_colour" | "bad_id" | "bad_language" | "bad_origin" | "bad_text" | "built_in" | "duplicate" | "empty" | "foreign" | "has_history" | "id_differs" | "in_use" | "itself" | "last_admin" | "needs_supervisor" | "not_a_date" | "not_allowed" | "open_chats" | "order" | "out_of_range" | "overlap" | "taken" | "too_long" | "too_many" | "unknown" | "unknown_field" | "unknown_time_zone" | "unknown_variable" | "wrong_type";
  /** One sentence for people. */
  readonly text: string;
}

/** An edit as it came; `record` `null` removes it. */
export interface SentEdit {
  readonly kind: "site" | "queue" | "profile" | "agent" | "status" | "group" | "skill" | "text";
  readonly id: string;
  readonly record: unknown;
  /** That the edit was made on, 0: there was none; `null`: whichever there is. */
  readonly version: number | null;
}

/** Create (`version` 0) or change a record, which comes whole. */
export interface PutRecord {
  /** That the change was made on; another one since then is a conflict. */
  readonly version: number;
  readonly record: unknown;
}

/** Edits that take effect together or not at all. `dry_run`: only say whether they would. */
export interface EditDirectory {
  readonly edits: readonly SentEdit[];
  readonly dry_run: boolean;
}

/** Bring the directory to what an exported file says. */
export interface ImportSetUp {
  readonly set_up: unknown;
  readonly dry_run: boolean;
  readonly remove_others: boolean;
  readonly revision: number | null;
}

export interface SetPassword {
  readonly password: string;
}

/** Which version of a record this is, and who made it, when. */
export interface VersionReply {
  readonly version: number;
  readonly at: Millis;
  /** An agent id, or `setup` for what the server wrote at its first start. */
  readonly by: string;
  readonly by_name: string;
}

/** Everything, as of one moment. */
export interface DirectoryReply {
  /** Grows with every change of the directory. */
  readonly revision: number;
  readonly sites: readonly Site[];
  readonly queues: readonly Queue[];
  readonly profiles: readonly Profile[];
  readonly agents: readonly Agent[];
  readonly statuses: readonly AgentStatus[];
  readonly groups: readonly Group[];
  readonly skills: readonly Skill[];
  readonly texts: readonly StandardText[];
  /** By `kind/id`, as in `queue/sales`. */
  readonly versions: Readonly<Record<string, VersionReply>>;
  /** Agents who can't sign in with a password yet. */
  readonly without_password: readonly AgentId[];
  /** Sites that can vouch for their visitors, and since when they have the secret for it. */
  readonly secrets: Readonly<Record<string, Millis>>;
}

/** The edits have taken effect (or, after a dry run, would). */
export interface EditedReply {
  readonly revision: number;
  /** Of the records that were put, by `kind/id`. */
  readonly versions: Readonly<Record<string, VersionReply>>;
}

/** Somebody else has changed a record meanwhile. */
export interface Clash {
  readonly kind: "site" | "queue" | "profile" | "agent" | "status" | "group" | "skill" | "text";
  readonly id: string;
  /** `null`: it is no longer there, or never was. */
  readonly current: VersionReply | null;
  /** As it is now; `null`: not there. */
  readonly record: unknown;
}

/** Nothing was written. 422 `invalid`: see `flaws`; 409 `conflict`: see `clashes`. */
export interface RefusedReply {
  readonly code: "invalid" | "conflict";
  readonly text: string;
  readonly flaws: readonly Flaw[];
  readonly clashes: readonly Clash[];
}

/** One entry of the history. */
export interface ChangeReply {
  readonly number: number;
  readonly at: Millis;
  readonly by: string;
  readonly by_name: string;
  readonly deed: "put" | "remove" | "password" | "link" | "sign_out" | "secret" | "recording" | "erase";
  readonly kind: "site" | "queue" | "profile" | "agent" | "status" | "group" | "skill" | "text" | "chat" | "end_user";
  readonly id: string;
  /** Of the record, as it was last known; else its id. */
  readonly name: string;
  readonly version: number;
  /** The whole record; `null`: it was not there, or the deed changes no record. */
  readonly before: unknown;
  readonly after: unknown;
  /** Which fields differ: `name`, `settings.ABSENT_INTERVAL`, `queues.sales`, `hours`. */
  readonly fields: readonly string[];
}

/** Latest first. `more`: there are older ones; ask with `before` = the last one's `number`. */
export interface HistoryReply {
  readonly changes: readonly ChangeReply[];
  readonly more: boolean;
}

/** What an import does (or, in a dry run, would do) to one record. */
export interface DifferenceReply {
  readonly kind: "site" | "queue" | "profile" | "agent" | "status" | "group" | "skill" | "text";
  readonly id: string;
  readonly name: string;
  readonly deed: "add" | "change" | "remove" | "deactivate";
  readonly fields: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
}

export interface ImportedReply {
  readonly revision: number;
  /** `false` after a dry run. */
  readonly done: boolean;
  readonly differences: readonly DifferenceReply[];
}

/** The file of an export: the whole set-up without passwords. */
export interface SetUp {
  readonly format: "parlour-set-up";
  readonly format_version: 1;
  readonly sites: readonly Site[];
  readonly queues: readonly Queue[];
  readonly profiles: readonly Profile[];
  readonly agents: readonly Agent[];
  readonly statuses: readonly AgentStatus[];
  readonly groups: readonly Group[];
  readonly skills: readonly Skill[];
  readonly texts: readonly StandardText[];
}

/** A link that signs the agent in, once. It is shown now and never again. */
export interface LinkReply {
  readonly token: string;
  /** To put behind the server's address. */
  readonly path: string;
  readonly until: Millis;
}

/** By which a site vouches for its visitors. It is shown now and never again. */
export interface SecretReply {
  readonly secret: string;
}

/** How much of each was there and is gone. What was erased before does not count again. */
export interface Erased {
  /** Released chats that were looked through. */
  readonly chats: number;
  /** Everything that was said in them, by both sides; names of files. */
  readonly texts: number;
  /** Name, address, question, answers, page and browser, as told before a chat. */
  readonly requests: number;
  readonly files: number;
  /** Of pages that were shown, in parts of some seconds. */
  readonly recordings: number;
  /** That were seen on the site. */
  readonly pages: number;
  /** To ratings; scores stay. */
  readonly comments: number;
  /** Left while nobody was there. */
  readonly messages: number;
  /** That were still to be sent. */
  readonly letters: number;
  /** Browsers that were known to the site. */
  readonly visits: number;
}

/** In one request: a site with all its queues and profiles. */
export const EDITS_MAX = 200;
/** Of one page of the history. */
export const CHANGES_MAX = 200;
/** The set-up of twenty thousand agents, twice. */
export const IMPORT_BYTES_MAX = 16777216;

/** Least and greatest value of whole numbers, by record and field. */
export const BOUNDS = {
  Settings: {
    ABSENT_INTERVAL: [10, 3600],
    AGENT_ABSENT_RETRY_COUNT: [1, 10],
    USER_ABSENT_RETRY_COUNT: [1, 10],
    CS_IDLE_TIMEOUT: [60, 86400],
    SRV_AGENT_TIMEOUT: [10, 600],
    CHAT_ALERTFORM_AUTOCLOSE_TIMEOUT: [5, 285],
    USER_WAIT_QUEUE_TIMEOUT: [1, 86400],
    AVERAGE_WAIT_TIME_SAMPLES: [1, 1000],
    ESTIMATED_WAIT_TIME_SAMPLES: [1, 1000],
    MIN_WAIT_INFO_UPDATE_SECONDS: [1, 300],
    FATTACH_MAX_SIZE: [1, 1073741824],
    FATTACH_CHAT_QUOTA: [1, 8589934592],
    FATTACH_END_USER_QUOTA: [1, 8589934592],
    COBROWSE_ANSWER_TIMEOUT: [10, 300],
  },
  Launcher: {
    min_sessions_available: [0, 1000],
  },
  ProactiveRule: {
    after_s: [1, 3600],
    min_pages: [1, 100],
  },




  CoBrowseTerms: {
    keep_days: [1, 3650],
  },

  Queue: {
    preferred_for_s: [0, 86400],
    service_level_s: [1, 86400],
  },
  SkillNeed: {
    level: [1, 10],
    least: [0, 10],
    relax_every_s: [0, 86400],
  },
  Overflow: {
    after_s: [0, 86400],
  },
  Profile: {
    max_sessions: [1, 50],
    delay_between_chats_s: [0, 3600],
    wrap_up_guideline_s: [0, 86400],
    wrap_up_limit_s: [1, 86400],
  },


} as const;

/** What a new record has in the fields that have a default. */
export const USUAL = {
  Settings: {
    ABSENT_INTERVAL: 120,
    AGENT_ABSENT_RETRY_COUNT: 2,
    USER_ABSENT_RETRY_COUNT: 2,
    CS_IDLE_TIMEOUT: 600,
    SRV_AGENT_TIMEOUT: 60,
    CHAT_ALERTFORM_AUTOCLOSE_TIMEOUT: 15,
    USER_WAIT_QUEUE_TIMEOUT: 1800,
    AVERAGE_WAIT_TIME_SAMPLES: 20,
    ESTIMATED_WAIT_TIME_SAMPLES: 20,
    MIN_WAIT_INFO_UPDATE_SECONDS: 5,
    CHAT_FILEATACHE_CMD: true,
    FATTACH_MAX_SIZE: 20971520,
    FATTACH_CHAT_QUOTA: 104857600,
    FATTACH_END_USER_QUOTA: 209715200,
    POSTS_IN_QUEUE: true,
    SNEAK_PREVIEW: false,
    COBROWSE_ANSWER_TIMEOUT: 60,
  },
  Launcher: {
    wait_threshold_s: null,
    min_sessions_available: 0,
    when_busy: "chat",
    when_closed: "leave_message",
  },
  ProactiveRule: {
    page_contains: "",
    after_s: 30,
    min_pages: 1,
  },
  Article: {
    keywords: "",
    language: "",
  },
  Survey: {
    on: true,
    question: "",
    comment: true,
  },
  Transcript: {
    email: true,
    download: true,
  },
  Theme: {
    scheme: "auto",
    side: "right",
    corner: "soft",
    label: "",
  },
  CoBrowseTerms: {
    on: false,
    pages: [],
    masked: [],
    consent: "",
    keep: false,
    keep_days: 30,
  },
  Site: {
    time_zone: "UTC",
    language: "en",
    brand: "#3b5bdb",
    greeting: "",
    fields: [],
    settings: {"ABSENT_INTERVAL":120,"AGENT_ABSENT_RETRY_COUNT":2,"USER_ABSENT_RETRY_COUNT":2,"CS_IDLE_TIMEOUT":600,"SRV_AGENT_TIMEOUT":60,"CHAT_ALERTFORM_AUTOCLOSE_TIMEOUT":15,"USER_WAIT_QUEUE_TIMEOUT":1800,"AVERAGE_WAIT_TIME_SAMPLES":20,"ESTIMATED_WAIT_TIME_SAMPLES":20,"MIN_WAIT_INFO_UPDATE_SECONDS":5,"CHAT_FILEATACHE_CMD":true,"FATTACH_MAX_SIZE":20971520,"FATTACH_CHAT_QUOTA":104857600,"FATTACH_END_USER_QUOTA":209715200,"POSTS_IN_QUEUE":true,"SNEAK_PREVIEW":false,"COBROWSE_ANSWER_TIMEOUT":60},
    rules: [],
    launcher: {"wait_threshold_s":null,"min_sessions_available":0,"when_busy":"chat","when_closed":"leave_message"},
    proactive: [],
    articles: [],
    survey: {"on":true,"question":"","comment":true},
    transcript: {"email":true,"download":true},
    theme: {"scheme":"auto","side":"right","corner":"soft","label":""},
    cobrowse: {"on":false,"pages":[],"masked":[],"consent":"","keep":false,"keep_days":30},
    identity: "off",
    mail: "",
    file_types: ["image/png","image/jpeg","image/gif","image/webp","application/pdf","text/plain"],
  },
  Queue: {
    hours: [],
    holidays: [],
    max_waiting: null,
    needs_agents: false,
    skills: [],
    overflow: [],
    preferred_for_s: 0,
    service_level_s: 60,
  },
  SkillNeed: {
    least: 1,
    relax_every_s: 0,
  },

  Profile: {
    chat: true,
    supervisor: false,
    monitor: false,
    transfer_to_other_groups: false,
    pull_chat: false,
    allow_decline: false,
    auto_decline: false,
    max_sessions: 3,
    delay_between_chats_s: 0,
    wrap_up: true,
    wrap_up_guideline_s: 120,
    wrap_up_limit_s: 900,
    cobrowse: false,
    push_url: false,
    pull_policy: "first_due",
    status_after_log_on: "available",
    allowed_statuses: [],
    skills: {},
    off_record_view: false,
    supervises: "everyone",
  },
  Agent: {
    roles: ["agent"],
    active: true,
    group_id: "",
    skills: {},
  },
  StandardText: {
    form: "text",
    folder: "",
    shortcut: "",
    queues: [],
    groups: [],
  },
} as const;
