// What people do between a request and its answer, and after an answer that never came (design §6.4, §6.6).
import { describe, expect, it } from "vitest";
import { Failure } from "../../src-preload/contract/failure.ts";
import { eventText } from "../servers/dav.ts";
import { scriptedStory } from "./scripted-story.ts";

async function told(canMove = true) {
  const story = await scriptedStory({ "a.ics": eventText("a", "Review"), "b.ics": eventText("b", "Other") });
  if (canMove) story.server.allowMove();
  const { call, server, clock } = story;
  const move = async () => call("events.move", { id: await story.idOf("Review"), calendarId: story.secondId });
  /** Once, while the first such request is on its way. */
  const during = (method: string, work: () => unknown) =>
    server.meanwhile((done) => {
      if (done !== method) return undefined;
      server.meanwhile(undefined);
      return work();
    });
  const lose = (method: string) =>
    during(method, () => {
      throw new Failure("connection-lost");
    });
  const settle = async () => {
    for (let n = 0; n < 6; n++) {
      clock.advance(3_600_000);
      await call("sync.run", {});
    }
  };
  /** Where the object of that UID is on the server. */
  const places = (uid = "a") => [
    ...[...server.items.values()].filter(({ text }) => text.includes(`UID:${uid}\r\n`)).map(() => "first"),
    ...[...server.second.values()].filter(({ text }) => text.includes(`UID:${uid}\r\n`)).map(() => "second"),
  ];
  const waiting = async () =>
    (await call("sync.status", {})).calendars.reduce((sum, one) => sum + one.pending + one.conflicts, 0);
  return { ...story, move, during, lose, settle, places, waiting };
}

describe("a move that is taken back", () => {
  it("while the server carries it out leaves the event where it was", async () => {
    const { move, during, settle, places, call, titles, waiting } = await told();
    const { undoId = "" } = await move();
    during("move", () => call("events.undo", { undoId }));
    await settle();
    expect([await titles(), places(), await waiting()]).toEqual([["Other", "Review"], ["first"], 0]);
  });

  it("after its answer was lost leaves the event where it was", async () => {
    const { move, lose, settle, places, call, titles, waiting } = await told();
    const { undoId = "" } = await move();
    lose("move");
    await call("sync.run", {});
    await call("events.undo", { undoId });
    await settle();
    expect([await titles(), places(), await waiting()]).toEqual([["Other", "Review"], ["first"], 0]);
  });

  it.each([true, false])("by another move after a try that failed comes to rest (MOVE: %s)", async (canMove) => {
    const { move, settle, places, call, titles, waiting, server, calendarId } = await told(canMove);
    const { event } = await move();
    server.refuse(new Failure("connection-refused"));
    await call("sync.run", {});
    server.refuse(undefined);
    await call("events.move", { id: event.id, calendarId });
    await settle();
    expect([await titles(), places(), await waiting()]).toEqual([["Other", "Review"], ["first"], 0]);
  });

  it("by another move after its answer was lost comes to rest", async () => {
    const { move, lose, settle, places, call, titles, waiting, calendarId } = await told();
    const { event } = await move();
    lose("move");
    await call("sync.run", {});
    await call("events.move", { id: event.id, calendarId });
    await settle();
    expect([await titles(), places(), await waiting()]).toEqual([["Other", "Review"], ["first"], 0]);
  });
});

describe("a deletion that is taken back", () => {
  it.each(["ask", "newest", "server", "mine"] as const)(
    "after its answer was lost brings the event back (policy: %s)",
    async (policy) => {
      const { lose, settle, places, call, titles, idOf, waiting, policy: set } = await told();
      await set(policy);
      const { undoId = "" } = await call("events.remove", { id: await idOf("Review") });
      lose("remove");
      await call("sync.run", {});
      await call("events.undo", { undoId });
      await settle();
      expect([await titles(), places(), await waiting()]).toEqual([["Other", "Review"], ["first"], 0]);
    },
  );

  it("while the server carries it out brings the event back", async () => {
    const { during, settle, places, call, titles, idOf, waiting } = await told();
    const { undoId = "" } = await call("events.remove", { id: await idOf("Review") });
    during("remove", () => call("events.undo", { undoId }));
    await settle();
    expect([await titles(), places(), await waiting()]).toEqual([["Other", "Review"], ["first"], 0]);
  });
});

describe("a copy that meets the same copy made by others", () => {
  const elsewhere = eventText("a", "Review").replace("SUMMARY", "LOCATION:Room 4\r\nSUMMARY");
  const meeting = async (theirs = elsewhere) => {
    const story = await told(false);
    const id = await story.idOf("Review");
    story.server.putSecond("x.ics", theirs);
    await story.sync();
    const { event } = await story.call("events.move", { id, calendarId: story.secondId });
    return { ...story, id: event.id };
  };

  it("keeps what is edited while the server answers", async () => {
    const { id, during, settle, places, call, titles, waiting } = await meeting();
    during("create", () => call("events.update", { id, changes: { title: "Edited" } }));
    await settle();
    expect([await titles(), places(), await waiting()]).toEqual([["Edited", "Other"], ["second"], 0]);
  });

  it("goes when it is deleted while the server answers, and leaves theirs", async () => {
    const { id, during, settle, places, call, titles, get, waiting } = await meeting();
    during("create", () => call("events.remove", { id }));
    await settle();
    expect([await titles(), places(), await waiting()]).toEqual([["Other", "Review"], ["second"], 0]);
    await expect(get(id)).rejects.toMatchObject({ code: "missing" });
  });

  it("becomes one with it when both say the same", async () => {
    const { settle, places, titles, waiting } = await meeting(eventText("a", "Review"));
    await settle();
    expect([await titles(), places(), await waiting()]).toEqual([["Other", "Review"], ["second"], 0]);
  });
});

describe("an edit while the server answers", () => {
  it.each(["create", "update"])("of a %s is sent after it", async (method) => {
    const { during, settle, call, titles, idOf, calendarId, waiting } = await told();
    const times = { start: "2026-11-24T10:00", end: "2026-11-24T11:00", zone: "Europe/Paris" };
    const id =
      method === "create"
        ? (await call("events.create", { calendarId, title: "New", ...times })).event.id
        : await idOf("Review");
    if (method === "update") await call("events.update", { id, changes: { location: "Here" } });
    during(method, () => call("events.update", { id, changes: { title: "Zebra" } }));
    await settle();
    expect((await titles()).at(-1)).toBe("Zebra");
    expect(await waiting()).toBe(0);
  });
});
