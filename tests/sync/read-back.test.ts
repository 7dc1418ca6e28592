// What comes back from our own requests: another text than was sent, nothing at all, or half of a first comparison.
import { expect, it, onTestFinished } from "vitest";
import type { CalendarConnection, CalendarProvider } from "../../src-main/providers/provider.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import { eventText } from "../servers/dav.ts";
import { testFolder } from "../support/folder.ts";
import { testEngine } from "../support/test-engine.ts";
import { scripted } from "./scripted-server.ts";
import { NOVEMBER } from "./scripted-story.ts";

type Overrides = (connection: CalendarConnection) => Partial<CalendarConnection>;

async function engineOn(server: ReturnType<typeof scripted>, change: Overrides) {
  const provider: CalendarProvider = {
    connect: async (...args) => {
      const connection = await server.provider.connect(...args);
      return { ...connection, ...change(connection) };
    },
  };
  const engine = testEngine({ folder: testFolder(), demo: provider });
  onTestFinished(() => engine.close());
  await engine.call("accounts.add", { kind: "demo" });
  return engine;
}

it("keeps what was sent in history when the text read back after it is another", async () => {
  const server = scripted();
  server.put("a.ics", eventText("a", "First"));
  const { call } = await engineOn(server, (connection) => ({
    // Between our write and the reading back of it somebody else has written.
    update: async (...args) => {
      await connection.update(...args);
      return { kind: "stored", item: server.put("a.ics", eventText("a", "Theirs")) };
    },
  }));
  await call("sync.run", {});
  const id = (await call("agenda.range", NOVEMBER)).occurrences[0]?.eventId;
  if (!id) throw new Error("no event");
  await call("events.update", { id, changes: { location: "Mine" } });
  await call("sync.run", {});
  expect((await call("events.get", { id })).event).toMatchObject({ title: "Theirs" });
  const { entries } = await call("history.list", { eventId: id });
  const sent = entries.find((entry) => entry.cause === "changed-on-server");
  if (!sent) throw new Error("nothing was kept");
  await call("history.restore", { id: sent.id });
  expect((await call("events.get", { id })).event).toMatchObject({ title: "First", location: "Mine" });
});

it("goes on with a first comparison where it was interrupted (R21)", async () => {
  const server = scripted();
  const cursors: (string | undefined)[] = [];
  let isCut = true;
  const { call } = await engineOn(server, (connection) => ({
    async *changes(url, cursor, ...rest) {
      if (!url.endsWith("/cal/")) {
        yield* connection.changes(url, cursor, ...rest);
        return;
      }
      cursors.push(cursor);
      const page = { items: [], parked: [], removed: [], method: "sync-collection", complete: false } as const;
      yield { ...page, cursor: "half" };
      if (isCut) throw new Failure("connection-lost");
      yield { ...page, cursor: "whole", complete: true };
    },
  }));
  await call("sync.run", {});
  isCut = false;
  await call("sync.run", {});
  await call("sync.run", {});
  expect(cursors).toEqual([undefined, "half", "whole"]);
});

it("deletes nothing unasked of an event whose creation arrived unheard, and which others have changed since", async () => {
  const server = scripted();
  let isLost = true;
  const { call } = await engineOn(server, (connection) => ({
    create: async (...args) => {
      const outcome = await connection.create(...args);
      if (!isLost) return outcome;
      isLost = false;
      throw new Failure("connection-lost");
    },
  }));
  const { calendars } = await call("calendars.list", {});
  const calendarId = calendars.find((calendar) => calendar.name === "Scripted")?.id;
  if (!calendarId) throw new Error("no calendar");
  await call("sync.run", {});
  const times = { start: "2026-11-24T10:00", end: "2026-11-24T11:00", zone: "Europe/Paris" };
  const { event } = await call("events.create", { calendarId, title: "Made", ...times });
  await call("sync.run", {});
  const [name = "", item] = [...server.items][0] ?? [];
  server.put(name, item?.text.replace("SUMMARY:Made", "SUMMARY:Made\r\nLOCATION:Theirs") ?? "");
  await call("events.remove", { id: event.id });
  await call("sync.run", {});
  expect([...server.items.values()].map(({ text }) => /^LOCATION:(.*)\r/m.exec(text)?.[1])).toEqual(["Theirs"]);
  expect((await call("conflicts.list", {})).conflicts).toMatchObject([{ kind: "removed-here" }]);
});
