// An event's own colour in its text (RFC 7986 §5.9, docs/adr/0018).
import { describe, expect, it } from "vitest";
import { nearestName } from "../../src-main/domain/colors.ts";
import { differences } from "../../src-main/domain/difference.ts";
import { applyIntent, newEventText } from "../../src-main/domain/edit.ts";
import { mergeVersions } from "../../src-main/domain/merge.ts";
import { readResource } from "../../src-main/domain/resource.ts";
import { PALETTE } from "../../src-preload/contract/palette.ts";

const NOW = Date.parse("2026-11-18T09:00:00Z");
const BASE = {
  uid: "u",
  nowMs: NOW,
  title: "Talk",
  start: "2026-11-20T10:00",
  end: "2026-11-20T11:00",
  zone: "UTC",
  allDay: false,
};
const plain = newEventText(BASE);
const colorOf = (text: string | undefined) => readResource(text ?? "").master?.color;
const withLine = (line: string) => plain.replace("SUMMARY:", `${line}\r\nSUMMARY:`);
const paint = (text: string, color: string | null) => applyIntent(text, { kind: "change", set: { color } }, NOW) ?? "";

describe("the colour of an event", () => {
  it.each([
    ["COLOR:turquoise", "#40E0D0"],
    ["COLOR:LightSlateGrey", "#778899"],
    ["COLOR:cyan", "#00FFFF"],
    ["COLOR:#f80", "#FF8800"],
    ["COLOR:#1badf8ff", "#1BADF8"],
    ["X-APPLE-CALENDAR-COLOR:#1BADF8FF", "#1BADF8"],
    ["COLOR:of my heart", undefined],
    ["COLOR:url(javascript:1)", undefined],
  ])("is read from %s", (line, color) => expect(colorOf(withLine(line))).toBe(color));

  it.each(PALETTE)("%s of the palette is kept exactly, with the nearest name for others", (color) => {
    const painted = paint(plain, color);
    expect(painted).toMatch(/^COLOR:[a-z]+\r$/m);
    expect(colorOf(painted)).toBe(color);
    expect(colorOf(newEventText({ ...BASE, color }))).toBe(color);
  });

  it("gives each colour of the palette a name of its own", () => {
    expect(new Set(PALETTE.map(nearestName)).size).toBe(PALETTE.length);
    expect(nearestName("#4169e1")).toBe("royalblue");
  });

  it("needs no line of ours where the name says it exactly", () => {
    expect(paint(plain, "#4169E1")).toContain("COLOR:royalblue\r\n");
    expect(paint(plain, "#4169E1")).not.toContain("X-CADRAN-COLOR");
  });

  it("is what another program made of it since", () => {
    const painted = paint(plain, PALETTE[0]);
    expect(colorOf(painted.replace(/COLOR:royalblue|COLOR:[a-z]+(?=\r)/, "COLOR:tomato"))).toBe("#FF6347");
  });

  it("survives a server that drops the property it does not know", () => {
    expect(colorOf(paint(plain, PALETTE[1]).replace(/^COLOR:.*\r\n/m, ""))).toBe(PALETTE[1]);
  });

  it("goes when it is taken away, and the text is as it was but for its stamps", () => {
    const back = paint(paint(plain, PALETTE[2]), null);
    expect(colorOf(back)).toBeUndefined();
    expect(differences(plain, back)).toEqual([]);
    expect(paint(plain, null)).toBe(plain);
    expect(paint(withLine("COLOR:tomato"), "#FF6347")).toBe(withLine("COLOR:tomato"));
  });

  it("is one field to people: told as a colour, merged apart from everything else", () => {
    const painted = paint(plain, PALETTE[3]);
    expect(differences(plain, painted)).toMatchObject([{ name: "color", after: { text: PALETTE[3] } }]);
    const renamed = plain.replace("SUMMARY:Talk", "SUMMARY:Renamed");
    const { text, conflicts } = mergeVersions({ base: plain, mine: painted, theirs: renamed }, { prefer: "suggested" });
    expect(conflicts).toEqual([]);
    expect([readResource(text).master?.title, colorOf(text)]).toEqual(["Renamed", PALETTE[3]]);
  });
});
