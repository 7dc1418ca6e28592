import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { IcalComponent, IcalText } from "../../src-main/domain/ical-text.ts";
import { parseIcal, parseLine, serializeIcal } from "../../src-main/domain/ical-text.ts";
import {
  componentsOf,
  insertComponents,
  lineOf,
  linesOf,
  makeLine,
  paramOf,
  replaceComponent,
  replaceLines,
  rewriteLine,
  setLine,
  withParam,
} from "../../src-main/domain/ical-tree.ts";
import { calendar, fixture, fixtureNames, lineDiff } from "./fixtures.ts";

const eventIn = (tree: IcalText): IcalComponent =>
  componentsOf(componentsOf(tree, "VCALENDAR")[0] as IcalComponent, "VEVENT")[0] as IcalComponent;

describe("R59: what nobody edits leaves as it came", () => {
  test("the fixtures are there", () => expect(fixtureNames.length).toBeGreaterThan(10));

  test.each(fixtureNames)("%s survives reading and writing byte for byte", (name) => {
    for (const encoding of ["utf8", "latin1"] as const) {
      const text = fixture(name, encoding);
      expect(serializeIcal(parseIcal(text))).toBe(text);
    }
  });

  test("any text around BEGIN:VCALENDAR survives, whatever its lines are", () => {
    const line = fc.oneof(
      fc.constantFrom(
        "BEGIN:VEVENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "begin:x",
        "END:X",
        "",
        " ",
        "\t",
        'A;B="c:d";E=f,g:h',
      ),
      fc.string({ unit: "binary", maxLength: 30 }),
    );
    const eol = fc.constantFrom("\r\n", "\n", "\r", "\r\n ", "\n\t");
    fc.assert(
      fc.property(fc.array(fc.tuple(line, eol)), (lines) => {
        const text = `BEGIN:VCALENDAR\r\nX:1\r\n${lines.map((one) => one.join("")).join("")}`;
        expect(serializeIcal(parseIcal(text))).toBe(text);
      }),
      { seed: 5545, numRuns: 2000 },
    );
  });
});

describe("R60: reading leniently", () => {
  test("a line without colon, with an odd name or with nothing at all is kept but has no name", () => {
    for (const raw of ["this line has no colon", ":x", "BÄD NÄME:value", "A;B=c", ""])
      expect(parseLine(raw).name).toBe("");
  });

  test("names compare without case, a byte order mark does not hide the first line", () => {
    const tree = parseIcal("\ufeffbegin:vcalendar\nSummary:x\nend:VCALENDAR\n");
    expect(lineOf(componentsOf(tree, "VCALENDAR")[0] as IcalComponent, "SUMMARY")?.value).toBe("x");
    expect(tree.eol).toBe("\n");
  });

  test("text that is no calendar is malformed", () => {
    for (const text of ["", "<html>", "BEGIN:VEVENT\r\nEND:VEVENT\r\n"])
      expect(() => parseIcal(text)).toThrow(expect.objectContaining({ code: "malformed" }));
  });

  test("a component without END is closed by its parent's, a stray END stays a line", () => {
    const tree = parseIcal("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nEND:VTODO\r\nEND:VCALENDAR\r\nX:1\r\n");
    const event = eventIn(tree);
    expect(event.end).toBe("");
    expect(event.cut).toBeUndefined();
    expect(linesOf(event, "END").map((line) => line.value)).toEqual(["VTODO"]);
  });

  test("a component that the end of the text leaves open is marked as cut", () => {
    expect(eventIn(parseIcal("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n")).cut).toBe(true);
  });
});

