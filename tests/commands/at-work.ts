// An engine whose account lies on the office server, synced once.
import { onTestFinished } from "vitest";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { testFolder } from "../support/folder.ts";
import { testEngine } from "../support/test-engine.ts";
import { type OfficeOptions, office } from "./office.ts";

export const NOVEMBER = { fromMs: Date.parse("2026-11-01T00:00:00Z"), toMs: Date.parse("2026-12-01T00:00:00Z") };

export async function atWork(options: OfficeOptions = {}) {
  const server = office(options);
  const clock = fakeClock();
  const folder = testFolder();
  const engine = testEngine({ folder, caldav: server.provider, clock });
  onTestFinished(() => engine.close());
  const { call } = engine;
  const signIn = async (username: string) => {
    const login = { kind: "caldav", url: "http://office.test/", username, password: "x" } as const;
    const { account, calendars } = await call("accounts.add", login);
    return { accountId: account.id, calendarId: calendars[0]?.id as CalendarId };
  };
  const { accountId, calendarId } = await signIn("ann");
  /** Runs, and answers what the server was asked for beyond looking. */
  const sync = async () => {
    server.asked.length = 0;
    await call("sync.run", {});
    return server.asked.filter((line) => line !== "LIST" && line !== "CHANGES");
  };
  const pending = async () => (await call("sync.status", {})).calendars.reduce((n, c) => n + c.pending, 0);
  const titles = async () => (await call("agenda.range", NOVEMBER)).occurrences.map((o) => o.title);
  await sync();
  return { ...engine, folder, server, clock, accountId, calendarId, signIn, sync, pending, titles };
}
