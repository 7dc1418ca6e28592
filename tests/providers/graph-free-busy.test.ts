// When colleagues are free, by Graph's getSchedule.
import { describe, expect, it } from "vitest";
import { freeBusy } from "../../src-main/providers/graph/free-busy.ts";
import { never, scripted } from "./graph-account.ts";
import { mailbox, single } from "./graph-server.ts";

const ms = (iso: string) => Date.parse(iso);
const DAY_MS = 86_400_000;
const DAYS = { fromMs: ms("2026-11-23T00:00:00Z"), toMs: ms("2026-12-31T00:00:00Z") };

describe("getSchedule", () => {
  it("tells the time of who is there, and that somebody is not known", async () => {
    const { connection, other } = await mailbox();
    const [me = ""] = connection.addresses;
    other.addEvent(single("Taken", "2026-12-01"));
    other.addEvent({ ...single("Away", "2026-12-02"), showAs: "oof" });
    other.addEvent({ ...single("Free", "2026-12-03"), showAs: "free" });
    const people = await connection.freeBusy?.([me, "nobody@elsewhere.test"], DAYS, never);
    expect(people?.map(({ address, known, busy }) => [address, known, busy.map(({ kind }) => kind)])).toEqual([
      [me.toLowerCase(), true, ["busy", "away"]],
      ["nobody@elsewhere.test", false, []],
    ]);
    const [taken] = people?.[0]?.busy ?? [];
    expect(new Date(taken?.startMs ?? 0).toISOString().slice(0, 10)).toBe("2026-12-01");
  });

  it("is asked in parts that the service takes: 20 people and 62 days at once", async () => {
    const bodies: { schedules: string[]; startTime: { dateTime: string } }[] = [];
    const { place } = await scripted(({ body }) => {
      const asked = JSON.parse(body);
      bodies.push(asked);
      const items = [{ status: "busy", start: asked.startTime, end: asked.endTime }];
      return {
        status: 200,
        body: JSON.stringify({
          value: asked.schedules.map((scheduleId: string) => ({ scheduleId, scheduleItems: items })),
        }),
      };
    });
    const many = Array.from({ length: 25 }, (_, n) => `p${n}@office.test`);
    const range = { fromMs: DAYS.fromMs, toMs: DAYS.fromMs + 100 * DAY_MS };
    const people = await freeBusy(place, many, range, never);
    expect(bodies.map(({ schedules }) => schedules.length)).toEqual([20, 20, 5, 5]);
    expect(people).toHaveLength(25);
    expect(people?.[24]).toEqual({
      address: "p24@office.test",
      known: true,
      busy: [{ startMs: range.fromMs, endMs: range.toMs, kind: "busy" }],
    });
  });

  it("of a mailbox that cannot ask means that nothing is known", async () => {
    const { place } = await scripted(() => ({ status: 400, body: JSON.stringify({ error: { code: "BadRequest" } }) }));
    expect(await freeBusy(place, ["bob@office.test"], DAYS, never)).toBeUndefined();
  });
});
