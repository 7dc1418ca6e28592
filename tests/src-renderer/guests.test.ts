import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  clashes,
  joined,
  nearestFree,
  placeOn,
  type Span,
  stripOf,
  without,
} from "../../src-renderer/agenda/editor/free-busy.ts";
import { participantsOf } from "../../src-renderer/agenda/editor/participants.ts";
import { isAddress, kindOf, readAddresses, withGuests } from "../../src-renderer/agenda/editor/read-addresses.ts";

const HOUR = 3_600_000;
const QUARTER = HOUR / 4;
const DAY = Date.parse("2026-11-18T00:00:00+01:00");
const at = (from: number, to: number): Span => ({ startMs: DAY + from * HOUR, endMs: DAY + to * HOUR });
const busy = (from: number, to: number) => ({ ...at(from, to), kind: "busy" as const });
const person = (address: string, ...times: readonly ReturnType<typeof busy>[]) => ({
  address,
  known: true,
  busy: [...times],
});

describe("free and busy", () => {
  const people = [person("nora@example.com", busy(10, 11.5)), person("ines@example.com", busy(14.5, 15), busy(15, 16))];

  test("a clash is the whole time somebody is taken, touching meetings as one", () => {
    expect(clashes(people, at(14, 15))).toEqual([{ address: "ines@example.com", ...at(14.5, 16) }]);
    expect(clashes(people, at(13.5, 14.5))).toEqual([]);
  });

  test("the nearest free time is offered, the earlier of two that are as near", () => {
    expect(nearestFree(people, at(14, 15), [at(8, 18)], HOUR / 2)).toEqual(at(13.5, 14.5));
    expect(nearestFree([person("a", busy(12, 13))], at(12, 13), [at(8, 18)], HOUR)).toEqual(at(11, 12));
    expect(nearestFree([person("a", busy(0, 24))], at(12, 13), [at(8, 18)], HOUR)).toBeUndefined();
  });

  test("guests who are invited already are not busy with the event itself", () => {
    expect(without([person("a", busy(14, 15), busy(16, 17))], at(14, 15))[0]?.busy).toEqual([busy(16, 17)]);
    expect(without(people, undefined)).toBe(people);
  });

  test("of a busy time that the event was joined to, the rest stays", () => {
    expect(without([person("a", busy(14, 17))], at(14, 15))[0]?.busy).toEqual([busy(15, 17)]);
    expect(without([person("a", busy(12, 15))], at(14, 15))[0]?.busy).toEqual([busy(12, 14)]);
    expect(without([person("a", busy(12, 17))], at(14, 15))[0]?.busy).toEqual([busy(12, 17)]);
  });

  const span = fc.tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 16 })).map(([from, length]) => ({
    startMs: DAY + from * QUARTER,
    endMs: DAY + (from + length) * QUARTER,
    kind: "busy" as const,
  }));
  const anyone = fc.array(
    fc.record({
      address: fc.constantFrom("a", "b", "c"),
      known: fc.constant(true),
      busy: fc.array(span, { maxLength: 8 }),
    }),
    { maxLength: 4 },
  );

  test("a slot is free for everyone, within the hours, and none that is nearer is", () => {
    const windows = [at(8, 18)];
    fc.assert(
      fc.property(anyone, span, (group, wanted) => {
        const found = nearestFree(group, wanted, windows, QUARTER);
        const length = wanted.endMs - wanted.startMs;
        const isFree = (startMs: number) => clashes(group, { startMs, endMs: startMs + length }).length === 0;
        const starts = Array.from({ length: 40 }, (_, n) => DAY + 8 * HOUR + n * QUARTER).filter(
          (ms) => ms + length <= DAY + 18 * HOUR,
        );
        const best = starts
          .filter(isFree)
          .sort((a, b) => Math.abs(a - wanted.startMs) - Math.abs(b - wanted.startMs) || a - b)[0];
        expect(found?.startMs).toBe(best);
        if (found) expect(found.endMs - found.startMs).toBe(length);
      }),
      { seed: 11, numRuns: 400 },
    );
  });

  test("joined times cover what the single ones cover, and do not touch", () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 10 }), (spans) => {
        const out = joined(spans);
        const covers = (list: readonly Span[], ms: number) => list.some((one) => one.startMs <= ms && ms < one.endMs);
        for (let n = 0; n < 112; n++) expect(covers(out, DAY + n * QUARTER)).toBe(covers(spans, DAY + n * QUARTER));
        for (let n = 1; n < out.length; n++) expect(out[n]?.startMs).toBeGreaterThan(out[n - 1]?.endMs ?? 0);
      }),
      { seed: 12, numRuns: 300 },
    );
  });

  test("the strip shows 8 to 18, and more where the event needs it", () => {
    const nextDay = DAY + 24 * HOUR;
    expect(stripOf(DAY, nextDay, at(14, 15))).toEqual(at(8, 18));
    expect(stripOf(DAY, nextDay, at(6.5, 7))).toEqual(at(6, 18));
    expect(stripOf(DAY, nextDay, at(22, 26))).toEqual(at(8, 24));
    expect(placeOn(at(8, 18), at(13, 14))).toEqual({ left: 0.5, width: expect.closeTo(0.1) });
    expect(placeOn(at(8, 18), at(18, 19))).toBeUndefined();
  });
});

