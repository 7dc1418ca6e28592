// A mail account comes and goes through the page.
import { expect, type Page } from "@playwright/test";
import { composer, noMail, onServer, row, say, test } from "./mail-host.ts";
import { letter } from "./mail-letters.ts";

test.skip(noMail !== undefined, noMail ?? "");
// A record of every step would take longer than the steps.
test.use({ trace: "off" });
// A few seconds each where nothing else runs.
test.describe.configure({ timeout: 180_000 });
test.use({ startPage: "home" });

async function begin(page: Page, url: string, caFile: string, password: string): Promise<void> {
  await page.goto(url);
  await page.getByRole("button", { name: say("welcome.add") }).click();
  await page.getByRole("button", { name: say("add.advanced") }).click();
  await page.getByLabel(say("add.caFile")).fill(caFile);
  await page.getByLabel(say("add.address")).fill("alice@example.test");
  await page.getByLabel(say("addMail.name")).fill("Alice");
  await page.getByLabel(say("add.password"), { exact: true }).fill(password);
}

const toMail = (page: Page) =>
  page
    .getByRole("navigation")
    .getByRole("button", { name: say("mail.title") })
    .click();
const connect = (page: Page) => page.getByRole("button", { name: say("add.connect"), exact: true }).click();

test("by its address alone: what the domain publishes is shown before the password goes there; a wrong one is said", async ({
  page,
  host,
  boxes: { servers },
  alice,
}) => {
  await alice.deliver("INBOX", [{ source: letter({ subject: "Welcome", text: "Here it is" }) }]);
  await begin(page, host.url, servers.caFile, "wrong");
  const found = page.getByRole("region", { name: say("addMail.servers") });
  await expect(found).toContainText("localhost");
  await expect(found).toContainText(say("addMail.source.srv"));
  await connect(page);
  await expect(page.getByRole("alert")).toContainText(/mot de passe/i);
  await page.getByLabel(say("add.password"), { exact: true }).fill(servers.users.alice);
  await connect(page);
  await page.getByRole("button", { name: say("add.openMail") }).click();
  await expect(row(page, "Welcome")).toBeVisible();
});

test("by hand, and away again: what waits is offered first, and nothing stays", async ({
  page,
  host,
  call,
  boxes: { servers },
  alice,
  way,
}) => {
  await alice.deliver("INBOX", [{ source: letter({ subject: "Welcome", text: "Here it is" }) }]);
  await begin(page, host.url, servers.caFile, servers.users.alice);
  await page.getByRole("button", { name: say("addMail.byHand") }).click();
  for (const [kind, port] of [
    ["imap", way.imap.port],
    ["smtp", way.smtp.port],
  ] as const) {
    const fields = page.getByRole("group", { name: say(`addMail.${kind}`) });
    await fields.getByLabel(say(`addMail.${kind}`)).fill("localhost");
    await fields.getByLabel(say("addMail.port")).fill(String(port));
  }
  await connect(page);
  await page.getByRole("button", { name: say("add.openMail") }).click();
  await expect(row(page, "Welcome")).toBeVisible();

  way.smtp.set({ refuse: true });
  await page.keyboard.press("c");
  await composer(page).getByLabel(say("compose.to"), { exact: true }).fill("bob@example.test");
  await composer(page).getByLabel(say("compose.subject")).fill("Unsent");
  await composer(page)
    .getByRole("textbox", { name: say("compose.text") })
    .fill("Later");
  await composer(page)
    .getByRole("button", { name: say("compose.send"), exact: true })
    .click();
  await expect.poll(async () => (await call("mail.outbox", {})).outgoing.length).toBe(1);

  await page.keyboard.press("Control+,");
  await page
    .getByRole("dialog")
    .getByRole("tab", { name: say("settings.section.accounts"), exact: true })
    .click();
  await page
    .getByRole("button", { name: say("accounts.menu", { name: "alice@example.test" }) })
    .last()
    .click();
  await page.getByRole("menuitem", { name: say("accounts.remove") }).click();
  await page.getByRole("button", { name: say("accounts.removeAction"), exact: true }).click();
  await expect(page.getByText(/^1 modification n’a pas encore atteint/)).toBeVisible();
  await expect(page.getByRole("button", { name: say("accounts.unsyncedSave") })).toHaveCount(0);
  await page.getByRole("button", { name: say("accounts.unsyncedRemove") }).click();
  await expect.poll(async () => (await call("accounts.list", {})).accounts).toEqual([]);
  expect((await call("mail.folders", {})).folders).toEqual([]);
  expect((await call("mail.outbox", {})).outgoing).toEqual([]);
  expect((await call("mail.search", { query: "Welcome" })).messages).toEqual([]);
  expect(await onServer(alice, "INBOX")).toHaveLength(1);
});

test("the demo shows mail at its first start", async ({ page, host }) => {
  await page.goto(host.url);
  await page.getByRole("button", { name: say("welcome.demo") }).click();
  await toMail(page);
  await expect(page.locator(".mail-list").getByRole("row").nth(5)).toBeVisible();
  await page.locator(".mail-list .ml-row").first().click();
  await expect(page.getByRole("article").last()).toBeVisible();
});
