import { describe, expect, it } from "vitest";
import { type OpeningHours, USUAL } from "../../protocol/generated/directory.ts";
import { emptyDirectory, directory as setUp } from "../dev/setup_data.ts";
import { setupEn } from "../messages/setup.en.ts";
import { alterations } from "./difference.ts";
import { all, matching, type Records, setupOf } from "./directory.ts";
import {
  begun,
  changed,
  clashing,
  type Draft,
  dirtyFields,
  dirtyOf,
  disputed,
  flawAt,
  flawed,
  flawOf,
  isDirty,
  NEW,
  rebased,
  same,
  unplaced,
  withDraft,
  withoutDraft,
} from "./drafts.ts";
import {
  clockOf,
  closingOf,
  copiedDay,
  isDate,
  minutesOf,
  misplaced,
  ofDay,
  WEEKDAYS,
  weeklyHours,
  withDate,
  withDay,
  withStretch,
  workingWeek,
} from "./hours.ts";
import { moved } from "./lists.ts";
import { copyOf, idFrom, newRecord } from "./new_records.ts";
import { formatRoute, parseRoute, type Route } from "./route.ts";
import { editsOf, futureId, named } from "./saving.ts";
import { bytes, SETTING_GROUPS, stretch, wholeNumber } from "./setting_ranges.ts";
import { checked, isOrigin, originIn, usersOf } from "./setup_checks.ts";
import { isRowOf, TOAST_ROWS } from "./toast_table.ts";

const setup = setupOf(setUp(0));
const WORDS = { nameField: "Your name", questionField: "Question", timeZone: "Europe/Stockholm" };
const orders = setup.queue["orders"]?.record as Records["queue"];
const ofOrders = (): Draft => begun("queue", "orders", { version: 3, record: orders });
const fresh = (kind: keyof Records, change: object = {}): Draft =>
  changed(begun(kind, NEW, { version: 0, record: newRecord(kind, setup, WORDS) }), { ...change });

describe("a draft", () => {
  it("is dirty as long as it differs, whatever way it went", () => {
    const draft = ofOrders();
    expect(isDirty(draft)).toBe(false);
    const renamed = changed(draft, { name: "Sales" });
    expect(dirtyFields(renamed)).toEqual(["name"]);
    expect(isDirty(changed(renamed, { name: "Orders" }))).toBe(false);
  });

  it("forgets what was wrong with a field that is edited, and with nothing else", () => {
    const flaw = (field: string) =>
      ({ kind: "queue", id: "orders", field, code: "order", text: field }) as const;
    const draft = flawed(ofOrders(), [flaw("name"), flaw("hours[2].closes")], "offline");
    expect(flawOf(draft, "hours[2]")).toBe("hours[2].closes");
    expect(flawOf(draft, "hours")).toBe("hours[2].closes");
    expect(flawAt(draft, "hours")).toBeNull();
    const edited = changed(draft, { hours: [] });
    expect(edited.flaws.map(({ field }) => field)).toEqual(["name"]);
    expect(edited.failure).toBeNull();
  });

  it("shows above the form what no field shows", () => {
    const flaws = [
      { kind: "queue", id: "orders", field: "", code: "in_use", text: "whole" },
      { kind: "queue", id: "orders", field: "name", code: "taken", text: "name" },
      { kind: "site", id: "halden", field: "name", code: "taken", text: "other" },
    ] as const;
    expect(unplaced(flawed(ofOrders(), flaws, null)).map(({ text }) => text)).toEqual([
      "whole",
      "other",
    ]);
  });

  it("does not take one queue for another whose id begins alike", () => {
    const flaw = { kind: "profile", id: "", field: "queues.sales-2", code: "unknown", text: "x" };
    const draft = flawed(fresh("profile"), [flaw as never], null);
    expect(flawOf(draft, "queues.sales")).toBeNull();
    expect(flawOf(draft, "queues.sales-2")).toBe("x");
  });

  it("after a clash keeps what I changed upon what they changed", () => {
    const mine = changed(ofOrders(), { name: "Mine", max_waiting: 1 });
    const theirs = { ...orders, max_waiting: 60, service_level_s: 90 };
    const current = { version: 4, at: 0, by: "freya", by_name: "Freya" };
    const clash = clashing(mine, { current, record: theirs });
    expect(disputed(clash)).toEqual(["max_waiting"]);
    const again = rebased(clash);
    expect(again.version).toBe(4);
    expect(again.clash).toBeNull();
    expect(again.after).toEqual({ ...theirs, name: "Mine", max_waiting: 1 });
    expect(again.before).toEqual(theirs);
  });

  it("is kept beside others until it is discarded", () => {
    const mine = changed(ofOrders(), { name: "Mine" });
    const drafts = withDraft(withDraft({}, mine), fresh("skill", { name: "Dutch" }));
    expect(dirtyOf(drafts, "queue")).toEqual([mine]);
    expect(dirtyOf(withoutDraft(drafts, "queue", "orders"), "queue")).toEqual([]);
  });

  it("knows equal values by what they hold", () => {
    expect(same({ a: [1, { b: 2 }], c: null }, { c: null, a: [1, { b: 2 }] })).toBe(true);
    expect(same({ a: 1 }, { a: 1, b: undefined })).toBe(false);
    expect(same([1], { 0: 1 })).toBe(false);
    expect(same(null, {})).toBe(false);
  });
});

