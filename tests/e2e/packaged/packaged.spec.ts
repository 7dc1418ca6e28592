// The packaged app, as scripts/pack-check.mjs made it: it starts from its archive, with its natives and migrations beside it.
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, expect, type Page, test } from "@playwright/test";
import { call } from "../electron/cadran.ts";

const executablePath = process.env.CADRAN_PACKAGED ?? "";
const { version } = createRequire(import.meta.url)("../../../package.json") as { version: string };

test.skip(executablePath === "", "nothing is packaged: npm run pack:check");

const answer = async <T>(page: Page, name: string, input: unknown = {}) => {
  const reply = await call(page, name, input);
  if ("failure" in reply) throw new Error(`${name}: ${JSON.stringify(reply.failure)}`);
  return reply.ok as T;
};

test("starts from its package, answers, and shows the demonstration's agenda and mail", async () => {
  const folder = mkdtempSync(join(tmpdir(), "cadran-packaged-test-"));
  const data = join(folder, "data");
  const app = await _electron.launch({
    executablePath,
    // Not the checkout: nothing may be found by chance.
    cwd: folder,
    args: [`--user-data-dir=${join(folder, "user")}`, `--data=${data}`],
    env: { ...(process.env as Record<string, string>), LANGUAGE: "en" },
  });
  const page = await app.firstWindow();
  await page.waitForFunction(() => window.cadran !== undefined);
  expect(await app.evaluate(({ app: electronApp }) => electronApp.isPackaged)).toBe(true);
  expect(await answer(page, "app.info")).toMatchObject({ host: "electron", version, dataFolder: data });

  await page.getByRole("button", { name: "Try it with demonstration data" }).click();
  await expect(page.getByRole("button", { name: "Try it with demonstration data" })).toBeHidden();
  const { accounts } = await answer<{ accounts: { kind: string }[] }>(page, "accounts.list");
  expect(accounts.map(({ kind }) => kind)).toContain("demo");

  // A message is read by the mail reader's worker, which is a file of its own in the package.
  const inbox = () => answer<{ threads: { id: string }[] }>(page, "mail.list", { role: "inbox" });
  await expect.poll(async () => (await inbox()).threads.length).toBeGreaterThan(0);
  const thread = (await inbox()).threads[0]?.id;
  const { messages } = await answer<{ messages: { id: string }[] }>(page, "mail.thread", { id: thread });
  expect(await answer(page, "mail.message", { id: messages[0]?.id })).toMatchObject({ id: messages[0]?.id });

  const main = app.process();
  await app.close();
  expect(main.exitCode).toBe(0);
  rmSync(folder, { recursive: true, force: true });
});
