// What the flows share: a real Radicale with one calendar, another client on it, and an engine signed in to it.
import { onTestFinished } from "vitest";
import { systemClock } from "../../src-main/engine/clock.ts";
import type { CalendarProvider } from "../../src-main/providers/provider.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import { type RawClient, rawClient } from "../servers/dav.ts";
import { FaultProxy } from "../servers/fault-proxy.ts";
import { type DavServer, startRadicale } from "../servers/radicale.ts";
import { testFolder } from "../support/folder.ts";
import { type TestEngine, testEngine } from "../support/test-engine.ts";

export const NOVEMBER = { fromMs: Date.parse("2026-11-01T00:00:00Z"), toMs: Date.parse("2026-12-01T00:00:00Z") };

export interface Story {
  readonly server: DavServer;
  /** Stands between the engine and the server. */
  readonly proxy: FaultProxy;
  readonly other: RawClient;
  /** URL of the calendar, for the other client. */
  readonly calendarUrl: string;
  readonly engine: TestEngine;
  readonly calendarId: CalendarId;
  /** Titles in November, in order of time. */
  titles(): Promise<string[]>;
  /** Names of the objects on the server. */
  onServer(): Promise<string[]>;
}

/** @param events text by object name, on the server before the account is added */
export async function tellStory(
  events: Record<string, string> = {},
  world: { caldav?: CalendarProvider } = {},
): Promise<Story> {
  const server = await startRadicale();
  onTestFinished(() => server.stop());
  const proxy = await FaultProxy.start(server.port);
  onTestFinished(() => proxy.close());
  const other = rawClient("alice", "alice-pw");
  const calendarUrl = `${server.url}alice/work/`;
  await other.makeCalendar(calendarUrl, "Work");
  for (const [name, text] of Object.entries(events)) await other.put(calendarUrl + name, text);
  const engine = testEngine({ folder: testFolder(), clock: systemClock, ...world });
  onTestFinished(() => engine.close());
  const url = `http://127.0.0.1:${proxy.port}/`;
  const added = await engine.call("accounts.add", { kind: "caldav", url, username: "alice", password: "alice-pw" });
  const calendarId = added.calendars[0]?.id as CalendarId;
  await engine.call("sync.run", {});
  return {
    server,
    proxy,
    other,
    calendarUrl,
    engine,
    calendarId,
    titles: async () => (await engine.call("agenda.range", NOVEMBER)).occurrences.map((o) => o.title),
    onServer: () => objectNames(other, calendarUrl),
  };
}

export async function objectNames(client: RawClient, url: string): Promise<string[]> {
  const body = '<D:propfind xmlns:D="DAV:"><D:prop><D:getetag/></D:prop></D:propfind>';
  const headers = { depth: "1", "content-type": "application/xml" };
  const answer = await client.request("PROPFIND", url, body, headers);
  const hrefs = [...answer.body.matchAll(/<(?:\w+:)?href>([^<]+)</g)].map((match) => match[1] ?? "");
  return hrefs.map((href) => decodeURIComponent(href.split("/").at(-1) ?? "")).filter(Boolean);
}
