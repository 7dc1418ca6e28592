// Change detection against the local Graph: each of its habits, on both feeds.
import { describe, expect, it, test } from "vitest";
import { Copy, itemsIn, titleOf } from "../contracts/calendar-copy.ts";
import type { Switches } from "../servers/graph/switches.ts";
import { failureOf, never } from "./graph-account.ts";
import { FEEDS, fill, follow, textsOf, truth, work } from "./graph-colleagues.ts";
import { connectTo, mailbox } from "./graph-server.ts";

const HABITS: Readonly<Record<string, Partial<Switches>>> = {
  "as seen in the wild": {},
  "with whole occurrences": { stubOccurrences: false },
  "without masters in views": { masterRowsInView: false },
  "with a tombstone for a deleted occurrence": { deletedOccurrenceReemitsSeries: false },
  "without tombstones from outside the window": { outOfWindowTombstones: false },
  "with rows twice": { duplicateRows: true },
  "in reverse order": { outOfOrder: true },
  "replaying the round before": { replayPreviousRound: true },
  "with empty pages": { emptyPageWithNextLink: true },
  "with exceptions as rows": { exceptionRowsInEvents: true },
  "not telling deleted occurrences": { v1CancelledOccurrences: "absent" },
  "with recurrences in no zone": { recurrenceTimeZone: "" },
  "with recurrences in a zone of somebody's own": { recurrenceTimeZone: "tzone://Microsoft/Custom" },
  "failing at large pages": { bigPage504: 20 },
  "failing at large windows": { bigWindow504: 500 },
};

describe.each(Object.entries(FEEDS))("%s", (feed, refused) => {
  it.each(Object.entries(HABITS))("%s: every change arrives, one at a time and all together", async (_, habits) => {
    const box = await mailbox({ switches: { ...refused, ...habits } });
    fill(box);
    await box.copy.pull();
    expect(box.copy.items.size).toBe(6);
    // What replays begins to when there is a round before.
    await follow(box.copy);
    for (const [name, act] of Object.entries(work(box))) {
      // Without word from outside its window that feed cannot know.
      if (name === "addFar" && feed !== "events/delta" && habits.outOfWindowTombstones === false) continue;
      act();
      await follow(box.copy);
      if (Object.keys(habits).length === 0) expect(textsOf(box.copy), name).toEqual(await truth(box));
    }
    expect(textsOf(box.copy)).toEqual(await truth(box));
    const sleeper = new Copy(box.connection, box.url);
    await sleeper.pull();
    await follow(sleeper);
    for (const [name, act] of Object.entries(work(box))) if (name !== "addFar") act();
    await follow(sleeper);
    expect(textsOf(sleeper)).toEqual(await truth(box));
    expect(itemsIn(await follow(sleeper))).toEqual([]);
  });

  it("tells of a move to another calendar and back", async () => {
    const box = await mailbox({ switches: refused });
    fill(box);
    box.other.addCalendar("Second");
    const second = new Copy(box.connection, box.urlOf("Second"));
    await box.copy.pull();
    await second.pull();
    const [a = ""] = box.other.events();
    box.other.move(a, "Second");
    await box.copy.pull();
    await second.pull();
    expect([box.copy.items.has(a), second.keys]).toEqual([false, [a]]);
    box.other.move(a, (await box.connection.calendars(never))[0]?.name ?? "");
    await box.copy.pull();
    await second.pull();
    expect([box.copy.items.has(a), second.keys]).toEqual([true, []]);
  });

  it.each(["410-location", "410-body", "400-malformed", "400-parameter"] as const)(
    "says stale-cursor for a link that died by %s, and nothing is lost by starting again",
    async (tokenDeath) => {
      const box = await mailbox({ switches: { ...refused, tokenDeath } });
      fill(box);
      await box.copy.pull();
      work(box).change();
      work(box).remove();
      box.server.forgetTokens();
      expect((await failureOf(box.copy.pull())).reason).toBe("stale-cursor");
      box.copy.cursor = undefined;
      const pages = await box.copy.pull();
      expect(pages.at(-1)).toMatchObject({ complete: true });
      expect(itemsIn(pages).map(({ text }) => titleOf(text))).toEqual(["Changed"]);
      expect(textsOf(box.copy)).toEqual(await truth(box));
    },
  );
});

describe("a server without events/delta", () => {
  it.each(["404", "400", "501"] as const)(
    "that says %s is followed by calendarView/delta, and the cursor knows",
    async (no) => {
      const box = await mailbox({ switches: { eventsDelta: no } });
      fill(box);
      const pages = await box.copy.pull();
      expect(pages.at(-1)).toMatchObject({ method: "range-delta", complete: true });
      expect(box.connection.traits().quirks).toContain("refuses events/delta; calendarView/delta tells changes");
      const again = connectTo(box.server, box.clock);
      const before = box.server.requests.length;
      const copy = new Copy(again, box.url);
      copy.cursor = box.copy.cursor;
      await copy.pull();
      await again.close();
      const asked = box.server.requests.slice(before).map(({ path }) => path);
      expect(asked.filter((path) => path.includes("events/delta"))).toEqual([]);
      expect(asked.some((path) => path.includes("calendarView/delta"))).toBe(true);
    },
  );

  it("does not begin again for a removal that is told twice", async () => {
    const box = await mailbox({ switches: { eventsDelta: "404", replayPreviousRound: true } });
    fill(box);
    await box.copy.pull();
    await box.copy.pull();
    work(box).remove();
    expect((await box.copy.pull()).flatMap(({ removed }) => removed)).toHaveLength(1);
    for (let run = 0; run < 3; run++) expect((await box.copy.pull()).flatMap(({ removed }) => removed)).toEqual([]);
  });

  it("opens its window anew before it ends", async () => {
    const box = await mailbox({ switches: { eventsDelta: "404" } });
    fill(box);
    await box.copy.pull();
    await box.clock.sleep(650 * 86_400_000, never);
    expect((await failureOf(box.copy.pull())).reason).toBe("stale-cursor");
  });
});

test("feeds without end leave the listing, which is compared each time", async () => {
  const box = await mailbox({ switches: { endlessNextLink: true } });
  fill(box);
  const pages = await box.copy.pull();
  expect(pages.at(-1)).toMatchObject({ method: "listing", complete: true });
  work(box).change();
  work(box).remove();
  await box.copy.pull();
  expect([...box.copy.items.values()].map(({ text }) => titleOf(text)).sort()).toEqual([
    "C",
    "Changed",
    "D",
    "Old",
    "S",
  ]);
});
