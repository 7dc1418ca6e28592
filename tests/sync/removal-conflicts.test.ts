// One side edited an event, the other deleted it: nothing is lost, whoever wins.
import { describe, expect, it } from "vitest";
import { eventText } from "../servers/dav.ts";
import { linesOf, scriptedStory } from "./scripted-story.ts";

type Policy = "newest" | "server" | "mine";

describe("edited here, deleted there", () => {
  async function editedAndDeleted(policy?: Policy) {
    const story = await scriptedStory({ "a.ics": eventText("a", "Review"), "b.ics": eventText("b", "Other") });
    if (policy) await story.policy(policy);
    const id = await story.idOf("Review");
    await story.call("events.update", { id, changes: { title: "Mine" } });
    story.server.drop("a.ics");
    return { ...story, id };
  }

  it("waits for a decision and stays on the screen", async () => {
    const { sync, titles, conflicts, server } = await editedAndDeleted();
    await sync();
    await sync({ full: true });
    expect(await titles()).toEqual(["Mine", "Other"]);
    expect(await conflicts()).toMatchObject([{ kind: "removed-there", title: "Mine", fields: [] }]);
    expect([...server.items.keys()]).toEqual(["b.ics"]);
  });

  it.each(["mine", "newest"] as const)("is made again under its name with the policy %s", async (policy) => {
    const { sync, titles, conflicts, server, id, get } = await editedAndDeleted(policy);
    await sync();
    expect(await titles()).toEqual(["Mine", "Other"]);
    expect(await conflicts()).toEqual([]);
    expect(linesOf(server.items.get("a.ics")?.text)).toContain("SUMMARY:Mine");
    expect(await get(id)).toMatchObject({ pending: false });
  });

  it("goes here too with the policy server, with the edit in history", async () => {
    const { sync, titles, id, history, changes, call } = await editedAndDeleted("server");
    await sync();
    expect(await titles()).toEqual(["Other"]);
    const overruled = (await history(id)).find((entry) => entry.cause === "overruled");
    expect(await changes()).toMatchObject([{ kind: "removed", historyId: overruled?.id }]);
    await call("history.restore", { id: overruled?.id ?? "" });
    expect(await titles()).toEqual(["Mine", "Other"]);
  });

  it.each([
    ["mine", ["Mine", "Other"]],
    ["theirs", ["Other"]],
    ["both", ["Mine", "Other"]],
  ] as const)("ends as chosen: %s", async (choice, shown) => {
    const { sync, titles, conflicts, call, server, id, history } = await editedAndDeleted();
    await sync();
    await call("conflicts.resolve", { id: (await conflicts())[0]?.id ?? "", choice });
    await sync();
    expect(await titles()).toEqual(shown);
    expect(await conflicts()).toEqual([]);
    expect(server.items.size).toBe(shown.length);
    expect(server.items.has("a.ics")).toBe(choice === "mine");
    if (choice !== "mine") expect((await history(id)).map((entry) => entry.cause)).toContain("overruled");
  });

  it("is settled when the object comes back", async () => {
    const { sync, titles, conflicts, server } = await editedAndDeleted();
    await sync();
    server.put("a.ics", eventText("a", "Review"));
    await sync();
    await sync();
    expect(await conflicts()).toEqual([]);
    expect(linesOf(server.items.get("a.ics")?.text)).toContain("SUMMARY:Mine");
    expect(await titles()).toEqual(["Mine", "Other"]);
  });
});

describe("deleted here, changed there", () => {
  async function deletedAndChanged(policy?: Policy, theirs = eventText("a", "Theirs")) {
    const story = await scriptedStory({ "a.ics": eventText("a", "Review") });
    if (policy) await story.policy(policy);
    const id = await story.idOf("Review");
    await story.call("events.remove", { id });
    story.server.put("a.ics", theirs);
    return { ...story, id };
  }

  it("is shown again and waits for a decision; nothing is deleted there", async () => {
    const { sync, titles, conflicts, server } = await deletedAndChanged();
    await sync();
    await sync();
    expect(await titles()).toEqual(["Theirs"]);
    expect(await conflicts()).toMatchObject([{ kind: "removed-here" }]);
    expect(server.items.size).toBe(1);
  });

  it.each([
    ["server", "20261118T080000Z", ["Theirs"]],
    ["mine", "20261118T100000Z", []],
    ["newest", "20261118T100000Z", ["Theirs"]],
    ["newest", "20261118T080000Z", []],
  ] as const)("follows the policy %s (changed there at %s)", async (policy, at, shown) => {
    const theirs = eventText("a", "Theirs").replace("DTSTAMP:20260101T000000Z", `DTSTAMP:${at}`);
    const { sync, titles, server, conflicts, id, history } = await deletedAndChanged(policy, theirs);
    await sync();
    expect(await titles()).toEqual(shown);
    expect(server.items.size).toBe(shown.length);
    expect(await conflicts()).toEqual([]);
    const kept = (await history(id)).map((entry) => entry.cause).sort();
    if (shown.length === 0) expect(kept).toEqual(["overruled", "removed"]);
  });

  it("goes on when the server only wrote the same again", async () => {
    const again = eventText("a", "Review").replace("DTSTAMP:20260101T000000Z", "DTSTAMP:20261118T080000Z");
    const { sync, titles, server, conflicts } = await deletedAndChanged(undefined, again);
    await sync();
    expect([await titles(), await conflicts(), server.items.size]).toEqual([[], [], 0]);
  });

  it.each([
    ["mine", []],
    ["theirs", ["Theirs"]],
  ] as const)("ends as chosen: %s", async (choice, shown) => {
    const { sync, titles, conflicts, call, server } = await deletedAndChanged();
    await sync();
    await call("conflicts.resolve", { id: (await conflicts())[0]?.id ?? "", choice });
    await sync();
    expect(await titles()).toEqual(shown);
    expect(server.items.size).toBe(shown.length);
  });

  it("is alive again when it is edited instead of decided on", async () => {
    const { sync, id, call, conflicts, server } = await deletedAndChanged();
    await sync();
    await call("events.update", { id, changes: { location: "Here" } });
    expect(await conflicts()).toEqual([]);
    await sync();
    expect(linesOf(server.items.get("a.ics")?.text)).toEqual(
      expect.arrayContaining(["SUMMARY:Theirs", "LOCATION:Here"]),
    );
  });

  it("goes without a question once it is deleted there too", async () => {
    const { sync, titles, conflicts, server } = await deletedAndChanged();
    await sync();
    server.drop("a.ics");
    await sync();
    expect([await titles(), await conflicts()]).toEqual([[], []]);
  });
});
