/**
 * What is measured beside axe: one live region apart from the log, no motion where none is wanted,
 * no page that scrolls sideways. Looks into open shadow roots.
 */
({ reflow }) => {
  const found = [];
  const all = [];
  const gather = (root) => {
    for (const element of root.querySelectorAll("*")) {
      all.push(element);
      if (element.shadowRoot) gather(element.shadowRoot);
    }
  };
  gather(document);
  const told = (element) =>
    `${element.localName}${element.className && typeof element.className === "string" ? `.${element.className.split(" ")[0]}` : ""}`;
  const isLive = (element) => {
    const live = element.getAttribute("aria-live");
    if (live !== null) return live !== "off";
    return ["status", "alert", "log", "timer", "marquee"].includes(element.getAttribute("role"));
  };
  const live = all.filter(isLive);
  if (live.length > 1) found.push(`${live.length} live regions: ${live.map(told).join(", ")}`);
  for (const log of all.filter((element) => element.getAttribute("role") === "log")) {
    if (log.getAttribute("aria-live") !== "off") found.push("a log that is read anew");
  }
  const shadows = all.flatMap(({ shadowRoot }) => shadowRoot ?? []);
  for (const animation of [document, ...shadows].flatMap((root) => root.getAnimations())) {
    const { duration } = animation.effect.getComputedTiming();
    if (animation.playState === "running" && Number(duration) > 10) {
      found.push(`${told(animation.effect.target)} moves: ${animation.animationName ?? "transition"}`);
    }
  }
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) {
    found.push(`the page is ${document.documentElement.scrollWidth} wide, not ${width}`);
  }
  const scrolls = (element) => {
    for (let each = element.parentElement; each !== null; each = each.parentElement) {
      const { overflowX } = getComputedStyle(each);
      if (/auto|scroll/.test(overflowX) && each.scrollWidth > each.clientWidth) return true;
    }
    return false;
  };
  const USED = "a[href], button, input, select, textarea, [tabindex='0'], [role=button], h1, h2";
  for (const element of reflow ? all.filter((each) => each.matches(USED)) : []) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const { left, right, width: wide, height } = element.getBoundingClientRect();
    if (wide <= 1 || height <= 1 || element.matches(".skip, .unseen")) continue;
    if ((right > width + 1 || left < -1) && !scrolls(element)) {
      found.push(`${told(element)} is out of reach: ${Math.round(left)} to ${Math.round(right)}`);
    }
  }
  return [...new Set(found)];
}
