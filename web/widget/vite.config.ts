import { defineConfig, type Plugin } from "vite";

/** Parts that are fetched later carry their styles with them: there is nothing to load beside a module. */
const plainImports: Plugin = {
  name: "plain-imports",
  enforce: "pre",
  resolveId: (id) => (id.endsWith("vite/preload-helper.js") ? "\0plain-imports" : null),
  load: (id) =>
    id === "\0plain-imports" ? "export const __vitePreload = (fetch) => fetch();" : null,
};

/** The automatic runtime would be a second way to make elements, beside Preact's own. */
const plainElements: Plugin = {
  name: "plain-elements",
  enforce: "pre",
  transform: (code, id) =>
    id.endsWith(".tsx") ? `import { createElement, Fragment } from "preact";\n${code}` : null,
};

/**
 * What every visitor needs from the press on the launcher to their first message to an agent. Its
 * views keep their state in classes: hooks weigh 1.1 KB, and are fetched with the parts that use them.
 */
const BASE =
  /node_modules.preact.dist|web.protocol.(?!generated.stream)|shown.links|loader.pages|widget.(main|conversation|widget.css|state.(?!takeaway|seldom\.|stops)[a-z_]+|messages.words|edge.(dress|news|seldom|sharing|shelf|told|visitor)|views.(app|attach|avatar|before|beside|chat|composer|deeds|disc|ending|field|form|hero|icon|icon_button|lazy|place|plates|queue|times|top|transcript|troubles))\b/;

/** What is seldom told and shown: fetched when it is wanted, at the latest after that message. */
const SELDOM = /widget.(messages.seldom|state.(seldom|stops)|views.(bars|failed|remarks))\./;

/** The widget bundle: ES modules with hashes in their names, and the manifest that the loader reads. */
export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  publicDir: false,
  plugins: [plainImports, plainElements],
  oxc: { jsx: { runtime: "classic", pragma: "createElement", pragmaFrag: "Fragment" } },
  build: {
    outDir: "../../src/parlour/web/static/widget",
    emptyOutDir: true,
    target: "es2022",
    manifest: "manifest.json",
    modulePreload: false,
    rolldownOptions: {
      input: { widget: "main.ts", invite: "invite.ts" },
      preserveEntrySignatures: "allow-extension",
      output: {
        entryFileNames: "[name]-[hash].js",
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "[name]-[hash][extname]",
        // What parts share stands in one file: many small ones pack worse.
        codeSplitting: {
          groups: [
            { name: "base", test: BASE },
            { name: "drawings", test: /widget.views.drawings/ },
            { name: "seldom", test: SELDOM },
          ],
        },
      },
    },
  },
});
