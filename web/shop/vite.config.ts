import { defineConfig, type Plugin } from "vite";
import { pages } from "./pages.ts";

/** Writes the pages out as plain files. */
function shopPages(): Plugin {
  return {
    name: "shop-pages",
    generateBundle() {
      for (const { file, html } of pages()) {
        this.emitFile({ type: "asset", fileName: file, source: html });
      }
    },
  };
}

/** The demo shop: static pages that embed the widget as any customer would. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  plugins: [shopPages()],
  build: {
    outDir: "../../src/parlour/web/static/shop",
    emptyOutDir: true,
    rolldownOptions: {
      input: "shop.css",
      output: { assetFileNames: "[name][extname]" },
    },
  },
});
