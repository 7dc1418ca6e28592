import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import react from "@vitejs/plugin-react";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { CHROMIUM_ARGS, chromiumPath } from "./tests/support/chromium.ts";

const executablePath = chromiumPath();

const BROWSER_DEPENDENCIES = [
  "react",
  "react-dom/client",
  "@mantine/core",
  "@mantine/dates",
  "@mantine/hooks",
  "@mantine/modals",
  "@mantine/notifications",
  "@fullcalendar/react",
  "@fullcalendar/react/daygrid",
  "@fullcalendar/react/interaction",
  "@fullcalendar/react/list",
  "@fullcalendar/react/locales/fr",
  "@fullcalendar/react/themes/forma",
  "@fullcalendar/react/timegrid",
  "@tabler/icons-react",
  "@tanstack/react-query",
  "@tanstack/react-virtual",
  "@tiptap/extension-image",
  "@tiptap/extensions",
  "@tiptap/react",
  "@tiptap/starter-kit",
  "axe-core",
  "dayjs",
  "dayjs/locale/en-gb",
  "dayjs/locale/fr",
  "dompurify",
  "i18next",
  "react-i18next",
  "temporal-polyfill",
  "vitest-browser-react",
];

/** Runs at the same time (scripts/test.mjs) each prepare the dependencies in a folder of their own. */
const shard = process.argv.find((arg) => arg.startsWith("--shard="))?.replaceAll(/\W+/g, "-") ?? "";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["tests/**/*.test.ts"],
          environment: "node",
          pool: "forks",
          // Many tests wait for a server of their own: a core left for the runner would stand idle.
          maxWorkers: Math.max(2, availableParallelism() - 1),
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        cacheDir: `node_modules/.vite${shard}`,
        plugins: [react()],
        // Named up front: a dependency found in the middle of a run makes the browser reload and lose it.
        optimizeDeps: { include: BROWSER_DEPENDENCIES },
        test: {
          name: "browser",
          include: existsSync(executablePath) ? ["tests/src-renderer/**/*.browser.test.tsx"] : [],
          setupFiles: ["tests/src-renderer/setup-browser.ts"],
          // Typing into a whole page is slow where two cores share it with a browser.
          testTimeout: 60_000,
          expect: { poll: { timeout: 10_000 } },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            // The first run prepares the dependencies before the page can load.
            connectTimeout: 300_000,
            provider: playwright({ launchOptions: { executablePath, args: [...CHROMIUM_ARGS] } }),
            instances: [{ browser: "chromium", viewport: { width: 1280, height: 800 } }],
          },
        },
      },
    ],
  },
});
