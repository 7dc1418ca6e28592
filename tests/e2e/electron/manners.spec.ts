// How Cadran behaves towards the person's files, links and data: opens messages, takes links only when told, erases everything.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import type { LinkKinds } from "../../../src-preload/contract/bridge.ts";
import { call, launch, test } from "./cadran.ts";
import { addCalendar, addDemo, hearAsks } from "./desktop.ts";

const LETTER = [
  "From: Bob <bob@example.test>",
  "To: Alice <alice@example.test>",
  "Subject: The plan",
  "Date: Wed, 18 Nov 2026 08:00:00 +0000",
  "",
  "See you on Thursday.",
  "",
].join("\r\n");

test("a message file that starts the app is shown, also before there is any account, and kept nowhere", async ({
  folders,
}) => {
  const file = join(folders.data, "..", "plan.eml");
  writeFileSync(file, LETTER);
  const app = await launch(folders, {}, [file]);
  try {
    const page = await app.firstWindow();
    const dialog = page.getByRole("dialog", { name: "The plan" });
    await expect(dialog.getByText("See you on Thursday.")).toBeVisible();
    await expect(dialog.getByText("bob@example.test")).toBeVisible();
    await expect(dialog.getByText("comes from a file")).toBeVisible();
    expect(await call(page, "mail.folders")).toEqual({ ok: { folders: [] } });
  } finally {
    await app.close();
  }
});

test("a message file is read by main with its size held, and the page is given its bytes alone", async ({
  cadran: { app, page },
  folders,
}) => {
  const asked = await hearAsks(page);
  const open = async (name: string, bytes: Buffer) => {
    const path = join(folders.userData, name);
    writeFileSync(path, bytes);
    await app.evaluate(({ app: it }, file) => it.emit("open-file", { preventDefault: () => {} }, file), path);
  };
  await open("large.eml", Buffer.alloc(33 * 1024 * 1024, "a"));
  await expect.poll(() => readFileSync(join(folders.userData, "logs", "host.log"), "utf8")).toContain("open.failed");
  await open("small.EML", Buffer.from(LETTER));
  await expect
    .poll(asked)
    .toEqual([{ ask: "openMail", name: "small.EML", base64: Buffer.from(LETTER).toString("base64") }]);
});

test("links are taken only when the person says so, and what is answered is how the system has it", async ({
  cadran: { page },
}) => {
  const links = (wish?: unknown) =>
    page.evaluate((given) => window.cadran.desktop.links(given as never), wish) as Promise<LinkKinds>;
  expect(await links()).toEqual({ mailto: false, webcal: false });
  expect(await links({ kind: "https", opens: true })).toEqual({ mailto: false, webcal: false });
  await addDemo(page);
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("tab", { name: "Desktop" }).click();
  await page.getByRole("switch", { name: "Open mail addresses with Cadran" }).click({ force: true });
  await expect.poll(() => links()).toEqual({ mailto: true, webcal: false });
});

test("erasing everything takes data, window memory and log, quits, and the next start begins anew", async ({
  start,
  folders,
}) => {
  // Start at login goes as well: never that of whoever runs this.
  const env = { XDG_CONFIG_HOME: join(folders.data, "..", "config") };
  const { app, page } = await start({ env });
  await addCalendar(page);
  expect(existsSync(join(folders.userData, "logs", "host.log"))).toBe(true);
  const gone = app.waitForEvent("close");
  await call(page, "data.erase", { confirm: "erase" }).catch(() => undefined);
  await gone;
  expect(readdirSync(folders.data)).toEqual([]);
  expect(["window.json", "logs"].filter((name) => existsSync(join(folders.userData, name)))).toEqual([]);
  const again = await start({ env });
  expect(await call(again.page, "calendars.list")).toMatchObject({ ok: { calendars: [] } });
});

test("an erase that was cut off is finished before anything is opened", async ({ start, folders }) => {
  const first = await start();
  await addCalendar(first.page);
  await first.app.close();
  writeFileSync(join(folders.data, "erase.pending"), JSON.stringify({ secrets: [], files: true }));
  const env = { XDG_CONFIG_HOME: join(folders.data, "..", "config") };
  const log = () => readFileSync(join(folders.userData, "logs", "host.log"), "utf8");
  const before = log();
  const again = await start({ env });
  expect(await call(again.page, "calendars.list")).toMatchObject({ ok: { calendars: [] } });
  expect(log()).not.toContain(before.split("\n")[0]);
  expect(existsSync(join(folders.data, "erase.pending"))).toBe(false);
});
