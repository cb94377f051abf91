/**
 * What of the page is not as it should be, and where which marked text is shown.
 * Walks frames of the same origin and open shadow roots too.
 */
({ own, canary }) => {
  const faults = new Set();
  const sinks = new Map();
  const LOADING = ["src", "srcset", "data", "action", "formaction", "poster", "background", "ping"];
  const roots = [];
  const gather = (root) => {
    roots.push(root);
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) gather(element.shadowRoot);
      if (element.localName === "iframe" && element.contentDocument) gather(element.contentDocument);
    }
  };
  gather(document);
  const told = (element) => {
    const name = `${element.localName}${element.classList.length ? `.${element.classList[0]}` : ""}`;
    const holder = element.closest("[class]:not(svg)");
    return holder === null || holder === element ? name : `.${holder.classList[0]} ${name}`;
  };
  const hostile = (text) => text.includes("__hit") || text.includes(canary);
  const seen = (text, where) => {
    for (const [, leaf] of text.matchAll(/⟦(\d+)⟧/g)) sinks.set(`${leaf} ${where}`, where);
  };
  const link = (element) => {
    const given = element.getAttribute("href") ?? element.getAttribute("xlink:href");
    if (given === null || given.startsWith("#")) return;
    const url = URL.parse(given, document.baseURI);
    const shown = element.textContent.trim();
    if (url === null) return;
    if (!["http:", "https:", "mailto:", "blob:", "data:"].includes(url.protocol)) {
      faults.add(`a link to ${url.protocol} ${given.slice(0, 80)}`);
    }
    if (url.protocol === "data:" && element.localName === "a") faults.add("a link to data:");
    if (url.username || url.password) faults.add(`a link with a user name: ${given.slice(0, 80)}`);
    const host = /^[a-z][a-z0-9+.-]*:\/\/([^/?#\s\\]*)/i.exec(shown)?.[1]?.toLowerCase();
    const isOwn = url.origin === own && element.target !== "_blank";
    // An address of IPv6 is written in several ways, all of which say the same.
    if (host !== undefined && !host.startsWith("[") && host !== url.host.toLowerCase() && !isOwn) {
      faults.add(`a link that says ${host} and leads to ${url.host}: ${given.slice(0, 60)}`);
    }
    if (element.target === "_blank" && !/noopener/.test(element.rel)) {
      faults.add(`a link that gives its page away: ${given.slice(0, 80)}`);
    }
    const more = [...url.searchParams.keys()].filter((name) => !/^(subject|body)$/.test(name));
    if (url.protocol === "mailto:" && (more.length > 0 || /\s/.test(given))) {
      faults.add(`a letter with more than an address: ${given.slice(0, 80)}`);
    }
  };
  for (const root of roots) {
    for (const element of root.querySelectorAll("*")) {
      // A form may hold a field by the name of any property of its own.
      for (const name of Element.prototype.getAttributeNames.call(element)) {
        const value = Element.prototype.getAttribute.call(element, name);
        if (name.startsWith("on")) faults.add(`${told(element)} has ${name}`);
        if (LOADING.includes(name) && hostile(value)) faults.add(`${told(element)} loads by ${name}`);
        if (name === "style" && /url\(|expression|@import/i.test(value) && hostile(value)) {
          faults.add(`${told(element)} has a hostile style`);
        }
        if (["id", "name"].includes(name) && ["desk", "parlour"].includes(value)) {
          if (root.querySelectorAll(`[${name}="${value}"]`).length > 1) faults.add("clobbered");
        }
        seen(value, `${told(element)}@${name}`);
      }
      const { localName } = element;
      if (["base", "embed", "object", "portal", "frame", "applet"].includes(localName)) {
        faults.add(`there is a ${localName}`);
      }
      if (["script", "style", "link", "meta"].includes(localName) && hostile(element.outerHTML)) {
        faults.add(`a hostile ${localName}`);
      }
      if (["a", "area"].includes(localName)) link(element);
      if (["input", "textarea"].includes(localName)) seen(element.value, `${told(element)}@value`);
      for (const node of element.childNodes) {
        if (node.nodeType === Node.TEXT_NODE) seen(node.data, told(element));
      }
    }
  }
  if (document.baseURI.split("/", 3).join("/") !== own) faults.add(`base is ${document.baseURI}`);
  const paths = window.__paths ?? [];
  return {
    faults: [...faults],
    sinks: [...sinks].map(([key, where]) => `${paths[Number(key.split(" ")[0])]} in ${where}`),
  };
}
