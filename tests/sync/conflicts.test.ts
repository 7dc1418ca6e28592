// Both sides changed an event: what is merged without a question, what waits for one, and what each policy does.
import { describe, expect, it } from "vitest";
import { eventText } from "../servers/dav.ts";
import { linesOf, scriptedStory } from "./scripted-story.ts";

const base = eventText("a", "Review");
const located = (text: string, place: string) => text.replace("SUMMARY", `LOCATION:${place}\r\nSUMMARY`);
const modified = (text: string, at: string) => text.replace("SUMMARY", `LAST-MODIFIED:${at}\r\nSUMMARY`);

async function bothEdited(theirs = eventText("a", "Theirs"), policy?: "newest" | "server" | "mine") {
  const story = await scriptedStory({ "a.ics": base });
  if (policy) await story.policy(policy);
  const id = await story.idOf("Review");
  await story.call("events.update", { id, changes: { title: "Mine" } });
  story.server.put("a.ics", theirs);
  const onServer = () => linesOf(story.server.items.get("a.ics")?.text);
  return { ...story, id, onServer };
}

describe("edits of different fields", () => {
  it("become one without a question, and the other side's part is in the feed with a way back", async () => {
    const { sync, id, get, changes, call, history, onServer } = await bothEdited(located(base, "Room 4"));
    expect(await sync()).toMatchObject({ outcome: "successful", pushed: 1 });
    expect(await get(id)).toMatchObject({ title: "Mine", location: "Room 4", pending: false });
    expect(onServer()).toEqual(expect.arrayContaining(["SUMMARY:Mine", "LOCATION:Room 4"]));
    const merged = (await changes()).find((change) => change.kind === "merged");
    expect(merged).toMatchObject({ eventId: id, fields: [{ name: "location", after: { text: "Room 4" } }] });
    expect((await history(id)).map((entry) => entry.cause)).toContain("merged");
    await call("history.restore", { id: merged?.historyId ?? "" });
    await sync();
    expect(await get(id)).toMatchObject({ title: "Mine" });
    expect((await get(id)).location).toBeUndefined();
    expect(onServer()).not.toContain("LOCATION:Room 4");
  });

  it("are no news when both sides wrote the same, and nothing is sent again", async () => {
    const { sync, id, get, changes, conflicts, server } = await bothEdited(eventText("a", "Mine"));
    expect(await sync()).toMatchObject({ outcome: "successful" });
    expect(await get(id)).toMatchObject({ title: "Mine", pending: false });
    expect([await conflicts(), await changes()]).toEqual([[], []]);
    expect(server.written.filter((one) => one.method === "update")).toHaveLength(1);
  });
});

describe("edits of the same field", () => {
  it("wait for a decision: mine is shown, nothing is sent, the status and the event say so", async () => {
    const { sync, id, titles, conflicts, status, server, onServer, get } = await bothEdited();
    await sync();
    expect(await titles()).toEqual(["Mine"]);
    expect(onServer()).toContain("SUMMARY:Theirs");
    expect(await conflicts()).toMatchObject([
      {
        eventId: id,
        kind: "edited-both",
        fields: [{ name: "title", base: { text: "Review" }, mine: { text: "Mine" }, theirs: { text: "Theirs" } }],
      },
    ]);
    expect(await status()).toMatchObject({ conflicts: 1, pending: 1 });
    const before = server.written.length;
    await sync();
    await sync({ full: true });
    expect(server.written.length).toBe(before);
    expect((await get(id)).conflictId).toBe((await conflicts())[0]?.id);
  });

  it("follow a later edit of mine, which waits too", async () => {
    const { sync, id, call, conflicts, onServer } = await bothEdited();
    await sync();
    await call("events.update", { id, changes: { title: "Mine again", location: "Here" } });
    await sync();
    expect(await conflicts()).toMatchObject([{ fields: [{ name: "title", mine: { text: "Mine again" } }] }]);
    expect(onServer()).toContain("SUMMARY:Theirs");
    const [conflict] = await conflicts();
    await call("conflicts.resolve", { id: conflict?.id ?? "", choice: "theirs" });
    await sync();
    expect(onServer()).toEqual(expect.arrayContaining(["SUMMARY:Theirs", "LOCATION:Here"]));
  });

  it("are settled by an edit to what the other side wrote", async () => {
    const { sync, id, call, conflicts, get } = await bothEdited();
    await sync();
    await call("events.update", { id, changes: { title: "Theirs" } });
    expect(await conflicts()).toEqual([]);
    await sync();
    expect(await get(id)).toMatchObject({ title: "Theirs", pending: false });
  });

  it("are weighed again against the first common version when the server changes once more", async () => {
    const { sync, id, server, conflicts, get, onServer } = await bothEdited();
    await sync();
    server.put("a.ics", located(eventText("a", "Third"), "Hall"));
    await sync();
    expect(await conflicts()).toMatchObject([{ fields: [{ base: { text: "Review" }, theirs: { text: "Third" } }] }]);
    server.put("a.ics", base);
    await sync();
    expect(await conflicts()).toEqual([]);
    await sync();
    expect(onServer()).toContain("SUMMARY:Mine");
    // The hall came and went on their side only.
    expect((await get(id)).location).toBeUndefined();
  });

  it.each([
    ["server", base, "Theirs", "Mine"],
    ["mine", base, "Mine", "Theirs"],
    ["newest", modified(base, "20261118T100000Z"), "Theirs", "Mine"],
    ["newest", modified(base, "20261118T080000Z"), "Mine", "Theirs"],
  ] as const)(
    "follow the policy %s without a question, and the loser is in history",
    async (policy, text, wins, loses) => {
      const { sync, id, get, conflicts, call, history, changes, onServer } = await bothEdited(
        text.replace("Review", "Theirs"),
        policy,
      );
      expect(await sync()).toMatchObject({ outcome: "successful" });
      expect(await conflicts()).toEqual([]);
      expect(await get(id)).toMatchObject({ title: wins, pending: false });
      expect(onServer()).toContain(`SUMMARY:${wins}`);
      expect(await changes()).toMatchObject([{ kind: "merged", eventId: id }]);
      const overruled = (await history(id)).find((entry) => entry.cause === "overruled");
      await call("history.restore", { id: overruled?.id ?? "" });
      expect(await get(id)).toMatchObject({ title: loses });
    },
  );

  it("keep what only one side changed, whoever wins the rest", async () => {
    const { sync, id, call, get } = await bothEdited(located(eventText("a", "Theirs"), "Room 4"), "server");
    await call("events.update", { id, changes: { description: "Bring the plans" } });
    await sync();
    expect(await get(id)).toMatchObject({ title: "Theirs", location: "Room 4", description: "Bring the plans" });
  });
});

describe("a conflict that is found while sending", () => {
  it("is declared by the answer to the write, before any pull", async () => {
    const { server, sync, conflicts } = await bothEdited();
    server.script(() => [{ items: [], parked: [], removed: [], cursor: "c", method: "listing", complete: true }]);
    await sync();
    expect(server.written.map((one) => one.method)).toEqual(["update"]);
    expect(await conflicts()).toHaveLength(1);
  });
});
