// The first steps of somebody new, with what goes wrong in them, on real servers and the local stand-in for Microsoft.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { missingServer } from "../../servers/child.ts";
import { startFakeDav } from "../../servers/fake-dav.ts";
import { FaultProxy } from "../../servers/fault-proxy.ts";
import { startGraph } from "../../servers/graph/index.ts";
import { type LoginServer, startLogin } from "../../servers/login/index.ts";
import { startRadicale } from "../../servers/radicale.ts";
import { eventFile, test as host, other } from "./host.ts";
import { test as mail, noMail, say } from "./mail-host.ts";

const missing = missingServer("radicale");
for (const test of [host, mail]) {
  test.use({ trace: "off", startPage: "home" });
  test.describe.configure({ timeout: 180_000 });
}

const press = (page: Page, word: string) => page.getByRole("button", { name: say(word), exact: true }).click();
const field = (page: Page, word: string) => page.getByLabel(say(word), { exact: true });
const alert = (page: Page) => page.getByRole("alert").first();

async function begin(page: Page, url: string, provider?: string): Promise<void> {
  await page.goto(url);
  await press(page, "welcome.add");
  if (provider) await page.getByRole("radio", { name: say(`add.${provider}`), exact: true }).click();
}

async function fillIn(page: Page, words: Readonly<Record<string, string>>): Promise<void> {
  for (const [word, text] of Object.entries(words)) await field(page, word).fill(text);
}

host.describe("a calendar server", () => {
  host.skip(missing !== undefined, missing ?? "");

  host(
    "out of reach in the middle, then a wrong password: what was typed stays, the cursor is where it has to change",
    async ({ page, host: { url }, radicale }) => {
      await other.makeCalendar(`${radicale.url}alice/team/`, "Équipe");
      const way = await FaultProxy.start(radicale.port);
      await begin(page, url);
      await fillIn(page, {
        "add.address": `http://127.0.0.1:${way.port}/`,
        "add.username": "alice",
        "add.password": "wrong",
      });
      way.set({ refuse: true });
      await press(page, "add.connect");
      await expect(alert(page)).toContainText("127.0.0.1");
      way.set({});
      await press(page, "add.connect");
      await expect(alert(page)).toContainText(/mot de passe/);
      await expect(field(page, "add.password")).toBeFocused();
      await expect(field(page, "add.username")).toHaveValue("alice");
      await page.keyboard.press("Control+a");
      await page.keyboard.type("alice-pw");
      await page.keyboard.press("Enter");
      await press(page, "add.open");
      await expect(page.getByRole("checkbox", { name: /Équipe/ })).toBeChecked();
      await way.close();
    },
  );

  host(
    "with a certificate of its own: said in the person's language, and the way to trust its authority is on screen",
    async ({ page, host: { url }, folder }) => {
      const server = await startRadicale({ tls: "good" });
      await begin(page, url);
      await fillIn(page, { "add.address": server.url, "add.username": "alice", "add.password": "alice-pw" });
      await press(page, "add.connect");
      await expect(alert(page)).toContainText("une autorité inconnue l’a signé");
      await expect(field(page, "add.caFile")).toBeVisible();
      await field(page, "add.caFile").fill(join(folder, "nothing.pem"));
      await press(page, "add.connect");
      await expect(field(page, "add.caFile")).toBeFocused();
      await expect(alert(page)).toContainText("le fichier de l’autorité privée est illisible");
      const good = join(folder, "authority.pem");
      writeFileSync(good, readFileSync(server.caFile ?? "", "utf8"));
      await field(page, "add.caFile").fill(good);
      await press(page, "add.connect");
      // It is reached and signed in to: a new Radicale has no calendar.
      await expect(alert(page)).toContainText("n’a aucun agenda");
      await server.stop();
    },
  );
});

host(
  "a subscription: a page that is no calendar is said, the calendar is followed",
  async ({ page, host: { url } }) => {
    const server = await startFakeDav();
    server.answer(({ path }) => {
      const isCalendar = path === "/club.ics";
      const body = isCalendar ? eventFile("a", "Match", "DTSTART;VALUE=DATE:20261124") : "<!doctype html><html></html>";
      return { status: 200, headers: { "content-type": isCalendar ? "text/calendar" : "text/html" }, body };
    });
    await begin(page, url, "webcal");
    await field(page, "add.link").fill(`${server.url}club`);
    await press(page, "add.connect");
    await expect(alert(page)).toContainText("page web");
    await expect(field(page, "add.link")).toBeFocused();
    await field(page, "add.link").fill(`webcal://127.0.0.1:${server.port}/club.ics`);
    await press(page, "add.connect");
    await press(page, "add.open");
    await expect(page.getByRole("main")).toBeVisible();
    await server.stop();
  },
);

