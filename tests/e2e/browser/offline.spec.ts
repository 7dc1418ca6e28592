// Without a server and without an engine: what is kept is shown, said to be kept, and goes on by itself or when asked.
import { expect, type Page } from "@playwright/test";
import { missingServer } from "../../servers/child.ts";
import { FaultProxy } from "../../servers/fault-proxy.ts";
import { eventFile, inParis, other, test, weekday } from "./host.ts";

const missing = missingServer("radicale");
test.skip(missing !== undefined, missing ?? "");

const block = (page: Page) => page.getByRole("button", { name: /^Revue/ });

test("with the server away everything is shown and editable; what waits is counted, and a retry sends it", async ({
  host,
  page,
  call,
  radicale,
}) => {
  const proxy = await FaultProxy.start(radicale.port);
  const href = `${radicale.url}alice/team/a.ics`;
  await other.makeCalendar(`${radicale.url}alice/team/`, "Équipe");
  await other.put(href, eventFile("a", "Revue", ...inParis(weekday(2), "100000", "110000")));
  const login = { username: "alice", password: "alice-pw" };
  await call("accounts.add", { kind: "caldav", url: `http://127.0.0.1:${proxy.port}/`, ...login });
  await call("sync.run", {});
  await page.goto(host.url);
  await expect(block(page)).toBeVisible();

  proxy.set({ refuse: true });
  await page.getByRole("button", { name: "Synchroniser maintenant" }).first().click();
  const banner = page.getByText("Hors connexion. Tout reste modifiable.");
  await expect(banner).toBeVisible();
  await page.reload();
  await expect(block(page)).toBeVisible();
  await block(page).focus();
  await page.keyboard.press("e");
  await page.getByRole("textbox", { name: "Titre" }).fill("Revue du jeudi");
  await page.keyboard.press("Control+Enter");
  await expect(block(page)).toHaveAccessibleName(/^Revue du jeudi.*en attente d’envoi/);
  await expect(banner.locator("..")).toContainText("1 en attente");
  expect((await other.get(href)).body).not.toContain("jeudi");

  proxy.set({});
  await page.getByRole("button", { name: "Synchroniser maintenant" }).first().click();
  await expect(banner).toBeHidden();
  await expect.poll(async () => (await other.get(href)).body).toContain("SUMMARY:Revue du jeudi");
  await expect(block(page)).not.toHaveAccessibleName(/en attente d’envoi/);
  await proxy.close();
});

test("with the engine out of reach the page says so and keeps what it shows; it finds it again by itself", async ({
  host,
  page,
  call,
}) => {
  const { calendar } = await call("calendars.create", { name: "Maison" });
  const day = weekday(2).replace(/(....)(..)(..)/, "$1-$2-$3");
  await call("events.create", { calendarId: calendar.id, title: "Revue", start: `${day}T10:00`, end: `${day}T11:00` });
  let cut = () => {};
  let isCut = false;
  await page.routeWebSocket(/.*/, (socket) => {
    if (isCut) void socket.close();
    else {
      socket.connectToServer();
      cut = () => void socket.close();
    }
  });
  await page.goto(host.url);
  await expect(block(page)).toBeVisible();
  isCut = true;
  cut();
  const banner = page.getByText(/^Le moteur de Cadran ne répond pas\. Rien d’enregistré n’est perdu/);
  await expect(banner).toBeVisible();
  await expect(block(page)).toBeVisible();
  isCut = false;
  await expect(banner).toBeHidden();
  await block(page).focus();
  await page.keyboard.press("Delete");
  await expect(block(page)).toBeHidden();
});