describe("saving", () => {
  it("makes an id of the name, unlike any there is", () => {
    const taken = new Set(["orders", "orders-2"]);
    expect(idFrom("Orders", (id) => taken.has(id))).toBe("orders-3");
    expect(idFrom("Élan & Söhne!", () => false)).toBe("elan-sohne");
    expect(idFrom("発送", () => false)).toBe("new");
  });

  it("takes the id that was typed, and an agent's login before the name", () => {
    expect(futureId(fresh("queue", { queue_id: "q9", name: "Nine" }), setup)).toBe("q9");
    expect(futureId(fresh("agent", { login: "kim", name: "Kim Li" }), setup)).toBe("kim");
    expect(futureId(ofOrders(), setup)).toBe("orders");
  });

  it("sends one record, with the version it was begun on", () => {
    expect(editsOf(changed(ofOrders(), { name: "Sales" }), setup)).toEqual([
      { kind: "queue", id: "orders", version: 3, record: { ...orders, name: "Sales" } },
    ]);
  });

  it("sends a new site with its first queue, each knowing the other", () => {
    const draft = { ...fresh("site", { name: "North" }), firstQueue: "Orders" };
    const [site, queue] = editsOf(draft, setup);
    expect(site).toMatchObject({
      kind: "site",
      id: "north",
      version: 0,
      record: { site_id: "north", default_queue_id: "orders-2" },
    });
    expect(queue).toMatchObject({
      kind: "queue",
      id: "orders-2",
      record: { queue_id: "orders-2", site_id: "north", name: "Orders" },
    });
  });
});

describe("a new record", () => {
  it("begins with the server's usual values, and the profile that most agents have", () => {
    expect(newRecord("profile", setup, WORDS)).toMatchObject({ ...USUAL.Profile });
    expect(newRecord("agent", setup, WORDS).profile_id).toBe("agents");
    expect(newRecord("queue", setup, WORDS).site_id).toBe("halden");
    expect(newRecord("agent", setupOf(emptyDirectory), WORDS).profile_id).toBe("");
  });

  it("copied, has another name and no id", () => {
    const copy = copyOf("profile", setup.profile["agents"]?.record as Records["profile"], "Copy");
    expect(copy).toMatchObject({ profile_id: "", name: "Copy", allow_decline: true });
  });
});

