import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";

const at = (path: string) => resolve(import.meta.dirname, path);

export default defineConfig({
  main: {
    build: {
      outDir: at("out/main"),
      rolldownOptions: {
        input: {
          main: at("src-main/main.ts"),
          process: at("src-main/engine/process.ts"),
          "backup-worker": at("src-main/engine/backup-worker.ts"),
          "mail-read-worker": at("src-main/engine/mail-read-worker.ts"),
        },
      },
      sourcemap: true,
    },
  },
  preload: {
    build: {
      outDir: at("out/preload"),
      // A sandboxed preload can require() nothing but electron: one CommonJS file with everything in it.
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: at("src-preload/preload.ts") },
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
  renderer: {
    root: at("src-renderer"),
    base: "./",
    build: {
      outDir: at("out/renderer"),
      emptyOutDir: true,
      minify: true,
      rolldownOptions: { input: { index: at("src-renderer/index.html") } },
      chunkSizeWarningLimit: 2500,
    },
    plugins: [react()],
  },
});
