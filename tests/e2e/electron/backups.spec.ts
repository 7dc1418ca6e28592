// The built worker that copies the data file, started from the engine's own process; and the engine that ends by itself for a
// restore, which the host starts again.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { call, enginePid, test } from "./cadran.ts";
import { addCalendar } from "./desktop.ts";

test("a backup is made by the built worker, and the app goes back to it by itself", async ({ cadran, folders }) => {
  test.setTimeout(120_000);
  const { app, page } = cadran;
  await addCalendar(page);
  const made = await call(page, "backups.make");
  expect(made).toMatchObject({ ok: { backup: { kind: "hand" } } });
  const [name = ""] = readdirSync(join(folders.data, "backups"));
  await call(page, "calendars.create", { name: "Later", color: "#336699" });
  const before = await enginePid(app);
  expect(await call(page, "backups.restore", { name })).toEqual({ ok: {} });
  const restored = async () => (await call(page, "backups.list")) as { ok?: { restored?: unknown } };
  await expect.poll(async () => (await restored()).ok?.restored, { timeout: 60_000 }).toMatchObject({ cause: "hand" });
  expect(await enginePid(app)).not.toBe(before);
  const { ok } = (await call(page, "calendars.list")) as { ok: { calendars: readonly { name: string }[] } };
  expect(ok.calendars.map((one) => one.name)).not.toContain("Later");
});
