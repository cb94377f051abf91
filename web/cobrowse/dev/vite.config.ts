import { defineConfig } from "vite";

/** For tests: `vite build --config cobrowse/dev/vite.config.ts --outDir …`. One script, no name of it. */
export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  publicDir: false,
  logLevel: "warn",
  build: {
    emptyOutDir: true,
    target: "es2022",
    minify: false,
    modulePreload: false,
    rolldownOptions: {
      input: "harness.ts",
      output: { entryFileNames: "harness.js", format: "iife" },
    },
  },
});
