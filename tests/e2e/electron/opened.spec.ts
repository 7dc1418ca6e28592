// What the system hands to the app: links and files, at its start, from a second start, and by the events of macOS.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { appFolder, launch, test } from "./cadran.ts";
import { hearAsks } from "./desktop.ts";

const TEXT = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", "END:VCALENDAR", ""].join("\r\n");

test("a second start hands its link and its file to the first, whose page is told of both", async ({
  cadran: { app, page },
  folders,
}) => {
  const asked = await hearAsks(page);
  const file = join(folders.userData, "plan.ics");
  writeFileSync(file, TEXT);
  const executable = await app.evaluate(() => process.execPath);
  const opened = ["mailto:bob@example.com?subject=Hi", file];
  const again = spawnSync(executable, ["--no-sandbox", appFolder, `--user-data-dir=${folders.userData}`, ...opened], {
    timeout: 30_000,
  });
  expect(again.status).toBe(0);
  await expect.poll(asked).toEqual([
    { ask: "compose", mailto: "mailto:bob@example.com?subject=Hi" },
    { ask: "import", name: "plan.ics", text: TEXT },
  ]);
});

test("a link that starts the app waits until its page listens", async ({ folders }) => {
  const app = await launch(folders, {}, ["webcal://calendar.example/holidays.ics"]);
  try {
    const page = await app.firstWindow();
    await expect(page.getByRole("textbox").and(page.locator("[value*='calendar.example']")).first()).toBeVisible();
  } finally {
    await app.close();
  }
});

test("a link of which macOS tells before the app is ready is not lost", async ({ start }) => {
  const { page } = await start({ env: { CADRAN_EARLY_LINK: "webcal://calendar.example/early.ics" } });
  await expect(page.getByRole("textbox").and(page.locator("[value*='early.ics']")).first()).toBeVisible();
});

test("macOS tells by events; what is neither ours nor readable brings the window forward at most", async ({
  cadran: { app, page },
  folders,
}) => {
  const asked = await hearAsks(page);
  const file = join(folders.userData, "holidays.ics");
  writeFileSync(file, TEXT);
  await app.evaluate(({ app: it }, path) => {
    const event = { preventDefault: () => {} };
    it.emit("open-url", event, "https://elsewhere.example/");
    it.emit("open-url", event, "webcal://calendar.example/a.ics");
    it.emit("open-file", event, `${path}.gone.ics`);
    it.emit("open-file", event, path);
  }, file);
  await expect.poll(asked).toEqual([
    { ask: "subscribe", url: "webcal://calendar.example/a.ics" },
    { ask: "import", name: "holidays.ics", text: TEXT },
  ]);
});
