import { describe, expect, it } from "vitest";
import { withoutLoads } from "./css.ts";

const AWAY = "https://evil.example/x";
const LOADS = [
  `a{background:url(${AWAY})}`,
  `a{background:url( "${AWAY}" )}`,
  `a{background:URL('${AWAY}')}`,
  `a{background:u\\72l(${AWAY})}`,
  `a{background:\\75\\72\\6c(${AWAY})}`,
  `a{background:u\\000072 l(${AWAY})}`,
  `a{background:ur\\l(${AWAY})}`,
  `a{background:url/**/(${AWAY})}`,
  `a{background:src("${AWAY}")}`,
  `a{background:url(//evil.example/x)}`,
  `a{background:url(data:text/html,evil.example)}`,
  `a{background-image:image-set("${AWAY}" 1x)}`,
  `a{background-image:-webkit-image-set(url(${AWAY}) 1x)}`,
  `@import "${AWAY}";`,
  `@import url(${AWAY}) screen;`,
  `@\\69mport '${AWAY}';`,
  `@im/**/port '${AWAY}'; @import '${AWAY}'`,
  `@font-face{font-family:q;src:url(${AWAY})}`,
];

describe("style sheets", () => {
  it.each(LOADS)("%s loads nothing", (css) => {
    expect(withoutLoads(css)).not.toMatch(/evil/);
  });

  it("keep small drawings, parts of the page and everything else", () => {
    for (const css of [
      "a{color:red}",
      `a{background:url("data:image/png;base64,iVBORw0KGgo=")}`,
      "path{clip-path:url(#a)}",
      `.icon::before{content:"\\f101"}`,
      "a{}/* rr_split */b{}",
      ".md\\:w-1\\/2{width:50%}",
      ".\\31 0{width:10px}",
    ]) {
      expect(withoutLoads(css)).toBe(css);
    }
  });

  it("lose drawings that weigh more than they show", () => {
    expect(withoutLoads(`a{background:url(data:image/png;base64,${"A".repeat(5_000)})}`)).toBe(
      "a{background:none}",
    );
  });

  it("quote no card numbers", () => {
    expect(withoutLoads(`a::after{content:"4111 1111 1111 1111"}`)).not.toContain("1111");
  });
});
