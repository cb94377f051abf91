import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const here = fileURLToPath(new URL(".", import.meta.url));

/** The desk's bundle goes where the server serves it from. */
export default defineConfig({
  root: here,
  base: "/desk/",
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL("../../src/parlour/web/static/desk/", import.meta.url)),
    emptyOutDir: true,
    target: "es2022",
    sourcemap: false,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // Libraries change seldom: browsers keep them over most releases.
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            // Fetched with the first page that an end-user shows.
            { name: "replayer", test: /node_modules[\\/](rrweb|fflate)[\\/]/ },
            { name: "libraries", test: /node_modules/ },
          ],
        },
      },
    },
  },
  server: { host: "127.0.0.1", port: 5301, strictPort: true },
});