describe("addresses", () => {
  test("a pasted list is taken apart, names and all, each person once", () => {
    const pasted =
      'Nora Keller <nora@example.com>; "Dubois, Marc" <marc@example.com>,\n ines@example.com, NORA@example.com\nnobody';
    expect(readAddresses(pasted)).toEqual({
      people: [
        { address: "nora@example.com", name: "Nora Keller" },
        { address: "marc@example.com", name: "Dubois, Marc" },
        { address: "ines@example.com" },
      ],
      rest: ["nobody"],
    });
    expect(readAddresses("mailto:nora@example.com").people).toEqual([{ address: "nora@example.com" }]);
  });

  test.each(["nora", "nora@", "@example.com", "nora@example", "a b@example.com", "a@b@example.com"])(
    "“%s” is no address",
    (text) => expect(isAddress(text)).toBe(false),
  );

  test("nobody is invited twice, whatever the case", () => {
    const guests = [{ address: "nora@example.com" }];
    expect(withGuests(guests, [{ address: "Nora@Example.com" }, { address: "marc@example.com" }])).toHaveLength(2);
  });
});

describe("who takes part", () => {
  const account = { addresses: ["camille@example.com"], label: "Travail" };
  const guests = [{ address: "nora@example.com", answer: "accepted" as const }, { address: "marc@example.com" }];

  test("the organiser comes first, then the guests, new ones known as such", () => {
    const event = { organizedByMe: true, attendees: [guests[0] as (typeof guests)[0]] };
    expect(participantsOf({ guests, event, account })).toMatchObject([
      { address: "camille@example.com", isMe: true, isOrganizer: true },
      { address: "nora@example.com", isNew: false },
      { address: "marc@example.com", isNew: true },
    ]);
  });

  test("nobody takes part alone, and an organiser on the list is there once", () => {
    expect(participantsOf({ guests: [], event: undefined, account })).toEqual([]);
    const event = { organizedByMe: false, organizer: { address: "NORA@example.com", name: "Nora" }, attendees: guests };
    expect(participantsOf({ guests, event, account }).map(({ address }) => address)).toEqual([
      "NORA@example.com",
      "marc@example.com",
    ]);
  });

  test("each gets the message that concerns them", () => {
    const [nora, marc] = [{ address: "nora@example.com" }, { address: "marc@example.com" }];
    expect(kindOf("nora@example.com", [nora], [nora, marc])).toBe("update");
    expect(kindOf("marc@example.com", [nora], [nora, marc])).toBe("invitation");
    expect(kindOf("nora@example.com", [nora], [marc])).toBe("cancellation");
  });
});
