// A person settles a conflict: every choice, and what becomes of the side that gives way.
import { describe, expect, it } from "vitest";
import { eventText } from "../servers/dav.ts";
import { linesOf, scriptedStory } from "./scripted-story.ts";

const base = eventText("a", "Review");
const people = "ORGANIZER:mailto:boss@example.org\r\nATTENDEE:mailto:me@example.org\r\nSUMMARY";

async function inConflict(text = base) {
  const story = await scriptedStory({ "a.ics": text });
  const id = await story.idOf("Review");
  await story.call("events.update", { id, changes: { title: "Mine", location: "My room" } });
  const theirs = text.replace("SUMMARY:Review", "LOCATION:Their room\r\nDESCRIPTION:New\r\nSUMMARY:Theirs");
  story.server.put("a.ics", theirs);
  await story.sync();
  const [conflict] = await story.conflicts();
  if (!conflict) throw new Error("no conflict");
  const keyOf = (name: string) => conflict.fields.find((field) => field.name === name)?.key ?? "";
  const onServer = () => linesOf(story.server.items.get("a.ics")?.text);
  return { ...story, id, conflict, keyOf, onServer };
}

describe("settling a conflict", () => {
  it.each([
    ["mine", "Mine", "My room"],
    ["theirs", "Theirs", "Their room"],
  ] as const)("with %s takes that side of every field in conflict", async (choice, title, location) => {
    const { call, sync, conflict, conflicts, id, get, history, onServer } = await inConflict();
    await call("conflicts.resolve", { id: conflict.id, choice });
    expect(await conflicts()).toEqual([]);
    expect(await get(id)).toMatchObject({ title, location, description: "New" });
    expect((await history(id)).map((entry) => entry.cause)).toContain("overruled");
    await sync();
    expect(onServer()).toEqual(expect.arrayContaining([`SUMMARY:${title}`, `LOCATION:${location}`]));
    expect(await get(id)).toMatchObject({ pending: false });
  });

  it("sends nothing when theirs is all there is", async () => {
    const { call, sync, conflict, server, id, get } = await inConflict();
    const before = server.written.length;
    await call("conflicts.resolve", { id: conflict.id, choice: "theirs" });
    expect((await get(id)).pending).toBe(false);
    await sync();
    expect(server.written.length).toBe(before);
  });

  it("goes field by field, with the suggestion where nothing was chosen, and keeps both losers", async () => {
    const { call, sync, conflict, keyOf, id, get, history, onServer } = await inConflict();
    const fields = { [keyOf("title")]: "mine", [keyOf("location")]: "theirs" } as const;
    await call("conflicts.resolve", { id: conflict.id, choice: "merge", fields });
    expect(await get(id)).toMatchObject({ title: "Mine", location: "Their room" });
    await sync();
    expect(onServer()).toEqual(expect.arrayContaining(["SUMMARY:Mine", "LOCATION:Their room"]));
    expect((await history(id)).filter((entry) => entry.cause === "overruled")).toHaveLength(2);
  });

  it("refuses a field that is not in conflict, and changes nothing then", async () => {
    const { call, conflict, conflicts } = await inConflict();
    const choice = { id: conflict.id, choice: "merge" as const, fields: { STATUS: "mine" as const } };
    await expect(call("conflicts.resolve", choice)).rejects.toMatchObject({ reason: "invalid-input" });
    expect(await conflicts()).toHaveLength(1);
  });

  it("keeps both: theirs as it is, mine as an event of its own that invites nobody", async () => {
    const { call, sync, conflict, titles, server, onServer, idOf, get } = await inConflict(
      base.replace("SUMMARY", people),
    );
    await call("conflicts.resolve", { id: conflict.id, choice: "both" });
    expect(await titles()).toEqual(["Mine", "Theirs"]);
    await sync();
    expect(onServer()).toContain("SUMMARY:Theirs");
    expect(server.items.size).toBe(2);
    const copy = [...server.items.values()].find((item) => item.key !== "a.ics");
    expect(linesOf(copy?.text)).toContain("LOCATION:My room");
    expect(copy?.text).not.toMatch(/ATTENDEE|ORGANIZER|UID:a\r/);
    expect((await get(await idOf("Mine"))).attendees).toEqual([]);
  });

  it("can be taken back", async () => {
    const { call, conflict, id, get } = await inConflict();
    const { undoId } = await call("conflicts.resolve", { id: conflict.id, choice: "theirs" });
    await call("events.undo", { undoId: undoId ?? "" });
    expect(await get(id)).toMatchObject({ title: "Mine", location: "My room" });
  });

  it("is done once", async () => {
    const { call, conflict } = await inConflict();
    await call("conflicts.resolve", { id: conflict.id, choice: "mine" });
    const again = call("conflicts.resolve", { id: conflict.id, choice: "theirs" });
    await expect(again).rejects.toMatchObject({ reason: "missing" });
  });
});

describe("a local deletion of an event in conflict", () => {
  it("decides: it goes there too, with their version in history", async () => {
    const { call, sync, conflicts, id, history, server } = await inConflict();
    await call("events.remove", { id });
    expect(await conflicts()).toEqual([]);
    await sync();
    expect(server.items.size).toBe(0);
    expect((await history(id)).map((entry) => [entry.cause, entry.title])).toContainEqual(["overruled", "Mine"]);
  });
});
