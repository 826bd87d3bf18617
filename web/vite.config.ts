import { defineConfig } from "vite";

// One entry with a fixed name, so that pages need no manifest; what it loads later carries a hash.
export default defineConfig({
  base: "./",
  publicDir: false,
  build: {
    outDir: "../selon/data/web/static/bundle",
    emptyOutDir: true,
    target: "es2022",
    cssTarget: ["chrome123", "firefox120", "safari17.5"], // these know light-dark(); rewritten it loses the page's scheme
    cssCodeSplit: false,
    modulePreload: false,
    sourcemap: false,
    rollupOptions: {
      input: "src/main.ts",
      output: {
        entryFileNames: "workspace.js",
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "workspace[extname]",
      },
    },
  },
});