describe("before the server is asked", () => {
  const words = setupEn.checks;
  const found = (draft: Draft) =>
    checked(named(draft, setup), setup, words).map(({ field, code }) => `${field} ${code}`);

  it("nothing is said of what is right", () => {
    for (const kind of ["site", "queue", "profile", "agent", "group", "status", "skill"] as const) {
      for (const { version, record } of all(setup, kind)) {
        const id = String((record as unknown as Record<string, unknown>)[`${kind}_id`]);
        expect(found(begun(kind, id, { version: version.version, record }))).toEqual([]);
      }
    }
  });

  it("each place is told that can't be as it is", () => {
    expect(found(fresh("skill"))).toEqual(["name empty"]);
    expect(found(fresh("status", { label: " " }))).toEqual(["label empty"]);
    expect(found(fresh("queue", { name: "X", queue_id: "orders" }))).toEqual(["queue_id taken"]);
    expect(found(fresh("agent", { name: "Kim" }))).toEqual(["login empty"]);
    expect(found(changed(ofOrders(), { max_waiting: Number.NaN }))).toEqual([
      "max_waiting wrong_type",
    ]);
    expect(
      found(changed(ofOrders(), { overflow: [{ queue_id: "returns", after_s: Number.NaN }] })),
    ).toEqual(["overflow[0].after_s wrong_type"]);
    const late = { ...fresh("profile", { name: "P", wrap_up_guideline_s: 901 }) };
    expect(found(late)).toEqual(["wrap_up_guideline_s order"]);
    expect(found(changed(late, { wrap_up: false }))).toEqual([]);
  });

  it("a site's origins, colour, questions and toast are looked at", () => {
    const site = { ...(setup.site["halden"]?.record as Records["site"]) };
    const draft = changed(begun("site", "halden", { version: 1, record: site }), {
      allowed_origins: ["https://a.example", "a.example/x"],
      brand: "green",
      fields: [{ id: "a", label: "", type: "text", required: false }],
      settings: { ...site.settings, SRV_AGENT_TIMEOUT: 19 },
    });
    expect(found(draft)).toEqual([
      "allowed_origins[1] bad_origin",
      "fields[0].label empty",
      "settings.CHAT_ALERTFORM_AUTOCLOSE_TIMEOUT order",
      "brand bad_colour",
    ]);
    expect(found(fresh("site", { name: "New" }))).toEqual(["firstQueue empty"]);
  });

  it("an address that was copied whole gives its origin", () => {
    expect(originIn(" https://Shop.example/cart?x=1 ")).toBe("https://shop.example");
    expect(originIn("shop.example:8443/a")).toBe("https://shop.example:8443");
    expect(originIn("not an address")).toBe("not an address");
    expect(isOrigin("https://shop.example")).toBe(true);
    expect(isOrigin("https://shop.example/")).toBe(false);
    expect(isOrigin("ftp://shop.example")).toBe(false);
  });

  it("who needs a record is counted", () => {
    expect(usersOf(setup, "queue", "orders")).toEqual({ profile: 3, site: 1 });
    expect(usersOf(setup, "profile", "pull")).toEqual({ agent: 2 });
    expect(usersOf(setup, "skill", "german")).toEqual({ agent: 3, queue: 1 });
    expect(usersOf(setup, "agent", "mara")).toEqual({});
  });
});

describe("opening hours", () => {
  const week: readonly OpeningHours[] = workingWeek();

  it("are told and read as times of day; midnight ends a day", () => {
    expect([0, 570, 1440].map(clockOf)).toEqual(["00:00", "09:30", "24:00"]);
    expect(["9", "9:30", "24:00", "24:01", "9:60", "x", ""].map(minutesOf)).toEqual([
      540,
      570,
      1440,
      null,
      null,
      null,
      null,
    ]);
    expect(closingOf("00:00")).toBe(1440);
    for (let minutes = 0; minutes <= 1440; minutes += 1) {
      expect(minutesOf(clockOf(minutes))).toBe(minutes);
    }
  });

  it("open and close by the day", () => {
    expect(weeklyHours([])).toBe(168);
    expect(weeklyHours(week)).toBe(40);
    const closed = withDay(week, 2, false);
    expect(ofDay(closed, 2)).toEqual([]);
    expect(weeklyHours(withDay(closed, 2, true))).toBe(40);
  });

  it("gain a stretch after the last, as long as the day has room", () => {
    let hours = week;
    for (let more = 0; more < 5; more += 1) hours = withStretch(hours, 0);
    expect(misplaced(hours).size).toBe(0);
    expect(ofDay(hours, 0).map(({ opens, closes }) => [opens, closes])).toEqual([
      [540, 1020],
      [1080, 1260],
      [1320, 1440],
    ]);
  });

  it("are copied to the days that are open", () => {
    const long = week.map((each) => (each.weekday === 3 ? { ...each, closes: 1200 } : each));
    const copied = copiedDay(long, 3);
    expect(WEEKDAYS.map((day) => ofDay(copied, day)[0]?.closes ?? null)).toEqual([
      1200,
      1200,
      1200,
      1200,
      1200,
      null,
      null,
    ]);
  });

  it("are found backwards or overlapping, by their place among all", () => {
    const hours = [
      { weekday: 1, opens: 600, closes: 600 },
      { weekday: 0, opens: 540, closes: 720 },
      { weekday: 0, opens: 700, closes: 800 },
      { weekday: 0, opens: 800, closes: 900 },
    ];
    expect([...misplaced(hours)]).toEqual([
      [2, "overlap"],
      [0, "backwards"],
    ]);
  });

  it("leave out holidays, each once and in order", () => {
    expect(withDate(["2026-12-25"], "2026-12-24")).toEqual(["2026-12-24", "2026-12-25"]);
    expect(withDate(["2026-12-25"], "2026-12-25")).toEqual(["2026-12-25"]);
    expect(isDate("2027-02-29")).toBe(false);
    expect(withDate([], "24.12.2026")).toEqual([]);
  });
});

