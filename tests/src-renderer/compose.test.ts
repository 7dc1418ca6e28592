import { describe, expect, test } from "vitest";
import { laterTimes, remindAt } from "../../src-renderer/compose/later-times.ts";
import { allHidden, moved, readRecipients, withRecipients, writtenOf } from "../../src-renderer/compose/recipients.ts";

describe("recipients as people type and paste them", () => {
  test.each([
    ["nora@exemple.ch", [{ address: "nora@exemple.ch" }]],
    ["Nora Keller <nora@exemple.ch>", [{ address: "nora@exemple.ch", name: "Nora Keller" }]],
    ['"Keller, Nora" <nora@exemple.ch>', [{ address: "nora@exemple.ch", name: "Keller, Nora" }]],
    ["Keller, Nora <nora@exemple.ch>", [{ address: "nora@exemple.ch", name: "Keller, Nora" }]],
    ["mailto:nora@exemple.ch", [{ address: "nora@exemple.ch" }]],
    ["a@exemple.ch; b@exemple.ch\nA@Exemple.ch", [{ address: "a@exemple.ch" }, { address: "b@exemple.ch" }]],
    ["a@exemple.ch b@exemple.ch", [{ address: "a@exemple.ch" }, { address: "b@exemple.ch" }]],
    ["\u200bnora@exemple.ch\u202c", [{ address: "nora@exemple.ch" }]],
    ["nora@bücher.example", [{ address: "nora@bücher.example" }]],
    ["Nora", [{ address: "Nora", wrong: true }]],
    ["nora@exemple@evil.example", [{ address: "nora@exemple@evil.example", wrong: true }]],
    [" , ;\n", []],
  ])("%j", (text, people) => expect(readRecipients(text)).toEqual(people));

  test("what is written of a person is read as that person again", () => {
    for (const one of [{ address: "a@b.example" }, { address: "a@b.example", name: 'Anna "Ann" B., Dr' }])
      expect(readRecipients(writtenOf(one))).toEqual([one]);
  });

  test("nobody is twice in a list, nor in two lists", () => {
    const [nora, karim] = [{ address: "nora@exemple.ch", name: "Nora" }, { address: "karim@exemple.ch" }];
    expect(withRecipients([nora], [{ address: "NORA@exemple.ch" }, karim])).toEqual([nora, karim]);
    const lists = moved({ to: [nora, karim], cc: [], bcc: [] }, "nora@exemple.ch", "bcc");
    expect(lists).toEqual({ to: [karim], cc: [], bcc: [nora] });
    expect(moved(lists, "nora@exemple.ch", "bcc")).toEqual(lists);
    expect(allHidden({ to: [nora, karim], cc: [{ address: "NORA@exemple.ch" }], bcc: [] })).toEqual({
      ...{ to: [], cc: [] },
      bcc: [nora, karim],
    });
  });
});

describe("later", () => {
  const at = (time: string) => Date.parse(time);
  const said = (time: string) =>
    laterTimes(at(time), "Europe/Zurich").map(({ name, ms }) => `${name} ${new Date(ms).toISOString()}`);

  test("this evening only while there is one; Monday once", () => {
    expect(said("2026-11-18T10:15:00+01:00")).toEqual([
      "laterToday 2026-11-18T17:00:00.000Z",
      "tomorrow 2026-11-19T07:00:00.000Z",
      "tomorrowAfternoon 2026-11-19T13:00:00.000Z",
      "monday 2026-11-23T07:00:00.000Z",
    ]);
    expect(said("2026-11-22T20:00:00+01:00")).toEqual([
      "tomorrow 2026-11-23T07:00:00.000Z",
      "tomorrowAfternoon 2026-11-23T13:00:00.000Z",
    ]);
  });

  test("the hour is that of the wall, across a change of clocks", () => {
    expect(new Date(remindAt(2, at("2026-10-24T12:00:00+02:00"), "Europe/Zurich")).toISOString()).toBe(
      "2026-10-26T07:00:00.000Z",
    );
  });
});
