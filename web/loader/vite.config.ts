import { readFileSync } from "node:fs";
import { defineConfig } from "vite";

const STATIC = `${import.meta.dirname}/../../src/parlour/web/static`;

/** Where the widget's build, which comes first, has put a part. */
function builtFile(source: string): string {
  const manifest = JSON.parse(readFileSync(`${STATIC}/widget/manifest.json`, "utf8"));
  return `widget/${manifest[source].file}`;
}

/** The loader: one classic script of a fixed name. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  define: {
    WIDGET_FILE: JSON.stringify(builtFile("main.ts")),
    INVITE_FILE: JSON.stringify(builtFile("invite.ts")),
  },
  build: {
    outDir: STATIC,
    emptyOutDir: false,
    target: "es2022",
    rolldownOptions: {
      input: "main.ts",
      output: { format: "iife", entryFileNames: "parlour.js" },
    },
  },
});
