import { defineConfig } from "vite";

/** The widget bundle: ES modules with hashes in their names, and the manifest that the loader reads. */
export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  publicDir: false,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../../src/parlour/web/static/widget",
    emptyOutDir: true,
    target: "es2022",
    manifest: "manifest.json",
    modulePreload: false,
    rolldownOptions: {
      input: "main.ts",
      preserveEntrySignatures: "exports-only",
      output: {
        entryFileNames: "widget-[hash].js",
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "[name]-[hash][extname]",
      },
    },
  },
});