host(
  "the demo is tried and left: nothing of it stays, and the first page is back",
  async ({ page, host: { url }, call }) => {
    await page.goto(url);
    await press(page, "welcome.demo");
    await expect(page.locator(".rail")).toBeVisible();
    await page.keyboard.press("Control+,");
    await page.getByRole("tab", { name: say("settings.section.accounts"), exact: true }).click();
    await page
      .getByRole("button", { name: say("accounts.menu", { name: "Démonstration" }) })
      .last()
      .click();
    await page.getByRole("menuitem", { name: say("accounts.remove") }).click();
    await press(page, "accounts.removeAction");
    await expect(page.getByRole("button", { name: say("welcome.add") })).toBeVisible();
    expect((await call("calendars.list", { includeHidden: true })).calendars).toEqual([]);
    expect((await call("mail.search", { query: "a" })).messages).toEqual([]);
  },
);

const microsoft = host.extend<{ login: LoginServer }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  login: async ({}, use) => {
    const login = await startLogin();
    const graph = await startGraph({ login });
    const env = {
      CADRAN_GRAPH_URL: graph.url,
      CADRAN_LOGIN_URL: login.url,
      CADRAN_BROWSER: "true",
      CADRAN_MICROSOFT_CLIENT_ID: "11111111-1111-1111-1111-111111111111",
    };
    Object.assign(process.env, env);
    await use(login);
    for (const name of Object.keys(env)) delete process.env[name];
    await graph.stop();
    await login.stop();
  },
  folder: async ({ folder, login }, use) => {
    expect(login.url).toBeTruthy();
    await use(folder);
  },
});

/** The code on screen, once there is one that is not `before`. */
async function codeOn(page: Page, before = ""): Promise<string> {
  const code = page.getByRole("group", { name: new RegExp(`^${say("signIn.code")} `) });
  await expect(code).toHaveText(/\S{8}/);
  await expect(code).not.toHaveText(before || "-");
  return (await code.innerText()).replaceAll(/\s/g, "");
}

microsoft(
  "Microsoft: the browser's page given up, a code declined, another one accepted",
  async ({ page, host: { url }, login }) => {
    await page.goto(url);
    await press(page, "welcome.microsoft");
    await field(page, "microsoft.address").fill(login.users[0]?.address ?? "");
    await press(page, "microsoft.signIn");
    await expect(page.getByRole("heading", { name: say("signIn.browserTitle") })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(field(page, "microsoft.address")).toHaveValue(login.users[0]?.address ?? "");
    await press(page, "microsoft.signIn");
    await press(page, "signIn.useCode");
    const declined = await codeOn(page);
    login.declineCode(declined);
    await expect(page.getByRole("heading", { name: say("signIn.trouble.declined") })).toBeFocused();
    await press(page, "signIn.remedy.code");
    login.enterCode(await codeOn(page, declined), login.users[0]?.address);
    await expect(page.getByRole("heading", { name: say("signIn.addedTitle") })).toBeFocused();
    await press(page, "add.open");
    await expect(page.locator(".cal")).toBeVisible();
  },
);

mail.describe("a mailbox without calendars", () => {
  mail.skip(noMail !== undefined, noMail ?? "");

  mail(
    "servers set by hand are what a wrong name is said of; the last button opens the mail",
    async ({ page, host: { url }, boxes: { servers }, way }) => {
      await begin(page, url);
      await fillIn(page, {
        "add.address": "alice@example.test",
        "addMail.name": "Alice",
        "add.password": servers.users.alice,
      });
      await press(page, "addMail.byHand");
      const server = (kind: "imap" | "smtp", word: string) =>
        page.getByRole("group", { name: say(`addMail.${kind}`) }).getByLabel(say(word));
      await server("imap", "addMail.imap").fill("imap.nowhere.test");
      await press(page, "add.connect");
      await expect(alert(page)).toContainText("imap.nowhere.test");
      await expect(field(page, "add.address")).not.toHaveAttribute("aria-invalid", "true");
      for (const [kind, port] of [
        ["imap", way.imap.port],
        ["smtp", way.smtp.port],
      ] as const) {
        await server(kind, `addMail.${kind}`).fill("localhost");
        await server(kind, "addMail.port").fill(String(port));
      }
      await press(page, "add.advanced");
      await field(page, "add.caFile").fill(servers.caFile);
      await press(page, "add.connect");
      await press(page, "add.openMail");
      await expect(page.getByRole("main", { name: say("mail.title") })).toBeVisible();
    },
  );
});