describe("RFC 5545 §3.1 and RFC 6868: lines", () => {
  test("R64: parameters are lists, quotes and carets are decoded", () => {
    const line = parseLine("X-P;FEATURE=AUDIO,VIDEO;LABEL=\"a;b:c^^ ^'q^'^n\":v:w\r\n");
    expect(line.params).toEqual([
      { name: "FEATURE", values: ["AUDIO", "VIDEO"] },
      { name: "LABEL", values: ['a;b:c^ "q"\n'] },
    ]);
    expect(line.value).toBe("v:w");
  });

  test("a folded line reads as one, in either line end and with tab or blank", () => {
    expect(parseLine("SUM\r\n MARY:a\r\n\tb\n c\r\n")).toMatchObject({ name: "SUMMARY", value: "abc" });
  });

  test("a character folded in its middle (UTF-16 halves) reads whole", () => {
    expect(parseLine("SUMMARY:\ud83c\r\n \udf89\r\n").value).toBe("🎉");
  });

  test("a new line comes back as it went in, folded at 75 octets between characters", () => {
    const param = fc.record({
      name: fc.constantFrom("CN", "X-A", "TZID"),
      values: fc.array(
        fc.string({ unit: "grapheme", maxLength: 40 }).map((value) => value.replace(/[\r\t]/g, "")),
        {
          minLength: 1,
          maxLength: 3,
        },
      ),
    });
    const value = fc.string({ unit: "grapheme", maxLength: 300 }).map((text) => text.replace(/\p{Cc}/gu, ""));
    fc.assert(
      fc.property(fc.array(param, { maxLength: 2 }), value, fc.constantFrom("\r\n", "\n"), (params, text, eol) => {
        const line = makeLine("X-TEST", params, text, eol);
        expect(line.value).toBe(text);
        expect(line.params).toEqual(
          params.map((one) => ({ ...one, values: one.values.map((v) => v.replace(/(?!\n)\p{Cc}/gu, "")) })),
        );
        for (const physical of line.raw.split(eol)) expect(Buffer.byteLength(physical)).toBeLessThanOrEqual(75);
        expect(line.raw.endsWith(eol)).toBe(true);
        expect(line.raw.isWellFormed()).toBe(true);
      }),
      { seed: 6868, numRuns: 1000 },
    );
  });
});

describe("changing a tree touches only what is changed", () => {
  const text = calendar("SUMMARY:a", "X-KEEP;A=b:c", "DESCRIPTION:d", "BEGIN:VALARM", "ACTION:DISPLAY", "END:VALARM");
  const tree = parseIcal(text);
  const event = eventIn(tree);
  const write = (next: IcalComponent) => serializeIcal(replaceComponent(tree, event, [next]));

  test("a replaced line takes the place of the old one", () => {
    const out = write(setLine(event, "SUMMARY", makeLine("SUMMARY", [], "z", "\r\n")));
    expect(out).toBe(text.replace("SUMMARY:a", "SUMMARY:z"));
  });

  test("an added line goes before the alarms, a removed one is gone", () => {
    const added = write(setLine(event, "LOCATION", makeLine("LOCATION", [], "here", "\r\n")));
    expect(added).toBe(text.replace("BEGIN:VALARM", "LOCATION:here\r\nBEGIN:VALARM"));
    expect(write(setLine(event, "X-KEEP", undefined))).toBe(text.replace("X-KEEP;A=b:c\r\n", ""));
  });

  test("setting what is there already gives back the very same component", () => {
    expect(setLine(event, "SUMMARY", makeLine("SUMMARY", [], "a", "\r\n"))).toBe(event);
    expect(replaceLines(event, "LOCATION", [])).toBe(event);
    expect(replaceComponent(tree, event, [event])).toBe(tree);
  });

  test("of several lines of a name the equal ones keep their raw text", () => {
    const folded = parseIcal(calendar("ATTENDEE:mailto:a\r\n b", "ATTENDEE:mailto:c"));
    const one = eventIn(folded);
    const next = replaceLines(one, "ATTENDEE", [
      makeLine("ATTENDEE", [], "mailto:ab", "\r\n"),
      makeLine("ATTENDEE", [], "mailto:d", "\r\n"),
    ]);
    expect(serializeIcal(replaceComponent(folded, one, [next]))).toContain(
      "ATTENDEE:mailto:a\r\n b\r\nATTENDEE:mailto:d\r\n",
    );
  });

  test("a rewritten line keeps the spelling of its name", () => {
    const line = parseLine("Summary;X=1:a\r\n");
    expect(rewriteLine(line, line.params, "b", "\r\n").raw).toBe("Summary;X=1:b\r\n");
    expect(rewriteLine(line, line.params, "a", "\r\n")).toBe(line);
    expect(paramOf(rewriteLine(line, withParam(line.params, "X", ["2"]), "a", "\n"), "X")).toBe("2");
    expect(withParam(line.params, "X", undefined)).toEqual([]);
  });

  test("components go in before the first of a name, and into a file without final line end", () => {
    const open = parseIcal("BEGIN:VCALENDAR\nX:1");
    const [zone] = componentsOf(
      componentsOf(
        parseIcal("BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nEND:VTIMEZONE\nEND:VCALENDAR\n"),
        "VCALENDAR",
      )[0] as IcalComponent,
      "VTIMEZONE",
    );
    expect(serializeIcal(insertComponents(open, [zone as IcalComponent]))).toBe(
      "BEGIN:VCALENDAR\nX:1\r\nBEGIN:VTIMEZONE\nEND:VTIMEZONE\n",
    );
    const [removed, added] = lineDiff(text, serializeIcal(insertComponents(tree, [zone as IcalComponent], "VEVENT")));
    expect([removed, added]).toEqual([[], ["BEGIN:VTIMEZONE", "END:VTIMEZONE"]]);
  });
});
