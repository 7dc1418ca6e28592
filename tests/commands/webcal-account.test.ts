// A published calendar as an account: found, added, tried again and renamed without any password.
import { expect, it, onTestFinished } from "vitest";
import { eventText } from "../servers/dav.ts";
import { startFakeDav } from "../servers/fake-dav.ts";
import { testFolder } from "../support/folder.ts";
import { testEngine } from "../support/test-engine.ts";

async function published() {
  const server = await startFakeDav();
  onTestFinished(() => server.stop());
  const body = eventText("a", "Holiday").replace("VERSION:2.0", "VERSION:2.0\r\nX-WR-CALNAME:School");
  server.answer(() => ({ status: 200, headers: { "content-type": "text/calendar" }, body }));
  const engine = testEngine({ folder: testFolder() });
  onTestFinished(() => engine.close());
  const input = { kind: "webcal", url: `${server.url}school.ics` } as const;
  return { ...engine, server, input };
}

it("is found before it is stored, takes the calendar's name, and is asked hourly", async () => {
  const { call, input } = await published();
  const { calendars } = await call("accounts.discover", input);
  expect(calendars).toMatchObject([{ name: "School", readOnly: true }]);
  expect((await call("accounts.list", {})).accounts).toEqual([]);
  const { account, warning } = await call("accounts.add", input);
  expect(account).toMatchObject({ kind: "webcal", label: "School", addresses: [], state: "ready" });
  expect(warning).toBeUndefined();
  expect((await call("calendars.list", {})).calendars).toMatchObject([{ frequencyMinutes: 60, readOnly: true }]);
  expect((await call("accounts.update", { id: account.id, label: "Kids" })).account.label).toBe("Kids");
});

it("is tried again as it is stored, and says when it is no calendar any more", async () => {
  const { call, input, server } = await published();
  const { account } = await call("accounts.add", input);
  expect(await call("accounts.test", { id: account.id })).toEqual({});
  server.answer(() => ({ status: 200, headers: { "content-type": "text/html" }, body: "<html>Sign in</html>" }));
  await expect(call("accounts.test", { id: account.id })).rejects.toMatchObject({ code: "unsupported" });
  await call("accounts.remove", { id: account.id });
  expect((await call("calendars.list", { includeHidden: true })).calendars).toEqual([]);
});
