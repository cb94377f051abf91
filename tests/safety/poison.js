/**
 * Put into a page before its own scripts: every text that comes from the server is replaced by
 * hostile ones, each leaf with its own mark ⟦7⟧. What tells kinds and ids apart stays.
 * `leading`: texts that stand first; `packs`: what follows, for each leaf another.
 */
(({ leading, packs, names }) => {
  const LEAD_STEP = 29;
  const kept = new Set(names);
  const pack = Number(new URLSearchParams(location.search).get("pack") ?? 0);
  const paths = [];
  const times = new Map();
  const hostile = (path) => {
    const leaf = paths.push(path) - 1;
    const time = times.get(path) ?? 0;
    times.set(path, time + 1);
    const lead = leading[(pack * LEAD_STEP + time) % leading.length];
    return `${lead} ⟦${leaf}⟧ ${packs[(pack + leaf) % packs.length]}`;
  };
  const poisoned = (value, path, key) => {
    if (typeof value === "string") {
      return value === "" || kept.has(key) || key.endsWith("_id") ? value : hostile(path);
    }
    if (Array.isArray(value)) return value.map((each) => poisoned(each, `${path}[]`, key));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => {
        const isId = /^(.*\/)?[a-z]{1,3}\d+$/.test(name);
        return [name, poisoned(each, `${path}.${isId ? "*" : name}`, name)];
      }),
    );
  };
  const parse = JSON.parse;
  JSON.parse = (text, ...more) => {
    const value = parse(text, ...more);
    return typeof value?.type === "string" ? poisoned(value, value.type, "type") : value;
  };
  const json = Response.prototype.json;
  Response.prototype.json = async function () {
    return poisoned(await json.call(this), "http", "");
  };
  window.__paths = paths;
})
