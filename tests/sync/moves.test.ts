// A move between calendars of one account: MOVE where the server can, else made there before removed here (R54).
import { describe, expect, it } from "vitest";
import { Failure } from "../../src-preload/contract/failure.ts";
import { eventText } from "../servers/dav.ts";
import { linesOf, scriptedStory } from "./scripted-story.ts";

async function moving(canMove: boolean) {
  const story = await scriptedStory({ "a.ics": eventText("a", "Review"), "b.ics": eventText("b", "Other") });
  if (canMove) story.server.allowMove();
  const move = () => story.idOf("Review").then((id) => story.call("events.move", { id, calendarId: story.secondId }));
  const settle = async () => {
    for (let n = 0; n < 3; n++) await story.call("sync.run", {});
  };
  const there = () => [...story.server.second.values()].map((item) => item.text);
  const methods = () => story.server.written.map((one) => one.method);
  const pending = async () =>
    (await story.call("sync.status", {})).calendars.reduce((sum, calendar) => sum + calendar.pending, 0);
  return { ...story, move, settle, there, methods, pending };
}

describe("a move between two calendars of an account", () => {
  it("is one MOVE: nothing is made, nothing deleted, the UID stays", async () => {
    const { move, settle, there, methods, titles, pending, server } = await moving(true);
    await move();
    await settle();
    expect(methods()).toEqual(["move"]);
    expect(there().join()).toContain("UID:a\r\n");
    expect([...server.items.keys()]).toEqual(["b.ics"]);
    expect([await titles(), await pending()]).toEqual([["Other", "Review"], 0]);
  });

  it("brings an edit made since along", async () => {
    const { move, settle, there, call, methods, pending } = await moving(true);
    const { event } = await move();
    await call("events.update", { id: event.id, changes: { title: "Moved" } });
    await settle();
    expect(methods()).toEqual(["move", "update"]);
    expect(linesOf(there()[0])).toContain("SUMMARY:Moved");
    expect(await pending()).toBe(0);
  });

  it("is made there and then removed here where the server has no MOVE", async () => {
    const { move, settle, there, methods, titles, pending } = await moving(false);
    await move();
    await settle();
    expect(methods()).toEqual(["move", "create", "remove"]);
    expect(there()).toHaveLength(1);
    expect([await titles(), await pending()]).toEqual([["Other", "Review"], 0]);
  });

  it("takes along what others changed in the meantime", async () => {
    const { move, settle, there, server, pending } = await moving(true);
    await move();
    server.put("a.ics", eventText("a", "Review").replace("SUMMARY", "LOCATION:Room 4\r\nSUMMARY"));
    await settle();
    expect(linesOf(there()[0])).toContain("LOCATION:Room 4");
    expect(server.items.has("a.ics")).toBe(false);
    expect(await pending()).toBe(0);
  });

  it("waits with both versions when others changed the very field", async () => {
    const { move, settle, call, there, server, conflicts, titles } = await moving(true);
    const { event } = await move();
    await call("events.update", { id: event.id, changes: { title: "Mine" } });
    server.put("a.ics", eventText("a", "Theirs"));
    await settle();
    expect(await conflicts()).toMatchObject([{ eventId: event.id, kind: "edited-both" }]);
    expect([there(), server.items.has("a.ics")]).toEqual([[], true]);
    expect(await titles()).toEqual(["Mine", "Other"]);
    await call("conflicts.resolve", { id: (await conflicts())[0]?.id ?? "", choice: "theirs" });
    await settle();
    expect(linesOf(there()[0])).toContain("SUMMARY:Theirs");
    expect(server.items.has("a.ics")).toBe(false);
  });

  it("makes it there all the same when it was deleted here by others", async () => {
    const { move, settle, there, server, pending, titles } = await moving(true);
    await move();
    server.drop("a.ics");
    await settle();
    expect(there()).toHaveLength(1);
    expect([await titles(), await pending()]).toEqual([["Other", "Review"], 0]);
  });

  it("loses nothing while the server refuses", async () => {
    const { move, settle, server, titles, there } = await moving(true);
    await move();
    server.refuse(new Failure("forbidden"));
    await settle();
    expect([server.items.has("a.ics"), there()]).toEqual([true, []]);
    expect(await titles()).toEqual(["Other", "Review"]);
  });
});