describe("what became of a record", () => {
  it("is told field by field, lists and maps entry by entry", () => {
    const before = { name: "A", queues: { a: 1, b: 2 }, hours: [1, 2], on: false };
    const after = { name: "B", queues: { a: 1, b: 3, c: 4 }, hours: [2, 3], on: false };
    expect(alterations(before, after)).toEqual([
      { field: "name", part: null, before: "A", after: "B" },
      { field: "queues", part: "b", before: 2, after: 3 },
      { field: "queues", part: "c", before: undefined, after: 4 },
      { field: "hours", part: null, before: [1], after: undefined },
      { field: "hours", part: null, before: undefined, after: [3] },
    ]);
  });

  it("is nothing between equals, and the order where only that differs", () => {
    expect(alterations({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] })).toEqual([]);
    expect(alterations({ a: [1, 2] }, { a: [2, 1] })).toHaveLength(1);
    expect(alterations(null, { a: 1 })).toEqual([
      { field: "a", part: null, before: undefined, after: 1 },
    ]);
  });
});

it("shows every setting once, in one of the groups", () => {
  const names = Object.values(SETTING_GROUPS).flatMap((group) => group.map(({ name }) => name));
  expect(names.toSorted()).toEqual(Object.keys(USUAL.Settings).toSorted());
});

it("tells stretches and sizes as people do", () => {
  expect([0, 45, 90, 3600, 90_061].map(stretch)).toEqual([
    "0 s",
    "45 s",
    "1 min 30 s",
    "1 h",
    "1 d 1 h 1 min 1 s",
  ]);
  expect(bytes(20 * 1024 * 1024, "en")).toBe("20 MiB");
  expect(bytes(512, "en")).toBe("512 B");
  expect(["12", " 1 000 ", "-3", "1.5", "ten", ""].map(wholeNumber)).toEqual([
    12,
    1000,
    -3,
    null,
    null,
    null,
  ]);
});

it("has one row of the toast's table for each profile", () => {
  for (const allow_decline of [false, true]) {
    for (const auto_decline of [false, true]) {
      const rows = TOAST_ROWS.filter((row) => isRowOf(row, { allow_decline, auto_decline }));
      expect(rows).toHaveLength(1);
      expect(rows[0]?.runsOut).toBe(auto_decline ? 34 : 33);
    }
  }
});

it("finds records by any of their words", () => {
  const those = all(setup, "agent");
  expect(matching(those, "WEB", ({ name }) => name).map(({ record }) => record.agent_id)).toEqual([
    "jonas",
  ]);
  expect(matching(those, " ", ({ name }) => name)).toHaveLength(those.length);
});

it("moves an entry to its neighbour's place", () => {
  expect(moved(["a", "b", "c"], 2, 1)).toEqual(["a", "c", "b"]);
  expect(moved([], 0, 1)).toEqual([]);
});

it("has an address for each section and record", () => {
  const routes: readonly Route[] = [
    { page: "admin", chat: null },
    { page: "admin", chat: "c1" },
    { page: "admin", chat: null, section: "queues" },
    { page: "admin", chat: null, section: "queues", record: "~new" },
    { page: "admin", chat: null, section: "audit", record: "queue:or/ders %" },
  ];
  for (const route of routes) expect(parseRoute(formatRoute(route, 0))).toEqual(route);
  expect(parseRoute("/desk/admin/queues/%zz")).toMatchObject({ record: "%zz" });
});
