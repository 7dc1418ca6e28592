// The machine woke up somewhere else: the engine follows the zone of the system when it is told so.
import { expect, test } from "vitest";
import { localEngine } from "../commands/local.ts";
import { fakeClock } from "../support/fake-clock.ts";

test("after a journey, whole days begin at the midnight of where one is, and the view is told", async () => {
  let zone = "Europe/Paris";
  const { call, calendarId, nextFeed } = await localEngine({ clock: { ...fakeClock(), zone: () => zone } });
  await call("events.create", { calendarId, title: "Home office", start: "2026-11-19", end: "2026-11-20" });
  const startMs = async () => (await call("agenda.upcoming", {})).occurrences[0]?.startMs;
  expect(await startMs()).toBe(Date.parse("2026-11-18T23:00:00Z"));
  zone = "Asia/Tokyo";
  const told = Promise.all([nextFeed("settings"), nextFeed("occurrences")]);
  await call("sync.wake", {});
  await told;
  expect((await call("app.info", {})).zone).toBe("Asia/Tokyo");
  expect(await startMs()).toBe(Date.parse("2026-11-18T15:00:00Z"));
});

test("a zone that was chosen stays", async () => {
  let zone = "Europe/Paris";
  const { call } = await localEngine({ clock: { ...fakeClock(), zone: () => zone } });
  await call("settings.set", { zone: "Europe/Zurich" });
  zone = "Asia/Tokyo";
  await call("sync.wake", {});
  expect((await call("app.info", {})).zone).toBe("Europe/Zurich");
});
