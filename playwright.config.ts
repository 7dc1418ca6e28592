import { defineConfig } from "@playwright/test";
import { CHROMIUM_ARGS, chromiumPath } from "./tests/support/chromium.ts";

export default defineConfig({
  testDir: "tests/e2e",
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  outputDir: "test-results",
  // tests/e2e/browser/pictures.spec.ts says how to renew them.
  snapshotPathTemplate: "{testDir}/__screens__/{arg}{ext}",
  use: {
    viewport: { width: 1440, height: 900 },
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    trace: "retain-on-failure",
    launchOptions: { executablePath: chromiumPath(), args: [...CHROMIUM_ARGS] },
  },
  projects: [
    { name: "browser-host", testDir: "tests/e2e/browser" },
    { name: "electron", testDir: "tests/e2e/electron" },
    // Only with CADRAN_PACKAGED, which scripts/pack-check.mjs sets.
    { name: "packaged", testDir: "tests/e2e/packaged" },
  ],
});
