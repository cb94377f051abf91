import { readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";

/** The page is made by the server: its styles are a file beside the script. */
const styles: Plugin = {
  name: "hosted-styles",
  generateBundle() {
    const source = readFileSync(`${import.meta.dirname}/hosted.css`);
    this.emitFile({ type: "asset", fileName: "hosted.css", source });
  },
};

/** The page of a chat that stands alone: a classic script and a style sheet of fixed names. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  plugins: [styles],
  build: {
    outDir: "../../src/parlour/web/static/hosted",
    emptyOutDir: true,
    target: "es2022",
    rolldownOptions: {
      input: "main.ts",
      output: { format: "iife", entryFileNames: "hosted.js" },
    },
  },
});
